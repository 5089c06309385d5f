"""What has become of the rows of an import."""

from dataclasses import dataclass, field

from moving.arriving.forms import Left


@dataclass
class Tally:
    """How many rows were taken, were there unchanged and were updated, and those that weren't taken as they stood."""

    taken: int = 0
    unchanged: int = 0
    updated: int = 0
    left: list[Left] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """The figures of another; its `left` is for whoever reports it."""
        self.taken += other.taken
        self.unchanged += other.unchanged
        self.updated += other.updated

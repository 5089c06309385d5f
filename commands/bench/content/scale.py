"""How large a bench's yard is, who lives in it, and when it all happened: what every other part counts with."""

from dataclasses import dataclass
from functools import cached_property
from math import gcd

CHUNK = 2_000
"""Ideas that are drawn, worded and written together."""

DAY = 86_400
YEARS = 3
"""So long ago the first idea was posted."""

LIVE_ITEMS = {"exploring": 20, "planned": 30, "building": 20}
"""What the roadmap shows as being under way, however large the yard is."""

AUDIENCES = (*["everyone"] * 7, "members")
"""Of the boards, in the order of their ids. The first is there from the beginning."""

BOARD_SLUGS = ("ideas", "web", "mobile", "billing", "integrations", "reports", "support", "members")
PROMISE_DAYS = 7
MANAGERS = 4


@dataclass(frozen=True)
class Scale:
    """`ideas` of them, drawn by `seed`, all before the moment `at` (seconds since 1970)."""

    ideas: int
    at: int
    seed: int = 1

    @cached_property
    def people(self) -> int:
        return max(200, self.ideas // 10)

    @cached_property
    def staff(self) -> int:
        """The first so many people work here: an admin, managers, employees."""
        return min(60, 8 + self.people // 100)

    @cached_property
    def partners(self) -> int:
        """So many people after the staff are partners, the rest customers."""
        return self.people // 20

    @property
    def chunks(self) -> range:
        return range(0, self.ideas, CHUNK)

    @property
    def begun(self) -> int:
        return self.at - YEARS * 365 * DAY

    @property
    def showpiece(self) -> int:
        """The idea with the longest conversation, which stands high in the list: not the newest, but new."""
        return self.ideas - self.ideas // 50

    def role(self, person: int) -> str:
        if person == 1:
            return "admin"
        if person <= 1 + MANAGERS:
            return "manager"
        if person <= self.staff:
            return "employee"
        return "partner" if person <= self.staff + self.partners else "customer"

    def posted(self, idea: int, chance: float) -> int:
        """When an idea was posted: ideas come evenly, in the order of their ids."""
        share = (self.at - self.begun) / (self.ideas + 1)
        return int(self.begun + share * (idea - chance))

    @cached_property
    def strides(self) -> tuple[int, ...]:
        """Steps by which a walk through all people meets nobody twice."""
        found = (step for step in range(self.people // 3 + 1, 2 * self.people) if gcd(step, self.people) == 1)
        return tuple(step for step, _ in zip(found, range(40), strict=False))

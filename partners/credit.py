"""The credit for a text: whose each of its words is, as it is kept beside the text."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import groupby
from typing import Any

from partners.differences import lines

WORDS = re.compile(r"\w+|[^\w\s]+")
REMEMBERED = 8
"""Lines of so many characters are known again after they were moved or taken out: nobody writes them by chance."""

Gone = dict[str, list[tuple[int, ...]]]
"""Whose the words of lines are that were taken out, by their marks; a line may have been taken out several times."""


@dataclass(frozen=True)
class Owned:
    """A line, its words, and whose each of them is. A blank line has no words and is nobody's."""

    text: str
    words: tuple[str, ...]
    owners: tuple[int, ...] = ()

    @property
    def key(self) -> str:
        """The line without what can't be seen of it."""
        return " ".join(self.words)

    @property
    def mark(self) -> str:
        """What the line is known again by; nothing for a short one."""
        key = self.key
        return blake2b(key.encode(), digest_size=8).hexdigest() if len(key) >= REMEMBERED else ""


@dataclass
class Credit:
    """Whose text stands in a version, and what was taken out until then. `writers` are all who ever wrote, in order."""

    standing: list[Owned] = field(default_factory=list)
    writers: list[int] = field(default_factory=list)
    gone: Gone = field(default_factory=dict)

    def authors(self) -> list[int]:
        """Whose words stand in it, in the order in which they first wrote."""
        owners = {owner for line in self.standing for owner in line.owners}
        return [writer for writer in self.writers if writer in owners]

    def owner(self, line: Owned) -> int | None:
        """Who wrote most of the line; of several, who wrote here first. None for a blank one."""
        shares = Counter(line.owners)
        return max(shares, key=lambda who: (shares[who], -self.writers.index(who)), default=None)


def read(body: str) -> list[Owned]:
    """The lines of a text, not yet anybody's."""
    return [Owned(text, tuple(WORDS.findall(text))) for text in lines(body)]


def packed(credit: Credit) -> dict[str, Any]:
    """The credit as it is stored beside its text."""
    return {
        "writers": credit.writers,
        "owners": [_runs(line.owners) for line in credit.standing],
        "gone": {mark: [_runs(owners) for owners in stood] for mark, stood in credit.gone.items()},
    }


def unpacked(stored: dict[str, Any], body: str) -> Credit:
    """The credit of `body` as it was stored."""
    owners = stored.get("owners", [])
    standing = [
        Owned(line.text, line.words, _each(runs)) for line, runs in zip(read(body), owners, strict=True)
    ]
    gone = {mark: [_each(runs) for runs in stood] for mark, stood in stored.get("gone", {}).items()}
    return Credit(standing, list(stored.get("writers", [])), gone)


def _runs(owners: Sequence[int]) -> list[list[int]]:
    return [[owner, len(list(run))] for owner, run in groupby(owners)]


def _each(runs: Sequence[Sequence[int]]) -> tuple[int, ...]:
    return tuple(owner for owner, count in runs for _ in range(count))

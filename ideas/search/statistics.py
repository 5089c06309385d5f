"""How common words are, from a sample of the index: a small one for whoever asks first, then a large one, made and
remade while nobody waits for it. Each process has its own: samples of the same ideas, they differ a little
in what comes first, and in nothing that is found."""

import asyncio
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import log
from time import monotonic
from weakref import WeakKeyDictionary

from tortoise.context import TortoiseContext, require_context

from core.database import on_sqlite, row, rows, unattended

SAMPLE = 5_000
"""So many ideas are read, evenly spread over all ids."""
AT_ONCE = 500
"""So many of them by one statement, and by whoever asks first."""
SECONDS = 3600.0
GROWTH = 1.1
"""Where the ideas have become so many times more, they are sampled anew before the hour is over."""


@dataclass(frozen=True)
class Statistics:
    """What a sample says. `often`: in how many of the `sampled` ideas a token stands; `ideas`: how many there are."""

    often: dict[str, int]
    sampled: int
    ideas: int
    newest: int
    made: float
    _rarities: dict[int, float] = field(default_factory=dict)

    def rarity(self, token: str) -> float:
        """What meeting in a token says: nothing where it stands everywhere, and more the rarer it is (as in BM25)."""
        times = self.often.get(token, 0)
        if times not in self._rarities:
            self._rarities[times] = log(1 + (self.sampled - times + 0.5) / (times + 0.5))
        return self._rarities[times]

    def expected(self, token: str) -> float:
        """In about how many ideas a token stands."""
        return self.often.get(token, 0) * self.ideas / max(1, self.sampled)

    def old(self, newest: int) -> bool:
        return monotonic() - self.made > SECONDS or newest > self.newest * GROWTH or newest < self.newest


_kept: "WeakKeyDictionary[TortoiseContext, Statistics]" = WeakKeyDictionary()
_making: "WeakKeyDictionary[TortoiseContext, asyncio.Lock]" = WeakKeyDictionary()


async def statistics() -> Statistics:
    """Those of the open database. Of many ideas a few give the first ones; while better ones are made, everybody goes
    on with those that there are."""
    place = require_context()
    kept, newest = _kept.get(place), await _newest()
    if kept and not kept.old(newest):
        return kept
    making = _making.setdefault(place, asyncio.Lock())
    if kept and newest > AT_ONCE:
        if not making.locked():
            unattended(_renewed(place, making, newest))
        return kept
    async with making:
        kept = _kept.get(place)
        if kept is None or kept.old(newest):
            _kept[place] = kept = await _sampled(newest, AT_ONCE)
    if newest > AT_ONCE:
        unattended(_renewed(place, making, newest))
    return kept


async def _renewed(place: TortoiseContext, making: asyncio.Lock, newest: int) -> None:
    if not making.locked():
        async with making:
            _kept[place] = await _sampled(newest, SAMPLE)


async def _newest() -> int:
    found = await row("SELECT max(id) AS id FROM idea")
    return int(found["id"] or 0) if found else 0


async def _sampled(newest: int, size: int) -> Statistics:
    ids = range(newest, 0, -max(1, newest // size))
    words = "words" if on_sqlite() else "array_to_string(tsvector_to_array(words), ' ')"
    often: Counter[str] = Counter()
    sampled = 0
    for start in range(0, len(ids), AT_ONCE):
        found = await rows(
            f"SELECT {words} AS words FROM idea_search WHERE idea_id IN :ids",
            ids=list(ids[start : start + AT_ONCE]),
        )
        sampled += len(found)
        await asyncio.to_thread(_count, often, [each["words"] for each in found])
    if sampled > AT_ONCE:  # what stands in one alone is as rare as what stands in none
        often = Counter({token: times for token, times in often.items() if times > 1})
    return Statistics(dict(often), sampled, round(newest * sampled / max(1, len(ids))), newest, monotonic())


def _count(often: Counter[str], texts: Iterable[str]) -> None:
    for text in texts:
        often.update(text.split(" "))

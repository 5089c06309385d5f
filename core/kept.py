"""Values that many requests ask for, kept in this process's memory for a moment.

A kept value may be shown late only to this extent: a change that another process committed is seen within `seconds`,
one of this process at once. What one person may see is kept under a key that says who; what ends at once everywhere,
such as a session, isn't kept at all.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from tortoise.context import TortoiseContext, require_context

from core.clock import now
from core.database import changes, in_act

T = TypeVar("T")


@dataclass
class _Place(Generic[T]):
    """One key's value, the moment and the count of changes that it is of. `making` is held while it is made."""

    making: asyncio.Lock = field(default_factory=asyncio.Lock)
    value: T | None = None
    since: datetime | None = None
    of: int = -1
    weight: int = 0


@dataclass
class _Shelf(Generic[T]):
    """The places of one database, the one asked for last at the end, and what their values weigh together."""

    places: OrderedDict[Hashable, _Place[T]] = field(default_factory=OrderedDict)
    weight: int = 0

    def place(self, key: Hashable) -> _Place[T]:
        place = self.places.setdefault(key, _Place())
        self.places.move_to_end(key)
        return place

    def forget(self, key: Hashable, place: _Place[T]) -> None:
        if self.places.get(key) is place:
            self.weight -= self.places.pop(key).weight

    def weighed(self, key: Hashable, place: _Place[T], weight: int, most: int) -> None:
        if self.places.get(key) is not place:
            return  # it was taken away while its value was made
        self.weight += weight - place.weight
        place.weight = weight
        while self.weight > most:
            self.weight -= self.places.popitem(last=False)[1].weight


class Kept(Generic[T]):
    """Keeps what an async function makes, for each key and each open database, until something is committed in this
    process (see `core.changes`) or `seconds` are over. Holds what was asked for last, up to `most` in all: so many
    values, or what they weigh.

    What is kept is shared: whoever gets it reads it and changes nothing in it.
    """

    def __init__(
        self, seconds: float = 1.0, most: int = 1000, weigh: Callable[[T], int] = lambda value: 1
    ) -> None:
        self.seconds = seconds
        self.most = most
        self.weigh = weigh
        self._shelves: WeakKeyDictionary[TortoiseContext, _Shelf[T]] = WeakKeyDictionary()

    async def get(self, make: Callable[[], Awaitable[T]], *key: Hashable) -> T:
        """The value of this key, made by `make` where none is kept; once, for all who ask meanwhile.

        Inside a transaction it is always made anew: it may be of what was never committed.
        """
        if in_act():
            return await make()
        shelf = self._shelves.setdefault(require_context(), _Shelf())
        place, asked_at = shelf.place(key), changes()
        if not self._fresh(place, asked_at):
            async with place.making:
                if not self._fresh(place, asked_at):
                    of, since = changes(), now()
                    try:
                        place.value = await make()
                    except BaseException:
                        shelf.forget(key, place)
                        raise
                    place.of, place.since = of, since
                    shelf.weighed(key, place, self.weigh(place.value), self.most)
        return place.value  # type: ignore[return-value]  # fresh, so it was made

    def _fresh(self, place: _Place[T], asked_at: int) -> bool:
        """Whether its making began after all that had been committed here when it was asked for. (Not: after all that
        has been by now; else each who waited would make it again while others write.)"""
        if place.since is None or place.of < asked_at:
            return False
        return abs((now() - place.since).total_seconds()) < self.seconds

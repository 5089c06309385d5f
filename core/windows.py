"""Where it is counted what was spent, and when: in memory, in the table `spent`, or in memory and told to the table.

A moving window: what was spent within the last so many seconds counts, to the moment. `spent` (PostgreSQL alone, made
by `activity.migrations.0009_limits`) has a row for each key with the moments in it, in seconds since 1970. It isn't
logged, so that a count costs no wait for the disk; after a crash of the database's server everybody begins anew. Its
keys are hashed: it holds no address of anybody.
"""

import json
from collections import OrderedDict, defaultdict, deque
from collections.abc import Iterable, Sequence

from limits.aio.storage import MemoryStorage

from core.changes import quietly
from core.clock import now
from core.database import rows
from core.secrets import derived

HIT = """
    INSERT INTO spent (who, until, times) VALUES (:who, :until, ARRAY[CAST(:at AS float8)])
    ON CONFLICT (who) DO UPDATE SET until = excluded.until,
        times = ARRAY(SELECT at FROM unnest(spent.times) at WHERE at > :since) || excluded.times
    WHERE (SELECT count(*) FROM unnest(spent.times) at WHERE at > :since) < :most
    RETURNING who"""
"""One more, unless the window is full. Whoever comes at the same moment waits for the row and counts what it holds."""

TELL = """
    INSERT INTO spent (who, until, times)
    SELECT who, CAST(:until AS float8), array_agg(at)
    FROM json_to_recordset(CAST(:told AS json)) AS told (who text, at float8) GROUP BY who ORDER BY who
    ON CONFLICT (who) DO UPDATE SET until = excluded.until,
        times = ARRAY(SELECT at FROM unnest(spent.times || excluded.times) at WHERE at > :since ORDER BY at)
    RETURNING who, times"""
"""What this process let through, and for the same keys what all processes did. Rows are taken in one order, so that
two who tell never wait for each other."""


class Windows(MemoryStorage):
    """When each key was last spent, oldest first. (The library's own memory walks through all keys at every hit, with
    a thread for each.)"""

    def __init__(self) -> None:
        super().__init__()
        self._spent: defaultdict[int, OrderedDict[str, deque[float]]] = defaultdict(OrderedDict)

    async def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        at, shelf = _at(), self._spent[expiry]
        times = shelf.setdefault(key, deque())
        while times and times[0] <= at - expiry:
            times.popleft()
        if len(times) + amount > limit:
            return False
        times.extend([at] * amount)
        shelf.move_to_end(key)
        self._forget_oldest(shelf, at - expiry)
        return True

    async def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        """Since when the window counts, and how many are in it."""
        return _window(tuple(self._spent[expiry].get(key, ())), limit, expiry)

    def _forget_oldest(self, shelf: OrderedDict[str, deque[float]], before: float) -> None:
        """One comes and at most two go, so that memory holds about as many keys as one window saw."""
        for _ in range(2):
            key = next(iter(shelf))
            if shelf[key] and shelf[key][-1] > before:
                return
            del shelf[key]


class Shared(MemoryStorage):
    """Counted in the table, one statement for each: however many processes ask at once, no more than the limit pass."""

    async def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        at = _at()
        with quietly():
            taken = await rows(HIT, who=_hidden(key), until=at + expiry, at=at, since=at - expiry, most=limit)
        return bool(taken)

    async def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        """Since when the window counts, and how many are in it."""
        found = await rows("SELECT times FROM spent WHERE who = :who", who=_hidden(key))
        return _window(found[0]["times"] if found else (), limit, expiry)


class Told(Windows):
    """Counted in memory, which `tell` compares with the table: no request pays for it, and what the other processes let
    through since the last telling is what may pass too much."""

    def __init__(self) -> None:
        super().__init__()
        self._untold: dict[int, dict[str, list[float]]] = {}

    async def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        taken = await super().acquire_entry(key, limit, expiry, amount)
        if taken:
            self._keep_untold(expiry, key, [_at()] * amount)
        return taken

    async def tell(self) -> None:
        """Write down what was let through here and learn what the others did, a statement for each length of window.
        What can't be told is kept for the next time."""
        for expiry in list(self._untold):
            untold = self._untold.pop(expiry)
            try:
                await self._tell(expiry, untold)
            except BaseException:
                for key, times in untold.items():
                    self._keep_untold(expiry, key, times)
                raise

    async def _tell(self, expiry: int, untold: dict[str, list[float]]) -> None:
        known, at = {_hidden(key): key for key in untold}, _at()
        told = [{"who": who, "at": moment} for who, key in known.items() for moment in untold[key]]
        with quietly():
            found = await rows(TELL, told=json.dumps(told), until=at + expiry, since=at - expiry)
        for each in found:
            key = known[each["who"]]
            here = self._untold.get(expiry, {}).get(key, [])
            self._spent[expiry][key] = deque(sorted([*each["times"], *here]))

    def _keep_untold(self, expiry: int, key: str, times: Iterable[float]) -> None:
        self._untold.setdefault(expiry, {}).setdefault(key, []).extend(times)


def _at() -> float:
    return now().timestamp()


def _hidden(key: str) -> str:
    return derived("limit", key).hex()


def _window(times: Sequence[float], limit: int, expiry: int) -> tuple[float, int]:
    """Since when the window counts: from the one whose end lets the next one pass; and how many are in it."""
    at = _at()
    counted = [each for each in times if each > at - expiry]
    return (counted[max(0, len(counted) - limit)], len(counted)) if counted else (at, 0)

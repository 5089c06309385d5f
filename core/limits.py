"""Rate limits: so many of a kind for each person and each address. Counted in this process's memory."""

import time
from collections import OrderedDict, defaultdict, deque
from dataclasses import dataclass
from functools import cache

from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

from core.errors import SlowDown
from core.words import ngettext

LIMITS = {
    "sign_in.address": "20/hour",
    "sign_in.mail": "5/15minute",
    "sign_in.mailbox": "30/hour",
    "code": "30/hour",
    "code.mailbox": "100/day",
    "link": "60/hour",
    "intent": "30/hour",
    "post": "20/hour",
    "comment": "60/hour",
    "vote": "600/hour",
    "write": "600/hour",
    "search": "120/minute",
    "similar": "120/minute",
    "api": "1200/minute",
}
"""How much of what. `sign_in.address`, `link` and `intent` count for each network address, `code` also for each
asking browser, and `sign_in.mail` for an e-mail address asked for from one network address. What counts for an
e-mail address alone, `*.mailbox`, is wide: strangers can spend it, and must not lock its owner out. A link that was
mailed works whatever they spend. `vote` counts for each person alone: a whole office may share an address. `search` and
`similar` (what is asked while one types) count for the person, or for a visitor's address. `api` is every call that a
person's programs make, whatever it counts for besides."""


class Windows(MemoryStorage):
    """When each key was last spent, oldest first. (The library's own memory walks through all keys at every hit, with
    a thread for each.)"""

    def __init__(self) -> None:
        super().__init__()
        self._spent: defaultdict[int, OrderedDict[str, deque[float]]] = defaultdict(OrderedDict)

    async def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        now, shelf = time.time(), self._spent[expiry]
        times = shelf.setdefault(key, deque())
        while times and times[0] < now - expiry:
            times.popleft()
        if len(times) + amount > limit:
            return False
        times.extend([now] * amount)
        shelf.move_to_end(key)
        self._forget_oldest(shelf, now - expiry)
        return True

    async def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        """Since when the window counts, and how many are in it."""
        now = time.time()
        times = [at for at in self._spent[expiry].get(key, ()) if at >= now - expiry]
        return (times[0], len(times)) if times else (now, 0)

    def _forget_oldest(self, shelf: OrderedDict[str, deque[float]], before: float) -> None:
        """One comes and at most two go, so that memory holds about as many keys as one window saw."""
        for _ in range(2):
            key = next(iter(shelf))
            if shelf[key] and shelf[key][-1] >= before:
                return
            del shelf[key]


_limiter = MovingWindowRateLimiter(Windows())
_limit = cache(parse)


async def spend(kind: str, *who: object) -> None:
    """Count one of `kind` for each of `who`. Raises `SlowDown` with a sentence that says when to try again."""
    item = _limit(LIMITS[kind])
    for somebody in who:
        if not await _limiter.hit(item, kind, str(somebody)):
            raise await _slow_down(item, kind, str(somebody))


async def _slow_down(item: RateLimitItem, kind: str, somebody: str) -> SlowDown:
    window = await _limiter.get_window_stats(item, kind, somebody)
    seconds = max(1, int(window.reset_time - time.time()) + 1)
    minutes = -(-seconds // 60)
    sentence = ngettext(
        "That was a lot in a short time. Please try again in %(num)s minute.",
        "That was a lot in a short time. Please try again in %(num)s minutes.",
        minutes,
    )
    return SlowDown(sentence, seconds)


@dataclass(frozen=True)
class Standing:
    """How much of a limit is left: of `most` in `seconds`, so many; the oldest counts no more `whole_in` seconds."""

    most: int
    seconds: int
    left: int
    whole_in: int


async def standing(kind: str, somebody: object) -> Standing:
    """What is left to them, for those who ask to be told (programs)."""
    item = _limit(LIMITS[kind])
    window = await _limiter.get_window_stats(item, kind, str(somebody))
    whole_in = max(0, int(window.reset_time - time.time()) + 1)
    return Standing(item.amount, item.get_expiry(), max(0, window.remaining), whole_in)


def forget() -> None:
    """Begin counting anew (for tests)."""
    _limiter.storage = Windows()

"""Rate limits: so many of a kind for each person and each address, however many processes serve them.

On SQLite one process serves alone, and counts in its memory (of several on one file each would count its own).
On PostgreSQL what is rare and guards something (signing in, codes, posts) is counted in a table, one statement each:
never more than the limit pass. What is asked for all the time (`OFTEN`: searches, votes, a program's requests) mustn't
pay for a write each: it is counted in memory, and every process tells the table once a second what it let through and
learns what the others did. So at most what the other processes let through within one second passes too much.
"""

import asyncio
import logging
import math
from contextlib import suppress
from functools import cache
from typing import NamedTuple

from limits import parse
from limits.aio.strategies import MovingWindowRateLimiter
from tortoise.context import get_current_context

from core.clock import now
from core.database import in_transaction, on_sqlite, rows
from core.errors import SlowDown
from core.windows import Shared, Told, Windows
from core.words import ngettext

log = logging.getLogger("madang.limits")

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


OFTEN = 600 / 3600
"""What may come at least so often a second is counted in memory and told once a second."""

TOLD_EVERY = 1.0
"""Seconds."""

_alone = MovingWindowRateLimiter(Windows())
_table = MovingWindowRateLimiter(Shared())
_told = MovingWindowRateLimiter(Told())
_limit = cache(parse)


class Budget(NamedTuple):
    """How many are allowed in a window, how many are left, in how many seconds the next one comes back (0: none is
    spent), and how many seconds a window has."""

    limit: int
    remaining: int
    reset: int
    window: int


async def spend(kind: str, *who: object) -> None:
    """Count one of `kind` for each of `who`. Raises `SlowDown` with a sentence that says when to try again.

    Not inside a transaction, whose end would undo the count."""
    item = _limit(LIMITS[kind])
    for somebody in who:
        if not await _limiter(kind).hit(item, kind, str(somebody)):
            raise _slow_down(await budget(kind, somebody))


async def budget(kind: str, who: object) -> Budget:
    """What is left of `kind` for `who`: for the headers that tell a program. Spends nothing."""
    item = _limit(LIMITS[kind])
    window = await _limiter(kind).get_window_stats(item, kind, str(who))
    spent = item.amount - window.remaining
    reset = math.floor(window.reset_time - now().timestamp()) + 1
    return Budget(item.amount, max(0, window.remaining), max(1, reset) if spent else 0, item.get_expiry())


def _limiter(kind: str) -> MovingWindowRateLimiter:
    if get_current_context() is None or on_sqlite():
        return _alone
    item = _limit(LIMITS[kind])
    return _told if item.amount / item.get_expiry() >= OFTEN else _table


def _slow_down(left: Budget) -> SlowDown:
    minutes = -(-left.reset // 60)
    sentence = ngettext(
        "That was a lot in a short time. Please try again in %(num)s minute.",
        "That was a lot in a short time. Please try again in %(num)s minutes.",
        minutes,
    )
    return SlowDown(sentence, left.reset)


async def run(stop: asyncio.Event) -> None:
    """Tell the other processes once a second until `stop` is set, and then once more."""
    if on_sqlite():
        return
    while not stop.is_set():
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), TOLD_EVERY)
        try:
            await _telling().tell()
        except Exception:
            log.exception("What was spent couldn't be told and is kept for the next time")


def _telling() -> Told:
    assert isinstance(_told.storage, Told)
    return _told.storage


@in_transaction
async def clean() -> None:
    """Forget windows that are over (for `activity.housekeeping`)."""
    if not on_sqlite():
        await rows("DELETE FROM spent WHERE until < :now", now=now().timestamp())


def forget() -> None:
    """Begin counting anew what is counted in memory (for tests; a test's table is emptied with its database)."""
    _alone.storage = Windows()
    _told.storage = Told()

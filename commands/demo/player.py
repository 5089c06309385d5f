"""Plays the demo: everything in the script is done through operations, under a clock moved to its time."""

import asyncio
from collections.abc import Callable

from activity import worker
from commands.demo.hours import moment
from commands.demo.lives import Life
from commands.demo.opening import Opening
from commands.demo.partnering import Partnering
from commands.demo.posts import POSTS
from commands.demo.timeline import Happening
from commands.demo.works import Company
from commands.yard import is_empty
from core.clock import moved_to, now
from core.database import act, in_transaction
from core.errors import Refused
from core.words import _

__all__ = ["is_empty", "play"]

JUST_NOW = 0.005
"""Days ago: what was due by then is done when the demo opens."""

Progress = Callable[[int, int], None]


async def play(progress: Progress = lambda done, total: None) -> None:
    """Fill an empty yard; `progress` hears how much of how much is done. Raises `Refused` where somebody is here.

    It is one transaction: stopped on its way, it leaves the yard empty, and no worker elsewhere sees half of it.
    Notices are made at the time of what they tell, and read like those of people who come by; mail is sent to nobody
    (see `Opening`). Played at the same time, it is the same.
    """
    stopped = asyncio.Event()
    try:
        await _play(progress, stopped)
    except asyncio.CancelledError:
        stopped.set()  # a transaction goes on when its caller has gone; this one ends undone
        raise


@in_transaction
async def _play(progress: Progress, stopped: asyncio.Event) -> None:
    if not await is_empty():
        raise Refused(_("There are people or ideas in this yard already, and the demo needs an empty one."))
    end, todo = now(), happenings()
    for done, each in enumerate(todo):
        if stopped.is_set():
            raise asyncio.CancelledError
        progress(done, len(todo))
        with moved_to(moment(each.days_ago, end)):
            act().facts.clear()  # what follows is an act of its own, and its first event the root
            await each.do()
            if each.tells:
                await worker.drain(_unheard)
    with moved_to(moment(JUST_NOW, end)):
        act().facts.clear()
        await worker.drain(_unheard)  # alarms that went off since the last step
    progress(len(todo), len(todo))


def happenings() -> list[Happening]:
    """Everything, in the order of time."""
    opening, ids = Opening(), dict[str, int]()
    found = opening.happenings()
    for post in POSTS:
        found += Life(post, opening.people, ids).happenings()
    found += Company(opening.people, ids).happenings()
    found += Partnering(opening.people).happenings()
    return sorted(found, key=lambda each: each.days_ago, reverse=True)


def _unheard(line: str) -> None:
    """The outbox says on the terminal what mail it keeps; a demo's needn't be read there."""

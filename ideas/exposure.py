"""Everyone gets a chance: the trending list keeps some places for ideas that few have seen yet.

Who stands there changes every few seconds, the same for all readers. How often an idea stood on a page that somebody
was shown is counted in this process's memory and written down every few seconds; a crash loses what wasn't yet.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from heapq import nsmallest
from typing import TypeVar
from weakref import WeakKeyDictionary

from tortoise.context import TortoiseContext, require_context

from core.clock import now
from core.database import in_transaction, on_sqlite, quietly, rows
from ideas.known import ENOUGH, YOUNG_FOR, Newcomer
from ideas.loop import OPEN

log = logging.getLogger("madang.exposure")

T = TypeVar("T")

PLACES = (4, 8, 12, 16)
"""The places of a page that are kept for newcomers, counted from one."""
SLOT = 5
"""Seconds that the same newcomers stand there."""
WRITTEN_EVERY = 3.0
"""Seconds between two writings of what was seen."""

_seen: WeakKeyDictionary[TortoiseContext, Counter[int]] = WeakKeyDictionary()


def in_turn(newcomers: Iterable[Newcomer], moment: float, most: int) -> list[int]:
    """Who comes first at this moment (seconds since 1970): the least seen, and among equals by turns."""
    slot = int(moment // SLOT)
    first = nsmallest(
        most, newcomers, key=lambda each: (each.views, (each.id + slot) * 2_654_435_761 % 2**32)
    )
    return [each.id for each in first]


def seated(ranked: Sequence[T], newcomers: Sequence[T], size: int) -> tuple[list[T], int]:
    """A page of `size` with newcomers in their places, none twice, and how many ranked ones stand on it.

    `ranked` are the first of the list, more than a page where there is more; `newcomers` those whose turn it is. Where
    all fit on the page there is nothing to reserve.
    """
    if len(ranked) <= size:
        return list(ranked), len(ranked)
    standing = set(ranked[: size - len(PLACES)])
    guests = [each for each in newcomers if each not in standing][: len(PLACES)]
    while on_it := [each for each in guests if each in ranked[: size - len(guests)]]:
        guests.remove(on_it[0])  # it stands on the page anyway, now that fewer are kept from it
    page = list(ranked[: size - len(guests)])
    for place, guest in zip(PLACES, guests, strict=False):
        page.insert(place - 1, guest)
    return page, size - len(guests)


@in_transaction
async def begin(idea_id: int) -> None:
    """An idea came into sight: few have seen it yet. What is counted already goes on being counted."""
    await rows(
        """INSERT INTO exposure (created_at, idea_id, views) VALUES (:now, :idea, 0)
           ON CONFLICT (idea_id) DO NOTHING""",
        now=now(),
        idea=idea_id,
    )


def seen(idea_ids: Iterable[int]) -> None:
    """These newcomers stood on a page that somebody was shown (`ideas.listing.Page.unseen`). Counts in memory only."""
    _seen.setdefault(require_context(), Counter()).update(idea_ids)


async def write_down() -> None:
    """Write what was seen since the last time. This is no change that makes anybody look anew."""
    counted = _seen.pop(require_context(), None)
    if not counted:
        return
    try:
        with quietly():
            await _add(dict(sorted(counted.items())))
    except BaseException:
        _seen.setdefault(require_context(), Counter()).update(counted)
        raise


@in_transaction
async def _add(counted: dict[int, int]) -> None:
    """One statement; on PostgreSQL it locks by ascending ids, so that two processes never wait for each other."""
    ids = list(counted)
    cases = " ".join(f"WHEN :idea_{place} THEN CAST(:more_{place} AS INT)" for place in range(len(ids)))
    values = {f"idea_{place}": each for place, each in enumerate(ids)}
    values |= {f"more_{place}": counted[each] for place, each in enumerate(ids)}
    which, first = ":ids", ""
    if not on_sqlite():
        first = """WITH locked AS MATERIALIZED (
            SELECT idea_id FROM exposure WHERE idea_id IN :ids ORDER BY idea_id FOR UPDATE)"""
        which = "(SELECT idea_id FROM locked)"
    await rows(
        f"{first} UPDATE exposure SET views = views + CASE idea_id {cases} END WHERE idea_id IN {which}",
        ids=ids,
        **values,
    )


async def run(stop: asyncio.Event) -> None:
    """Write down what was seen every few seconds until `stop` is set, and then what is left."""
    while not stop.is_set():
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), WRITTEN_EVERY)
        try:
            await write_down()
        except Exception:
            log.exception("What was seen couldn't be written down and is kept for the next time")


@in_transaction
async def clean() -> None:
    """Forget whom enough have seen, who is young no more and who left the way (fills `activity.ports.clean`)."""
    await rows(
        """DELETE FROM exposure WHERE views >= :enough OR created_at <= :before
           OR idea_id IN (SELECT e.idea_id FROM exposure e JOIN idea i ON i.id = e.idea_id
                          WHERE i.stage NOT IN :stages)""",
        enough=ENOUGH,
        before=now() - YOUNG_FOR,
        stages=[stage.value for stage in OPEN],
    )

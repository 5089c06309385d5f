"""A worker that is at work is seen, and one that ended isn't."""

import asyncio
from datetime import timedelta

import pytest

from activity import pulse, worker
from core.clock import moved_to, now
from core.database import changes, rows

pytestmark = pytest.mark.usefixtures("database")


async def test_a_worker_is_seen_while_it_works_and_leaves_nothing_behind() -> None:
    stop = asyncio.Event()
    working = asyncio.create_task(worker.run(stop))
    async with asyncio.timeout(30):
        while (await pulse.latest())[0] == 0:
            await asyncio.sleep(0)
    stop.set()
    await working

    assert await pulse.latest() == (0, None)


async def test_one_that_was_killed_is_gone_after_two_minutes_and_forgotten_after_a_day() -> None:
    begun, before = now(), changes()
    with moved_to(begun):
        await pulse.beat("one")
        await pulse.beat("one")
        await pulse.beat("two")
        assert await pulse.latest() == (2, begun)
    with moved_to(begun + timedelta(minutes=3)):
        await pulse.beat("two")
        assert (await pulse.latest())[0] == 1
    with moved_to(begun + timedelta(days=1, minutes=1)):
        await pulse.beat("two")
        assert await rows("SELECT name FROM pulse") == [{"name": "two"}]
    assert changes() > before, "only inside a worker it is done quietly"

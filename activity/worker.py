"""The worker: does what transactions left behind. Any number of them may run, here or in other processes."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

from activity import deliveries, fanout, housekeeping, messages, pulse, sending, tasks
from activity.lanes import Lanes, all_drained
from activity.models import Task
from activity.ports import work
from core.wake import nap

log = logging.getLogger("madang.worker")

LOOK_EVERY = 2.0
"""Seconds between two looks at the queues when nobody woke us."""
LONGEST_PAUSE = 30.0
TIDY_EVERY = 3600.0
AT_ONCE = 4
"""So many mails are under way at the same time."""

Step = Callable[[asyncio.Event], Awaitable[bool]]


async def run(stop: asyncio.Event) -> None:
    """Work until `stop` is set, then end what is in hand. Fan-outs, mails and webhooks don't wait for each other."""
    lanes = Lanes()
    async with asyncio.TaskGroup() as group:
        group.create_task(_loop(_tell, stop))
        group.create_task(_loop(_send, stop))
        group.create_task(_loop(lanes.step, stop))
        group.create_task(_tidy(stop))
        group.create_task(pulse.beat_until(stop))
    await lanes.ended()


async def drain(say: sending.Say = sending.aloud) -> int:
    """Do all that is due now; how many tasks and messages that were. `say` hears the outbox's lines."""
    done, never = 0, asyncio.Event()
    while True:
        told = await _tell(never)
        sent = 0 if told else await _send_some(say) + await all_drained(never)
        if not told and not sent:
            return done
        done += told + sent


async def _loop(step: Step, stop: asyncio.Event) -> None:
    failures = 0
    while not stop.is_set():
        try:
            busy = await step(stop)
            failures = 0
        except Exception:
            # The database may be away: whatever was leased comes back by itself when its lease ends.
            failures += 1
            busy = False
            log.exception("The worker couldn't do its work and tries again")
        if not busy:
            await _rest(
                stop, min(LONGEST_PAUSE, LOOK_EVERY * 2 ** min(failures, 10)) if failures else LOOK_EVERY
            )


async def _tidy(stop: asyncio.Event) -> None:
    """Keep house at the start and about every hour; what fails is tried again an hour later."""
    while not stop.is_set():
        try:
            await housekeeping.tidy()
        except Exception:
            log.exception("The worker couldn't keep house")
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), TIDY_EVERY)


async def _rest(stop: asyncio.Event, seconds: float) -> None:
    resting = [asyncio.create_task(nap(seconds)), asyncio.create_task(stop.wait())]
    try:
        await asyncio.wait(resting, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for each in resting:
            each.cancel()


async def _tell(stop: asyncio.Event) -> bool:
    """Take one task and do it, chunk by chunk. False when none is due."""
    task = await tasks.claim()
    if task is None:
        return False
    try:
        await _do(task, stop)
    except Exception as error:
        log.exception("Task %s failed and is put off", task.key)
        await tasks.put_off(task, error)
    return True


async def _do(task: Task, stop: asyncio.Event) -> None:
    step = STEPS.get(task.kind) or work.of(task.kind)
    while not await step(task):
        if stop.is_set():
            await tasks.give_back(task)
            return


STEPS: dict[str, Callable[[Task], Awaitable[bool]]] = {"fanout": fanout.step, "webhooks": messages.step}
"""How this floor's own kinds of task are done: one step a call, true at the end. Other floors answer for theirs."""


async def _send(stop: asyncio.Event) -> bool:
    return await _send_some(sending.aloud) > 0


async def _send_some(say: sending.Say) -> int:
    taken = await deliveries.claim(AT_ONCE)
    await asyncio.gather(*(sending.send(each, say) for each in taken))
    return len(taken)

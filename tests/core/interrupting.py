"""Cancelling a coroutine exactly where it waits for the n-th time, as a browser that hangs up may do."""

import asyncio
import contextlib
from collections.abc import Coroutine, Generator
from typing import Any

from core import database


class _Cancelled:
    """Awaits the work, and has its task cancelled as soon as it waits for the n-th time."""

    def __init__(self, work: Coroutine[Any, Any, Any], at: int) -> None:
        self.work = work
        self.at = at
        self.waits = 0

    def __await__(self) -> Generator[Any, None, Any]:
        steps = self.work.__await__()
        given: Any = None
        while True:
            try:
                waiting = steps.send(given) if not isinstance(given, BaseException) else steps.throw(given)
            except StopIteration as end:
                return end.value
            self.waits += 1
            if self.waits == self.at:
                task = asyncio.current_task()
                assert task is not None
                task.cancel()
            try:
                given = yield waiting
            except BaseException as error:
                given = error


async def cancelled_at(point: int, work: Coroutine[Any, Any, Any]) -> bool:
    """Cancel the work at its `point`-th wait. False when it had ended by then."""
    cancelled = _Cancelled(work, point)

    async def run() -> None:
        await cancelled

    task = asyncio.create_task(run())
    with contextlib.suppress(asyncio.CancelledError):
        await task
    return cancelled.waits >= point


async def left_after(seconds: float, work: Coroutine[Any, Any, Any]) -> None:
    """Cancel whoever waits for the work after so long a time."""
    task = asyncio.create_task(work)
    await asyncio.wait([task], timeout=seconds)
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


async def unattended() -> None:
    """What callers have left behind has come to its end."""
    while database._unattended:
        await asyncio.wait(set(database._unattended))

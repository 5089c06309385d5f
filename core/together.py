"""What many ask at once is done for all of them together.

Who asks alone is served at once. Who asks while the database is at work for others waits until it has done, and is
served together with all who have come meanwhile: the more come, the less each of them costs. An answer is given for
each; one that is an exception is raised where it was asked for, and what is raised for the whole is raised for each.
Whoever leaves while waiting changes nothing for the others, nor for what they asked.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from tortoise.context import TortoiseContext, require_context

from core.database import unattended

log = logging.getLogger("madang.together")

A = TypeVar("A")
B = TypeVar("B")


@dataclass
class _Queue(Generic[A, B]):
    """Those who wait in one open database. `working` while a task serves them."""

    waiting: list[tuple[A, "asyncio.Future[B]"]] = field(default_factory=list)
    working: bool = False


class Together(Generic[A, B]):
    """Serves at most `most` at a time by `work`, which gives an answer for each in their order."""

    def __init__(
        self, work: Callable[[Sequence[A]], Awaitable[Sequence[B | Exception]]], *, most: int
    ) -> None:
        self._work = work
        self._most = most
        self._queues: WeakKeyDictionary[TortoiseContext, _Queue[A, B]] = WeakKeyDictionary()

    async def ask(self, asked: A) -> B:
        """The answer. Never asked inside a transaction, whose changes those at work wouldn't see."""
        queue = self._queues.setdefault(require_context(), _Queue())
        came: asyncio.Future[B] = asyncio.get_running_loop().create_future()
        queue.waiting.append((asked, came))
        if not queue.working:
            queue.working = True
            unattended(self._serve(queue))
        return await came

    async def _serve(self, queue: _Queue[A, B]) -> None:
        try:
            while queue.waiting:
                taken, queue.waiting = queue.waiting[: self._most], queue.waiting[self._most :]
                try:
                    answers = await self._work([asked for asked, _ in taken])
                except Exception as error:
                    answers = [error] * len(taken)
                except BaseException:  # the program ends
                    for _, came in taken + queue.waiting:
                        came.cancel()
                    raise
                for (_, came), answer in zip(taken, answers, strict=True):
                    _give(came, answer)
        finally:
            queue.working = False


def _give(came: "asyncio.Future[B]", answer: B | Exception) -> None:
    if not isinstance(answer, Exception):
        if not came.done():
            came.set_result(answer)
    elif not came.done():
        came.set_exception(answer)
    else:
        log.warning("What somebody asked for who has gone failed: %r", answer)

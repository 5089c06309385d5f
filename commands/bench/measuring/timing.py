"""How long answers take: one after the other for the latency, many at once for the rate.

What is compared is asked for in turns, so that whatever else the machine does meets all of it alike; a share or a
growth is the median of the turns'.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from commands.bench.measuring.client import Answer, Connection
from core.errors import Misconfigured
from core.words import _

Asking = Callable[[Connection, int], Awaitable[Answer]]
"""Asks for the page for the so-many-th time."""

AT_ONCE = 16
MOST_TURNS = 5
WARM = 2
"""Requests before a turn that aren't counted."""


@dataclass(frozen=True)
class Effort:
    """How much is measured: so many requests one after the other, so many seconds at once (0: nothing at once), both
    in turns."""

    requests: int = 200
    seconds: float = 1.0

    @property
    def turns(self) -> int:
        return min(MOST_TURNS, self.requests)

    @property
    def starts(self) -> int:
        """So often the server is started cold."""
        return min(3, self.requests)


@dataclass(frozen=True)
class Timing:
    """Seconds of the median and of the slowest hundredth, answers a second, bytes of an answer with its head; and each
    turn's median and rate."""

    p50: float
    p99: float
    rate: float
    size: int
    medians: Sequence[float]
    rates: Sequence[float]


class Question:
    """One page of one server, asked for turn by turn. Raises `Misconfigured` where it answers otherwise."""

    def __init__(self, address: str, ask: Asking, expected: Sequence[int] = (200,)) -> None:
        self.address, self.expected = address, expected
        self._ask = ask
        self._number = 0
        self._took: list[list[float]] = []
        self._rates: list[float] = []
        self._size = 0

    async def turn(self, effort: Effort, seconds: float) -> None:
        """So many requests one after the other, then for so many seconds at once (0: not at all)."""
        connection, took = Connection(self.address), []
        for _turn in range(WARM):
            await self._answer(connection, self._next())
        for _turn in range(max(1, effort.requests // effort.turns)):
            number, begun = self._next(), perf_counter()
            answer = await self._answer(connection, number)
            took.append(perf_counter() - begun)
        self._size = answer.size
        connection.close()
        self._took.append(took)
        if seconds:
            self._rates.append(await self._rate(seconds))

    def timing(self) -> Timing:
        """Of all turns so far."""
        every = [each for took in self._took for each in took]
        medians = [p50(took) for took in self._took]
        return Timing(p50(every), p99(every), median(self._rates or [0.0]), self._size, medians, self._rates)

    async def _answer(self, connection: Connection, number: int) -> Answer:
        answer = await self._ask(connection, number)
        demand(answer, self.expected)
        return answer

    async def _rate(self, seconds: float) -> float:
        """Answers a second where so many ask at once, each as soon as it has its answer."""
        begun, done = perf_counter(), 0

        async def one() -> None:
            nonlocal done
            connection = Connection(self.address)
            while perf_counter() < begun + seconds:
                await self._answer(connection, self._next())
                done += 1
            connection.close()

        await asyncio.gather(*(one() for _place in range(AT_ONCE)))
        return done / (perf_counter() - begun)

    def _next(self) -> int:
        self._number += 1
        return self._number


def p50(took: Sequence[float]) -> float:
    return sorted(took)[len(took) // 2]


def p99(took: Sequence[float]) -> float:
    return sorted(took)[min(len(took) - 1, len(took) * 99 // 100)]


def share(of: Sequence[float], by: Sequence[float]) -> float:
    """How much of one figure the other is, turn by turn: the median. 0 where nothing was measured."""
    return median(each / other for each, other in zip(of, by, strict=True)) if of and by else 0.0


def demand(answer: Answer, expected: Sequence[int]) -> None:
    if answer.status not in expected:
        said = f"{answer.status} {answer.head[:200]!r} {answer.body[:300]!r}"
        raise Misconfigured(_("The server answered otherwise than the bench expects: %(said)s", said=said))

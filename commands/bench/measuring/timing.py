"""How long answers take: one after the other for the latency, many at once for the rate."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from time import perf_counter

from commands.bench.measuring.client import Answer, Connection
from core.errors import Misconfigured
from core.words import _

Asking = Callable[[Connection, int], Awaitable[Answer]]
"""Asks for the page for the so-many-th time."""

AT_ONCE = 16


@dataclass(frozen=True)
class Effort:
    """How much is measured: so many requests one after the other, so many seconds at once (0: nothing at once)."""

    requests: int = 200
    seconds: float = 1.0

    @property
    def warm(self) -> int:
        return max(2, self.requests // 10)

    @property
    def starts(self) -> int:
        """So often the server is started cold."""
        return min(3, self.requests)


@dataclass(frozen=True)
class Timing:
    """Seconds of the median and of the slowest hundredth, answers a second, bytes of an answer with its head."""

    p50: float
    p99: float
    rate: float
    size: int


def p50(took: Sequence[float]) -> float:
    return sorted(took)[len(took) // 2]


def p99(took: Sequence[float]) -> float:
    return sorted(took)[min(len(took) - 1, len(took) * 99 // 100)]


async def timed(address: str, ask: Asking, effort: Effort, expected: Sequence[int] = (200,)) -> Timing:
    """Latency and rate of one page. Raises `Misconfigured` where it isn't answered with what is expected."""
    connection = Connection(address)
    took, size = [], 0
    for number in range(effort.warm + effort.requests):
        begun = perf_counter()
        answer = await ask(connection, number)
        if number >= effort.warm:
            took.append(perf_counter() - begun)
            size += answer.size
        demand(answer, expected)
    connection.close()
    rate = await _rate(address, ask, effort, expected) if effort.seconds else 0.0
    return Timing(p50(took), p99(took), rate, size // len(took))


def demand(answer: Answer, expected: Sequence[int]) -> None:
    if answer.status not in expected:
        said = f"{answer.status} {answer.head[:200]!r} {answer.body[:300]!r}"
        raise Misconfigured(_("The server answered otherwise than the bench expects: %(said)s", said=said))


async def _rate(address: str, ask: Asking, effort: Effort, expected: Sequence[int]) -> float:
    """Answers a second where so many ask at once, each as soon as it has its answer."""
    begun, done = perf_counter(), 0
    until = begun + effort.seconds

    async def one(place: int) -> None:
        nonlocal done
        connection, number = Connection(address), place
        while perf_counter() < until:
            demand(await ask(connection, number), expected)
            done += 1
            number += AT_ONCE
        connection.close()

    await asyncio.gather(*(one(place) for place in range(AT_ONCE)))
    return done / (perf_counter() - begun)

"""Reads while votes come in: how much longer the slowest hundredth of the readers waits, with one and two processes."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from time import perf_counter

from commands.bench.measuring.client import Connection
from commands.bench.measuring.sample import SPREAD, Sample, ballots
from commands.bench.measuring.scenes import FRAGMENT, as_somebody
from commands.bench.measuring.serving import serving
from commands.bench.measuring.timing import demand, p50, p99
from voting.ballot import Ballot

VOTES_A_SECOND = 50
READERS = 4
CONNECTIONS = 16
PAUSE = 0.01
"""Seconds that a reader looks at a page: the server isn't kept busy by reads alone."""


@dataclass(frozen=True)
class Mixed:
    """Seconds of reads without and with votes, and of the votes; how many votes came a second."""

    processes: int
    quiet_p50: float
    quiet_p99: float
    busy_p50: float
    busy_p99: float
    vote_p99: float
    votes: float


async def mixed(url: str, var: Path, sample: Sample, seconds: float, processes: int, seed: int) -> Mixed:
    """Readers of everything, signed in, for so long without votes and as long with."""
    async with serving(url, var, processes=processes) as addresses:
        await _read(addresses, sample, min(seconds, 1.0))
        quiet = await _read(addresses, sample, seconds)
        cast = await ballots(sample.voters, int(VOTES_A_SECOND * seconds), ideas=SPREAD, seed=seed)
        busy, voted = await asyncio.gather(
            _read(addresses, sample, seconds), _vote(addresses, sample, cast, seconds)
        )
    rate = len(voted) / seconds
    return Mixed(processes, p50(quiet), p99(quiet), p50(busy), p99(busy), p99(voted), rate)


async def _read(addresses: Sequence[str], sample: Sample, seconds: float) -> list[float]:
    paths = ["/", sample.talked, *sample.ideas[:20], "/?q=export", "/?sort=new"]
    took: list[float] = []
    until = perf_counter() + seconds

    async def reader(place: int) -> None:
        connection = Connection(addresses[place % len(addresses)])
        headers = as_somebody(sample, sample.readers[place])
        for path in cycle(paths[place:] + paths[:place]):
            if perf_counter() >= until:
                break
            begun = perf_counter()
            demand(await connection.get(path, headers), (200,))
            took.append(perf_counter() - begun)
            await asyncio.sleep(PAUSE)
        connection.close()

    await asyncio.gather(*(reader(place) for place in range(READERS)))
    return took


async def _vote(
    addresses: Sequence[str], sample: Sample, ballots: Sequence[Ballot], seconds: float
) -> list[float]:
    """One vote every fiftieth of a second, whether or not the one before has been answered."""
    people = {person.id: person for person in sample.voters}
    idle: asyncio.Queue[Connection] = asyncio.Queue()
    for place in range(CONNECTIONS):
        idle.put_nowait(Connection(addresses[place % len(addresses)]))
    took: list[float] = []

    async def cast(ballot: Ballot) -> None:
        connection = await idle.get()
        headers = {**as_somebody(sample, people[ballot.person]), **FRAGMENT}
        begun = perf_counter()
        demand(await connection.post(f"/ideas/{ballot.idea}/vote", b"", headers), (200,))
        took.append(perf_counter() - begun)
        idle.put_nowait(connection)

    begun, under_way = perf_counter(), []
    for number, ballot in enumerate(ballots):
        await asyncio.sleep(max(0.0, begun + number * seconds / len(ballots) - perf_counter()))
        under_way.append(asyncio.create_task(cast(ballot)))
    await asyncio.gather(*under_way)
    while not idle.empty():
        idle.get_nowait().close()
    return took

"""Votes: as fast as the bare driver commits them one by one, and from sixty-four connections over HTTP."""

import asyncio
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter

import asyncpg

from commands.bench.measuring.client import Connection
from commands.bench.measuring.sample import SPREAD, Sample, ballots
from commands.bench.measuring.scenes import FRAGMENT, as_somebody
from commands.bench.measuring.timing import demand, p50, p99, share
from core.configuration import sqlite_path
from core.database import compiled
from core.sqlite_engine import PRAGMAS
from voting import on_postgres, on_sqlite_file
from voting.ballot import Ballot

CLIENTS = 64
TURNS = 3


@dataclass(frozen=True)
class Voted:
    """Votes a second, and the seconds that the median and the slowest hundredth took over HTTP."""

    rate: float
    p50: float = 0.0
    p99: float = 0.0


@dataclass(frozen=True)
class Votes:
    """The three ways of the same number of people, turn by turn."""

    raw: list[Voted]
    many: list[Voted]
    one: list[Voted]

    @property
    def of_commits(self) -> tuple[float, float]:
        """Of single commits' rate, that of votes for many ideas and for one."""
        raw = [each.rate for each in self.raw]
        return share([each.rate for each in self.many], raw), share([each.rate for each in self.one], raw)


async def voted(url: str, address: str, sample: Sample, number: int, seed: int) -> Votes:
    """Votes for many ideas by single commits, the same over HTTP, and all for one idea, in turns."""
    found = Votes([], [], [])
    many = await ballots(sample.voters, 2 * number, ideas=SPREAD, seed=seed)
    one = await ballots(sample.voters, number, ideas=1, seed=seed + 1)
    turns = min(TURNS, number)
    for turn in range(turns):
        found.raw.append(await raw_commits(url, many[turn :: 2 * turns]))
        found.many.append(await over_http(address, sample, many[turns + turn :: 2 * turns]))
        found.one.append(await over_http(address, sample, one[turn::turns]))
    return found


async def raw_commits(url: str, ballots: Sequence[Ballot]) -> Voted:
    """With the statements that Madang casts a single vote with, each in a transaction of its own."""
    if url.startswith("sqlite:"):
        return await asyncio.to_thread(_on_sqlite, url, ballots)
    connection = await asyncpg.connect(url)
    try:
        begun = perf_counter()
        for ballot in ballots:
            statement, given = compiled(on_postgres.CAST, on_postgres.values([ballot]), sqlite=False)
            await connection.fetch(statement, *given)
        return Voted(len(ballots) / (perf_counter() - begun))
    finally:
        await connection.close()


def _on_sqlite(url: str, ballots: Sequence[Ballot]) -> Voted:
    raw = sqlite3.connect(sqlite_path(url), isolation_level=None)
    raw.row_factory = sqlite3.Row
    try:
        for name, value in PRAGMAS.items():
            raw.execute(f"PRAGMA {name}={value}")
        begun = perf_counter()
        for ballot in ballots:
            raw.execute("BEGIN IMMEDIATE")
            on_sqlite_file.put(raw, ballot)
            raw.commit()
        return Voted(len(ballots) / (perf_counter() - begun))
    finally:
        raw.close()


async def over_http(address: str, sample: Sample, ballots: Sequence[Ballot], clients: int = CLIENTS) -> Voted:
    """As the module in a browser votes, from so many connections at once. They are open before the first vote, as the
    bare driver's is."""
    people = {person.id: person for person in sample.voters}
    waiting, took = list(reversed(ballots)), []

    async def client(connection: Connection) -> None:
        while waiting:
            ballot = waiting.pop()
            headers = {**as_somebody(sample, people[ballot.person]), **FRAGMENT}
            begun = perf_counter()
            demand(await connection.post(f"/ideas/{ballot.idea}/vote", b"", headers), (200,))
            took.append(perf_counter() - begun)
        connection.close()

    connections = [Connection(address) for _ in range(clients)]
    await asyncio.gather(*(each.get("/bench/bare?bytes=1") for each in connections))
    begun = perf_counter()
    await asyncio.gather(*map(client, connections))
    return Voted(len(ballots) / (perf_counter() - begun), p50(took), p99(took))

"""Does a write block reads? Pages are read while votes come in, and while none do.

    python -m bench.reading [--processes 2] [--votes 50] [--database postgres://…/an_empty_database]

Without `--database` a SQLite file is made and thrown away. In slices of two seconds, in turns with votes and without,
a home page and an idea's page are asked for 40 times a second in all, each by a visitor and by somebody signed in,
on a fixed beat whether or not the answers before have come: what a reader waits for is counted in full. `--votes` come
a second, on a beat of their own, from many people for many ideas. With two processes readers and voters take turns
between them, so that reads of one meet the writes of the other. Takes about 20 seconds. Prints the median and the
slowest hundredth of each in milliseconds; exits with 1 where votes make that slowest hundredth `LONG` slower.
"""

import argparse
import asyncio
import itertools
import sys
import tempfile
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Iterator, Sequence
from pathlib import Path
from time import perf_counter

from bench.serving import crowd, filled, serving, wishes
from commands.bench.measuring.client import Answer, Connection
from frontend.views import idea_url
from ideas.models import Idea

SLICE = 2.0
"""Seconds that votes come, or don't."""
TURNS = 4
"""How often both are measured."""
READS = 40
"""Pages a second."""
PEOPLE, IDEAS = 100, 60
LONG = 0.1
"""Seconds: a page that waits so much longer has been blocked."""

Took = dict[str, list[float]]


class Yard:
    """The server's processes, asked in turns, and who asks."""

    def __init__(self, addresses: Sequence[str], ideas: Sequence[Idea], tokens: Sequence[str]) -> None:
        self.idle: dict[str, deque[Connection]] = {address: deque() for address in addresses}
        self.turn = itertools.cycle(addresses)
        self.pages = itertools.cycle(
            (f"{what}, {who or 'visitor'}", path, tokens[0] if who else "")
            for who in ("", "member")
            for what, path in (("home", "/"), ("idea", idea_url(ideas[0].id, ideas[0].title)))
        )
        self.votes: Iterator[tuple[int, str]] = (
            (ideas[(number + number // PEOPLE) % IDEAS].id, tokens[number % PEOPLE])
            for number in itertools.count()
        )

    async def read(self, took: Took) -> None:
        name, path, session = next(self.pages)
        await self._timed(took[name], 200, lambda browser: browser.get(path, _cookie(session)))

    async def vote(self, took: Took) -> None:
        idea, session = next(self.votes)
        path, headers = f"/ideas/{idea}/vote", {"x-fragment": "1", **_cookie(session)}
        await self._timed(took["vote"], 200, lambda browser: browser.post(path, b"", headers))

    async def _timed(
        self, took: list[float], status: int, ask: Callable[[Connection], Awaitable[Answer]]
    ) -> None:
        address = next(self.turn)
        begun = perf_counter()
        browser = self.idle[address].popleft() if self.idle[address] else Connection(address)
        answer = await ask(browser)
        took.append(perf_counter() - begun)
        if answer.status != status:
            raise RuntimeError(f"An answer was {answer.status}: {answer.body[:500]!r}")
        self.idle[address].append(browser)

    def close(self) -> None:
        for browser in itertools.chain(*self.idle.values()):
            browser.close()


def _cookie(session: str) -> dict[str, str]:
    return {"cookie": f"madang_session={session}"} if session else {}


async def main(url: str, processes: int, votes: int) -> bool:
    async with filled(url):
        people, tokens = await crowd(PEOPLE)
        ideas = await wishes(IDEAS, people)
    async with serving(url, processes=processes) as addresses:
        yard = Yard(addresses, ideas, tokens)
        await beat(READS, SLICE / 2, lambda: yard.read(defaultdict(list)))
        quiet: Took = defaultdict(list)
        voting: Took = defaultdict(list)
        for _ in range(TURNS):
            await beat(READS, SLICE, lambda: yard.read(quiet))
            await asyncio.gather(
                beat(READS, SLICE, lambda: yard.read(voting)), beat(votes, SLICE, lambda: yard.vote(voting))
            )
        yard.close()
    return told(quiet, voting, votes, processes)


async def beat(rate: float, seconds: float, act: Callable[[], Awaitable[None]]) -> None:
    """Do this so many times a second, on time, and wait for what comes of it."""
    begun, under_way = perf_counter(), []
    for number in range(int(rate * seconds)):
        await asyncio.sleep(max(0.0, begun + number / rate - perf_counter()))
        under_way.append(asyncio.ensure_future(act()))
    await asyncio.gather(*under_way)


def told(quiet: Took, voting: Took, votes: int, processes: int) -> bool:
    """Print what was measured; whether no page waited long for the votes."""
    print(f"{processes} web process{'es' if processes > 1 else ''}, p50 / p99 in ms")
    print(f"{'':18}{'no votes':>16}{f'{votes} votes/s':>18}")
    blocked = False
    for name in sorted(quiet):
        print(f"{name:18}{_both(quiet[name]):>16}{_both(voting[name]):>18}")
        blocked |= _slowest(voting[name]) > _slowest(quiet[name]) + LONG
    print(f"{'the votes':34}{_both(voting['vote']):>18}")
    return not blocked


def _both(took: list[float]) -> str:
    return f"{sorted(took)[len(took) // 2] * 1000:.1f} / {_slowest(took) * 1000:.1f}"


def _slowest(took: list[float]) -> float:
    return sorted(took)[len(took) * 99 // 100]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--processes", type=int, choices=(1, 2), default=1)
    parser.add_argument("--votes", type=int, default=50)
    parser.add_argument("--database", default="")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = given.database or f"sqlite://{Path(folder) / 'bench.sqlite3'}"
        sys.exit(0 if asyncio.run(main(url, given.processes, given.votes)) else 1)

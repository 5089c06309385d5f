"""Are votes over HTTP nearly as fast as the database can commit them one by one, also when all vote for one idea?

    python -m bench.voting [--votes 1500] [--rounds 3] [--database postgres://…/an_empty_database]

Without `--database` a SQLite file is made and thrown away. In each round the same people vote three times: in a raw
loop over the same statements, one commit after the other; over HTTP from 64 connections for many ideas; and over HTTP
for a single one. The server is one process of its own. Prints votes a second, the slowest answers and the ratio to
the raw loop of the same round (medians of the rounds); exits with 1 where a ratio is below 0.6 or a vote was lost.

`votes_over_http` takes a server whose database was filled in whatever way;
`madang bench` measures the same in its yards.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

from bench.serving import crowd, filled, serving, wishes
from commands.bench.measuring.client import Connection
from commands.bench.measuring.votes import CLIENTS, Voted, raw_commits
from core.database import row
from people.models import Person
from voting.operations import ballot_of

AIM = 0.6
"""The least ratio of votes over HTTP to raw single commits."""
SPREAD = 100
"""So many ideas, where votes are spread."""


async def votes_over_http(
    address: str, votes: Sequence[tuple[int, str]], *, clients: int = CLIENTS, fragment: bool = True
) -> Voted:
    """Cast these votes, an idea's id and a session's token each, from so many connections at once, as the module in
    a browser does or (`fragment` is false) as a form without it. Raises `RuntimeError` where one was refused."""
    waiting, took = list(reversed(votes)), []
    wanted = {"x-fragment": "1"} if fragment else {}

    async def client() -> None:
        browser = Connection(address, wanted)
        while waiting:
            idea, token = waiting.pop()
            begun = perf_counter()
            answer = await browser.post(f"/ideas/{idea}/vote", b"", {"cookie": f"madang_session={token}"})
            took.append(perf_counter() - begun)
            if answer.status != (200 if fragment else 303):
                raise RuntimeError(f"A vote was answered with {answer.status}: {answer.body[:500]!r}")
        browser.close()

    begun = perf_counter()
    await asyncio.gather(*(client() for _ in range(clients)))
    rate = len(votes) / (perf_counter() - begun)
    took.sort()
    return Voted(rate, took[len(took) // 2], took[len(took) * 99 // 100])


async def main(url: str, votes: int, rounds: int) -> bool:
    async with filled(url):
        people, tokens = await crowd(votes)
        plans = [[idea.id for idea in await wishes(2 * SPREAD + 1, people)] for _ in range(rounds)]
        async with serving(url) as (address,):
            (warm,) = await wishes(1, people)
            await votes_over_http(address, [(warm.id, token) for token in tokens[:200]])
            found = [await _round(url, address, ideas, people, tokens) for ideas in plans]
        whole = await _every_vote_counts(rounds * 3 * votes + min(200, votes))
    names = ("Raw commits, one by one", "Over HTTP, many ideas", "Over HTTP, one idea")
    ratios = [median(each[place].rate / each[0].rate for each in found) for place in range(3)]
    for place, (name, ratio) in enumerate(zip(names, ratios, strict=True)):
        rate, slow = (median(getattr(each[place], what) for each in found) for what in ("rate", "p99"))
        print(f"{name:26} {rate:8,.0f} votes/s   p99 {slow * 1000:6.1f} ms   ratio {ratio:.2f}")
    return whole and min(ratios) >= AIM


async def _round(
    url: str, address: str, ideas: Sequence[int], people: Sequence[Person], tokens: Sequence[str]
) -> list[Voted]:
    raw, spread, one = ideas[:SPREAD], ideas[SPREAD:-1], ideas[-1]
    ballots = [ballot_of(person, raw[at % SPREAD]) for at, person in enumerate(people)]
    return [
        await raw_commits(url, ballots),
        await votes_over_http(address, [(spread[at % SPREAD], token) for at, token in enumerate(tokens)]),
        await votes_over_http(address, [(one, token) for token in tokens]),
    ]


async def _every_vote_counts(cast: int) -> bool:
    found = await row(
        """SELECT (SELECT count(*) FROM vote WHERE counted_on_id = idea_id) AS votes,
                  (SELECT sum(votes) FROM idea) AS counted,
                  (SELECT count(*) FROM event WHERE action = 'vote.cast') AS told,
                  (SELECT count(*) FROM subscription WHERE reason = 'voter') AS following"""
    )
    assert found
    print(f"Of {cast:,} votes: " + ", ".join(f"{name} {number:,}" for name, number in found.items()))
    return int(found["votes"]) == int(found["counted"]) == int(found["told"]) == cast


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--votes", type=int, default=1_500)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--database", default="")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = given.database or f"sqlite://{Path(folder) / 'bench.sqlite3'}"
        sys.exit(0 if asyncio.run(main(url, given.votes, given.rounds)) else 1)

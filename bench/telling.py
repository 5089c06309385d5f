"""An idea with 100,000 followers changes its stage: how short is the request, and is everybody told exactly once?

    python -m bench.telling [--followers 100000] [--database postgres://…/an_empty_database]

Without `--database` a SQLite file is made and thrown away. It prints how long the move's transaction takes beside one
that writes a single event, how long the worker takes for everybody, its longest chunk and how much its memory grows;
then it moves the idea once more, cancels the worker in the middle, starts another when the lease has ended, and counts
again. One follower in ten wants a daily digest. Exits with 1 where anybody was told twice or not at all.
"""

import argparse
import asyncio
import resource
import sys
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

from activity import fanout, tasks
from activity.operations import record
from composition import compose
from core.clock import moved_to, now
from core.database import in_transaction, on_sqlite, opened, row, rows
from core.migrations import migrate
from ideas.events import IdeaEvent
from ideas.models import Idea
from ideas.moves import move
from ideas.operations import post
from people.models import Person, Role

SAMPLES = 25
"""So often what is short is measured; the median counts."""
DIGESTED = 10
"""One in so many wants a digest."""


@dataclass
class Work:
    """What the worker took: seconds for each chunk. `come` is set once it has done `far` chunks."""

    chunks: list[float] = field(default_factory=list)
    far: int = 0
    come: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def seconds(self) -> float:
        return sum(self.chunks)


async def main(followers: int, url: str) -> bool:
    await migrate(url)
    compose()
    async with opened(url):
        if await row("SELECT id FROM person LIMIT 1"):
            sys.exit("This database isn't empty. Give one that nobody needs.")
        boss = await Person.create(name="Boss", handle="boss", email="boss@example.com", role=Role.MANAGER)
        idea, *others = [await an_idea(number, boss) for number in range(SAMPLES + 1)]
        await crowd(idea, followers)
        if not on_sqlite():
            await rows("ANALYZE")  # as autovacuum would have by then
        await measure_the_request(idea, others, boss)
        whole = await tell_everybody(idea, followers)
        await move(idea.id, to="planned", by=boss)
        return await tell_everybody_though_killed(idea, followers) and whole


async def an_idea(number: int, boss: Person) -> Idea:
    return await post(kind="idea", board="ideas", title=f"Wish number {number}", body="Please.", by=boss)


@in_transaction
async def crowd(idea: Idea, size: int) -> None:
    """So many followers, in one statement for each table."""
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :size)"
    await rows(
        f"""{numbers} INSERT INTO person (created_at, email, handle, name, role, department, headline, bio, locale,
              timezone, name_shown, visibility, contact, terms_version)
            SELECT :now, 'follower' || i || '@example.com', 'follower-' || i, 'Follower', 'customer', '', '', '', 'en',
              'Asia/Seoul', TRUE, 'public', 'members', 0 FROM n""",
        size=size,
        now=now(),
    )
    await rows(
        """INSERT INTO subscription (created_at, person_id, subject_type, subject_id, reason, muted)
           SELECT :now, id, 'idea', :idea, 'follower', FALSE FROM person WHERE handle LIKE 'follower-%' ORDER BY id""",
        now=now(),
        idea=idea.id,
    )
    await rows(
        """INSERT INTO preference (created_at, person_id, kind, choice)
           SELECT :now, id, 'moves', 'digest' FROM person WHERE handle LIKE 'follower-%0'""",
        now=now(),
    )


async def measure_the_request(idea: Idea, others: list[Idea], boss: Person) -> None:
    """What is short is measured in turns, so that a slow moment of the machine weighs on both."""

    @in_transaction
    async def bare() -> None:
        await record(IdeaEvent.RETAGGED, by=boss, about=("idea", idea.id))

    singles, moves = [], []
    for other in others:
        singles.append(await seconds(bare))
        moves.append(await seconds(partial(move, other.id, to="reviewing", by=boss)))
    followed = await seconds(partial(move, idea.id, to="reviewing", by=boss))
    one_event = median(singles)
    for name, took in (
        ("A transaction with one event", one_event),
        ("A move that nobody follows", median(moves)),
        ("The move that all follow", followed),
    ):
        print(f"{name:30} {took * 1000:9.1f} ms   {took / one_event:.1f} times one event")


async def seconds(work: Callable[[], Awaitable[object]]) -> float:
    begun = perf_counter()
    await work()
    return perf_counter() - begun


async def tell_everybody(idea: Idea, followers: int) -> bool:
    before = memory()
    work = await telling()
    print(
        f"The worker told everybody in   {work.seconds:8.1f} s    {followers / work.seconds:,.0f} people a second"
    )
    print(f"Its longest chunk of {len(work.chunks):<10}{max(work.chunks) * 1000:8.1f} ms")
    print(f"Its memory grew by             {memory() - before:8.1f} MB")
    return await everybody_was_told_once(idea, followers)


async def telling(work: Work | None = None) -> Work:
    """What a worker does until nothing is left to tell, without sending."""
    took = work or Work()
    while await row("SELECT id FROM task WHERE done_at IS NULL AND due_at <= :now LIMIT 1", now=now()):
        task = await tasks.claim()
        if task is None:  # what was cancelled is just ending its last chunk
            await asyncio.sleep(0.01)
            continue
        if task.kind != "fanout":
            await tasks.finish(task)
            continue
        done = False
        while not done:
            begun = perf_counter()
            done = await fanout.step(task)
            took.chunks.append(perf_counter() - begun)
            if len(took.chunks) == took.far:
                took.come.set()
    return took


async def tell_everybody_though_killed(idea: Idea, followers: int) -> bool:
    first = Work(far=max(1, followers // fanout.CHUNK // 2))
    worker = asyncio.create_task(telling(first))
    await first.come.wait()
    worker.cancel()
    await asyncio.gather(worker, return_exceptions=True)
    told = await count("notice", idea)
    with moved_to(now() + tasks.LEASE + timedelta(seconds=1)):
        second = await telling()
    print(f"Killed when {told:,} were told, the next worker told the others in {second.seconds:.1f} s")
    return 0 < told < followers and await everybody_was_told_once(idea, followers)


async def count(table: str, idea: Idea) -> int:
    """The notices of the latest act about this idea, or what was left to be sent for them."""
    found = await row(
        f"""SELECT COUNT(*) AS all_of_them FROM {TABLES[table]}
            AND n.root_id = (SELECT MAX(id) FROM event WHERE subject_id = :idea AND action = 'idea.moved')""",
        idea=idea.id,
    )
    return int(found["all_of_them"]) if found else 0


TABLES = {
    "notice": "notice n WHERE TRUE",
    "person": "(SELECT DISTINCT person_id, root_id FROM notice) n WHERE TRUE",
    "delivery": "notice n JOIN delivery d ON d.kind = 'notice' AND d.reference = n.id WHERE TRUE",
    "entry": "notice n JOIN digest_entry e ON e.notice_id = n.id WHERE TRUE",
}


async def everybody_was_told_once(idea: Idea, followers: int) -> bool:
    digested = followers // DIGESTED
    wanted = {"notice": followers, "person": followers, "delivery": followers - digested, "entry": digested}
    found = {table: await count(table, idea) for table in wanted}
    whole = found == wanted
    print(
        f"Told once: {found['person']:,} of {followers:,}. Notices {found['notice']:,}, mails {found['delivery']:,}, "
        f"in digests {found['entry']:,}. {'As it must be.' if whole else 'WRONG.'}"
    )
    return whole


def memory() -> float:
    """The most that this process has held, in megabytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--followers", type=int, default=100_000)
    parser.add_argument("--database", default="")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        whole = asyncio.run(
            main(given.followers, given.database or f"sqlite://{Path(folder) / 'bench.sqlite3'}")
        )
    sys.exit(0 if whole else 1)

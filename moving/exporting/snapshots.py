"""One look at a whole database, while others write: everything that is read through it stood there at one moment.

A connection of its own, apart from those that pages use: on SQLite a reader that never waits for a writer nor keeps
one waiting, on PostgreSQL a transaction that reads only (REPEATABLE READ).
"""

import sqlite3
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, Protocol

import asyncpg

from core.configuration import sqlite_path

Rows = Sequence[Sequence[Any]]

AT_ONCE = 2_000
"""So many rows are in memory at a time."""


class Snapshot(Protocol):
    sqlite: bool

    async def rows(self, sql: str) -> Rows:
        """What this finds. The SQL holds no values from outside, so that it needs no places for them."""
        ...


@asynccontextmanager
async def snapshot(url: str) -> AsyncIterator[Snapshot]:
    """The database as it stands now, until the block ends."""
    if url.startswith("sqlite:"):
        raw = sqlite3.connect(sqlite_path(url), isolation_level=None)
        try:
            yield _begun(raw)
        finally:
            raw.close()
        return
    connection = await asyncpg.connect(url, command_timeout=None, server_settings={"timezone": "UTC"})
    try:
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            await connection.execute("SELECT 1")  # as on SQLite, the moment is that of the first look
            yield _Postgres(connection)
    finally:
        await connection.close()


async def chunks(at: Snapshot, sql: str) -> AsyncGenerator[Rows, None]:
    """The rows of a statement in the order of their ids, so many at a time. Its first column is the id; it holds
    `{after}` where a condition on that stands, and ends before its order."""
    last = -1
    while found := await at.rows(sql.replace("{after}", str(last)) + f" ORDER BY 1 LIMIT {AT_ONCE}"):
        yield found
        last = found[-1][0]


def _begun(raw: sqlite3.Connection) -> Snapshot:
    raw.execute("PRAGMA query_only = ON")
    raw.execute("PRAGMA busy_timeout = 5000")
    raw.execute("BEGIN DEFERRED")
    raw.execute("SELECT count(*) FROM sqlite_master").fetchone()  # the moment is that of the first look
    return _Sqlite(raw)


class _Sqlite:
    sqlite = True

    def __init__(self, raw: sqlite3.Connection) -> None:
        self._raw = raw

    async def rows(self, sql: str) -> Rows:
        return self._raw.execute(sql).fetchall()


class _Postgres:
    sqlite = False

    def __init__(self, connection: "asyncpg.Connection[Any]") -> None:
        self._connection = connection

    async def rows(self, sql: str) -> Rows:
        return await self._connection.fetch(sql)

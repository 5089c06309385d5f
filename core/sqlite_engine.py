"""SQLite for many tasks and several processes: one writer, a few readers.

Tortoise's own client gives a process one connection and begins transactions deferred, so that two processes that
read and then write fail with "database is locked", and a task cancelled while it enters a transaction keeps the
lock for ever. Here transactions begin IMMEDIATE on the one writing connection, reads outside a transaction go to
query-only connections and never wait for a writer, and whatever is cancelled while entering gives back what it took.

The module's name must contain "sqlite": Tortoise chooses its schema editor by it.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any, TypeVar, cast

import aiosqlite
from tortoise.backends.base.client import ConnectionWrapper, TransactionalDBClient, TransactionContext
from tortoise.backends.sqlite.client import SqliteClient, SqliteTransactionWrapper, translate_exceptions
from tortoise.connection import get_connections

from core.changes import counted, counting, only_reads
from core.measures import Timed, timed

T = TypeVar("T")

READERS = 2

PRAGMAS = {
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "busy_timeout": 5000,
    "foreign_keys": "ON",
    "journal_size_limit": 64 * 1024 * 1024,
    "wal_autocheckpoint": 10_000,
    "temp_store": "MEMORY",
    "cache_size": -4_000,
}
"""`cache_size`: each connection keeps so many kilobytes of pages for itself. The system keeps the file's pages once for
all, and getting them from there costs hardly more."""


class SqliteEngine(SqliteClient):
    """`file_path` is a file, or `:memory:`, where the writer reads as well: each connection would be a database."""

    def __init__(self, file_path: str, **kwargs: Any) -> None:
        super().__init__(file_path, **kwargs)
        self.pragmas = dict(PRAGMAS)
        self._readers: list[aiosqlite.Connection] = []
        self._idle: asyncio.LifoQueue[aiosqlite.Connection] = asyncio.LifoQueue()

    async def create_connection(self, with_db: bool) -> None:
        if self._connection:
            return
        made: list[aiosqlite.Connection] = []
        readers = READERS if self.filename != ":memory:" else 0
        try:
            for pragmas in [self.pragmas] + [{**self.pragmas, "query_only": "ON"}] * readers:
                made.append(
                    await aiosqlite.connect(self.filename, isolation_level=None, cached_statements=256)
                )
                await _prepare(made[-1], pragmas)
        except BaseException:
            await asyncio.shield(_close(made))
            raise
        self._connection, *self._readers = made
        for reader in self._readers:
            self._idle.put_nowait(reader)
        await self._post_connect()

    async def close(self) -> None:
        await _close(self._readers)
        self._idle = asyncio.LifoQueue()
        await super().close()

    def acquire_connection(self) -> ConnectionWrapper[aiosqlite.Connection]:
        return _Writing(self._lock, self)

    def _in_transaction(self) -> TransactionContext:
        return _Immediate(self)

    @asynccontextmanager
    async def _reading(self) -> AsyncIterator[aiosqlite.Connection]:
        if not self._connection:
            async with self.acquire_connection():
                pass
        if not self._readers:
            async with self.acquire_connection() as writer:
                yield writer
            return
        reader = await self._idle.get()
        try:
            yield reader
        finally:
            self._idle.put_nowait(reader)

    @translate_exceptions
    async def execute_query(self, query: str, values: list[Any] | None = None) -> tuple[int, Sequence[Any]]:
        if not only_reads(query):
            with counted(), timed(query):
                return cast(tuple[int, Sequence[Any]], await super().execute_query(query, values))
        with timed(query):
            async with self._reading() as reader:
                rows = list(await reader.execute_fetchall(query, values))
        return len(rows), rows

    @translate_exceptions
    async def execute_query_dict(self, query: str, values: list[Any] | None = None) -> list[dict[str, Any]]:
        found = (await self.execute_query(query, values))[1]
        names = found[0].keys() if found else ()  # once: a row looks each of its names up anew
        return [dict(zip(names, row, strict=True)) for row in found]

    async def execute_insert(self, query: str, values: list[Any]) -> int:
        with counted(), timed(query):
            return int(await super().execute_insert(query, values))

    async def execute_script(self, query: str) -> None:
        with counted():
            await super().execute_script(query)

    async def execute_many(self, query: str, values: list[Any]) -> None:
        """All of it or none. (Tortoise's own leaves its transaction open when its caller is cancelled.)"""
        async with self._in_transaction() as writer:
            await writer.execute_many(query, values)

    async def in_one_hop(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run `work` in the writer's thread inside one transaction of its own: one hop instead of one a statement."""
        with timed(work.__qualname__):
            return await self._hop(work)

    async def _hop(self, work: Callable[[sqlite3.Connection], T]) -> T:
        async with self.acquire_connection() as writer:
            hop = _whole, writer._conn, work, counting()
            return cast(T, await writer._execute(*hop))  # type: ignore[no-untyped-call]


class _Writing(ConnectionWrapper[aiosqlite.Connection]):
    """The writing connection, given back also when its user is cancelled while waiting for it."""

    async def __aenter__(self) -> aiosqlite.Connection:
        await self._lock.acquire()
        try:
            await self.ensure_connection()
        except BaseException:
            self._lock.release()
            raise
        return self.connection


class SqliteTransaction(Timed, SqliteTransactionWrapper):
    """The writing connection inside a transaction."""

    _connection: aiosqlite.Connection

    async def begin(self) -> None:
        await self._connection.execute_fetchall("BEGIN IMMEDIATE")

    async def commit(self) -> None:
        with counted():
            await super().commit()

    async def in_one_hop(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run `work` in the writer's thread, as a part of this transaction."""
        with timed(work.__qualname__):
            return cast(T, await self._connection._execute(work, self._connection._conn))  # type: ignore[no-untyped-call]


class _Immediate(TransactionContext):
    """BEGIN IMMEDIATE … COMMIT. Leaves no lock and no open transaction behind, whenever it is cancelled."""

    def __init__(self, engine: SqliteEngine) -> None:
        self._engine = engine

    async def __aenter__(self) -> TransactionalDBClient:
        await self._engine._lock.acquire()
        try:
            if not self._engine._connection:
                await self._engine.create_connection(with_db=True)
            self._client = SqliteTransaction(self._engine)
            await self._client.begin()
        except BaseException:
            await self._abandon()
            raise
        self._token = get_connections().set(self._engine.connection_name, self._client)
        return self._client

    async def __aexit__(self, exc_type: Any, exc_val: Any, exc_tb: Any) -> None:
        try:
            if not self._client._finalized:
                await (self._client.rollback() if exc_type else self._client.commit())
        except BaseException:
            await self._abandon()
            raise
        else:
            self._engine._lock.release()
        finally:
            get_connections().reset(self._token)

    async def _abandon(self) -> None:
        # The statement that was under way still runs in the writer's thread; what is queued behind it undoes it.
        connection = self._engine._connection
        try:
            if connection:
                await asyncio.shield(connection._execute(_roll_back, connection._conn))  # type: ignore[no-untyped-call]
        finally:
            self._engine._lock.release()


async def _prepare(connection: aiosqlite.Connection, pragmas: dict[str, Any]) -> None:
    connection._conn.row_factory = sqlite3.Row
    for name, value in pragmas.items():
        await connection.execute_fetchall(f"PRAGMA {name}={value}")


async def _close(connections: list[aiosqlite.Connection]) -> None:
    while connections:
        await connections.pop().close()


def _roll_back(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:
        connection.rollback()


def _whole(
    connection: sqlite3.Connection, work: Callable[[sqlite3.Connection], T], tell: Callable[[], None]
) -> T:
    connection.execute("BEGIN IMMEDIATE")
    try:
        done = work(connection)
        connection.commit()
    except BaseException:
        _roll_back(connection)
        raise
    tell()
    return done


client_class = SqliteEngine

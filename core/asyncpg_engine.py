"""PostgreSQL for tasks that may be cancelled at any moment.

Tortoise's own transactions lose their pooled connection when they are cancelled while they begin; here it is given
back. The module's name must contain "asyncpg": Tortoise chooses its schema editor by it.
"""

import asyncio
from contextlib import nullcontext
from typing import Any, cast

import asyncpg
from asyncpg.pool import PoolConnectionProxy
from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper
from tortoise.backends.base.client import TransactionalDBClient, TransactionContext, TransactionContextPooled
from tortoise.connection import get_connections

from core.changes import counted, only_reads
from core.measures import Timed


class Connection(asyncpg.Connection):
    """Goes back to its pool as it is. Whatever is set, locked or opened here ends with its transaction, so there is
    nothing to reset, which would cost another round trip after each query. (An open transaction is rolled back.)"""

    def get_reset_query(self) -> str:
        return ""


class PostgresEngine(Timed, AsyncpgDBClient):
    """Takes the same credentials as Tortoise's."""

    connection_class = Connection  # type: ignore[assignment]  # generic in its stubs, and not in truth

    def _in_transaction(self) -> TransactionContext:
        return _GivenBack(PostgresTransaction(self), self._pool_init_lock)

    async def execute_query(self, query: str, values: list[Any] | None = None) -> tuple[int, list[Any]]:
        with nullcontext() if only_reads(query) else counted():
            return cast(tuple[int, list[Any]], await super().execute_query(query, values))

    async def execute_query_dict(self, query: str, values: list[Any] | None = None) -> list[dict[str, Any]]:
        with nullcontext() if only_reads(query) else counted():
            return await super().execute_query_dict(query, values)

    async def execute_insert(self, query: str, values: list[Any]) -> asyncpg.Record | None:
        with counted():
            return cast(asyncpg.Record | None, await super().execute_insert(query, values))

    async def execute_script(self, query: str) -> None:
        with counted():
            await super().execute_script(query)

    async def execute_many(self, query: str, values: list[Any]) -> None:
        """All of it or none, also when its caller is cancelled."""
        async with self._in_transaction() as writer:
            await writer.execute_many(query, values)


class PostgresTransaction(Timed, TransactionWrapper):
    """One connection of the pool inside a transaction."""

    async def commit(self) -> None:
        with counted():
            await super().commit()


class _GivenBack(TransactionContextPooled):
    """BEGIN … COMMIT. Gives the connection back, with no transaction open, whenever it is cancelled."""

    async def __aenter__(self) -> TransactionalDBClient:
        await self.ensure_connection()
        pool = self.client._parent._pool
        self.client._connection = await pool.acquire()
        try:
            await self.client.begin()
        except BaseException:
            await asyncio.shield(_give_back(pool, self.client._connection))
            raise
        self.token = get_connections().set(self.connection_name, self.client)
        return self.client

    async def __aexit__(self, exc_type: Any, exc_val: Any, exc_tb: Any) -> None:
        try:
            if not self.client._finalized:
                await (self.client.rollback() if exc_type else self.client.commit())
        finally:
            get_connections().reset(self.token)
            await asyncio.shield(_give_back(self.client._parent._pool, self.client._connection))


async def _give_back(pool: asyncpg.Pool, connection: PoolConnectionProxy) -> None:
    try:
        if not connection.is_closed() and connection.is_in_transaction():
            await connection.execute("ROLLBACK")
    finally:
        await pool.release(connection)


client_class = PostgresEngine

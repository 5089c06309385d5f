"""PostgreSQL for tasks that may be cancelled at any moment.

Tortoise's own transactions lose their pooled connection when they are cancelled while they begin; here it is given
back. The module's name must contain "asyncpg": Tortoise chooses its schema editor by it.
"""

import asyncio
from typing import Any

import asyncpg
from asyncpg.pool import PoolConnectionProxy
from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper
from tortoise.backends.base.client import TransactionalDBClient, TransactionContext, TransactionContextPooled
from tortoise.connection import get_connections


class PostgresEngine(AsyncpgDBClient):
    """Takes the same credentials as Tortoise's."""

    def _in_transaction(self) -> TransactionContext:
        return _GivenBack(TransactionWrapper(self), self._pool_init_lock)

    async def execute_many(self, query: str, values: list[Any]) -> None:
        """All of it or none, also when its caller is cancelled."""
        async with self._in_transaction() as writer:
            await writer.execute_many(query, values)


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

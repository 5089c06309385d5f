"""A PostgreSQL database that the tests of one process take turns in, and the connections to it, which stay open.

Making a database, connecting to it and planning every statement anew takes longer than most tests. Between two
tests everything that the first has written is taken away, and what migrations wrote is put back. A database whose
tables were changed, or that was written full, is made anew.
"""

from typing import Any

import asyncpg

from tests.services.postgres import Migrate, Server

MANY = 20_000
"""So many rows are taken away before the database is made anew: deleted ones still take room."""

SHAPE = """
    SELECT (SELECT sum(xmin::text::bigint) FROM pg_attribute WHERE attrelid >= 16384)
         + (SELECT sum(xmin::text::bigint) FROM pg_constraint) + (SELECT sum(xmin::text::bigint) FROM pg_trigger)
         + (SELECT sum(xmin::text::bigint) FROM pg_proc WHERE oid >= 16384)
         + (SELECT sum(xmin::text::bigint) FROM pg_index)
         + (SELECT count(*) FROM pg_statistic WHERE starelid >= 16384)"""
"""A number that any change of a table, rule or function changes, and so does looking through a table (ANALYZE)."""

TABLES = """
    SELECT relname FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'tortoise_migrations'"""
SEQUENCES = """
    SELECT format('%I.%I', schemaname, sequencename) AS name, coalesce(last_value, 1) AS value,
           last_value IS NOT NULL AS called
    FROM pg_sequences WHERE schemaname = 'public'"""
OTHERS = """
    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> ALL ($1::int[])"""


class Standing:
    """One process's database. It must be used in one event loop."""

    def __init__(self, server: Server, name: str, migrate: Migrate) -> None:
        self._server, self._name, self._migrate = server, name, migrate
        self._keeper: asyncpg.Connection | None = None
        self._shape: object = None
        self._taken = 0
        self.pool: asyncpg.Pool | None = None
        """The connections that the last test left open, for the next."""

    async def cleaned(self) -> str:
        """The database's URL, everything in it as migrations left it."""
        if not await self._clean():
            await self.close()
            await self._make()
        return self._server.database_url(self._name)

    async def close(self) -> None:
        if self.pool:
            self.pool.terminate()
            self.pool = None
        if self._keeper:
            await self._keeper.close()
            self._keeper = None
        await self._server.drop_database(self._name)

    async def _clean(self) -> bool:
        """False where that can't be done and the database must be made anew."""
        if not self._keeper or self._keeper.is_closed():
            return False
        if self.pool and self.pool.get_idle_size() != self.pool.get_size():
            return False
        await self._keeper.fetch(OTHERS, [self._keeper.get_server_pid(), *_served(self.pool)])
        if await self._keeper.fetchval(SHAPE) != self._shape:
            return False
        self._taken += await self._keeper.fetchval("SELECT pg_temp.clean()")
        return self._taken < MANY

    async def _make(self) -> None:
        url = await self._server.fresh_database(self._name, self._migrate)
        self._keeper, self._taken = await asyncpg.connect(url), 0
        try:
            await self._keeper.execute("SET session_replication_role = replica; SET lock_timeout = '5s'")
        except (
            asyncpg.InsufficientPrivilegeError
        ):  # somebody's own server: each test has a new database there
            await self._keeper.close()
            return
        await _learn_to_clean(self._keeper)
        self._shape = await self._keeper.fetchval(SHAPE)


def _served(pool: asyncpg.Pool | None) -> list[int]:
    """The server's processes behind these connections."""
    holders: list[Any] = getattr(pool, "_holders", [])
    return [each._con.get_server_pid() for each in holders if each._con and not each._con.is_closed()]


async def _learn_to_clean(keeper: "asyncpg.Connection") -> None:
    """A function of this session that takes away all rows, puts back those that are there now, and says how many
    it took away. Rules don't hold for it: it is a replica's."""
    steps = []
    for (table,) in await keeper.fetch(TABLES):
        steps += [f'DELETE FROM public."{table}"', "GET DIAGNOSTICS just = ROW_COUNT", "gone := gone + just"]
        if await keeper.fetchval(f'SELECT EXISTS (SELECT FROM public."{table}")'):
            await keeper.execute(f'CREATE TEMPORARY TABLE "kept_{table}" AS TABLE public."{table}"')
            steps.append(f'INSERT INTO public."{table}" OVERRIDING SYSTEM VALUE TABLE pg_temp."kept_{table}"')
    for name, value, called in await keeper.fetch(SEQUENCES):
        steps.append(f"PERFORM setval('{name}', {value}, {called})")
    await keeper.execute(
        "CREATE FUNCTION pg_temp.clean() RETURNS bigint LANGUAGE plpgsql AS $$ "
        f"DECLARE gone bigint := 0; just bigint; BEGIN {'; '.join(steps)}; RETURN gone; END $$"
    )

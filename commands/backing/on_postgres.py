"""Dumping a PostgreSQL database at one moment, and bringing a dump back in one transaction, with its own programs."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg

from commands.backing.programs import Connection, program, run
from core.configuration import reached
from core.errors import Misconfigured
from core.words import ngettext

TABLES = """SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
            AND NOT relispartition AND relpersistence <> 'u' ORDER BY relname"""
"""What an unlogged table holds is gone after a crash as well: its rows are left out. A standby couldn't read them."""

OTHERS = """SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND application_name = 'madang' AND pid <> pg_backend_pid()"""

WAIT = "SET lock_timeout = '30s'"

EMPTY = """
DO $$ DECLARE each record; BEGIN
  FOR each IN SELECT c.oid::regclass AS name FROM pg_class c
              WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT EXISTS
                (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
  LOOP EXECUTE format('DROP TABLE IF EXISTS %s CASCADE', each.name); END LOOP;
  FOR each IN SELECT p.oid::regprocedure AS name FROM pg_proc p
              WHERE p.pronamespace = 'public'::regnamespace AND NOT EXISTS
                (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
  LOOP EXECUTE format('DROP ROUTINE IF EXISTS %s CASCADE', each.name); END LOOP;
END $$"""
"""Drops every table and function of the schema `public`, those of extensions left alone."""


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[Connection]:
    connection = await asyncpg.connect(**reached(url), server_settings={"application_name": "madang backup"})
    try:
        yield connection
    finally:
        await connection.close()


async def dump(url: str, to: Path) -> tuple[str, list[str], dict[str, int]]:
    """Dump everything as it stands at one moment; whoever writes meanwhile doesn't wait. Gives the server's version,
    the migrations and each table's rows at that same moment."""
    async with connected(url) as connection:
        dumping = await program("pg_dump", connection)
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            moment = await connection.fetchval("SELECT pg_export_snapshot()")
            command: list[str | Path] = [
                dumping,
                "--format=custom",
                "--no-owner",
                "--no-privileges",
                "--schema=public",
                "--no-unlogged-table-data",
            ]
            await asyncio.to_thread(run, [*command, f"--snapshot={moment}", f"--file={to}"], url)
            counts = await counted(connection)
            said = str(await connection.fetchval("SHOW server_version"))
            return said, await migrations(connection), counts


async def counted(connection: Connection) -> dict[str, int]:
    """The rows of each table."""
    tables = [each["relname"] for each in await connection.fetch(TABLES)]
    return {name: await connection.fetchval(f'SELECT count(*) FROM "{name}"') for name in tables}


async def migrations(connection: Connection) -> list[str]:
    if not await connection.fetchval("SELECT to_regclass('public.tortoise_migrations')"):
        return []
    found = await connection.fetch("SELECT app, name FROM tortoise_migrations ORDER BY app, name")
    return [f"{each['app']}.{each['name']}" for each in found]


async def holds(connection: Connection) -> bool:
    """Whether somebody or something is in this database."""
    for table in ("person", "idea"):
        if await connection.fetchval(
            "SELECT to_regclass($1)", f"public.{table}"
        ) and await connection.fetchval(f"SELECT EXISTS (SELECT 1 FROM {table})"):
            return True
    return False


async def must_be_left_alone(connection: Connection) -> None:
    """Raises `Misconfigured` while a Madang is connected."""
    if others := await connection.fetchval(OTHERS):
        raise Misconfigured(
            ngettext(
                "Madang has %(num)s connection to this database: stop `madang serve` and `madang worker` first.",
                "Madang has %(num)s connections to this database: stop `madang serve` and `madang worker` first.",
                others,
            )
        )


async def restore(connection: Connection, dumped: Path, counts: dict[str, int], url: str) -> None:
    """Put the dump in the place of what is in the database: in one transaction, which ends well only when every table
    has as many rows as were counted. Otherwise everything is as it was."""
    bringing, reading = await program("psql", connection), await program("pg_restore", connection)
    await asyncio.to_thread(run, [reading, "--list", dumped], url)
    await asyncio.to_thread(_restore, bringing, reading, dumped, _checking(counts), url)


def _restore(psql: Path, pg_restore: Path, dumped: Path, checking: str, url: str) -> None:
    """The statements are written down whole before the first of them is run: psql takes the end of a pipe for the end
    of what there is to do, however it came, and commits."""
    script = dumped.with_suffix(".sql")
    plainly = ["--schema=public", "--no-owner", "--no-privileges", "--exit-on-error"]
    run([pg_restore, *plainly, f"--file={script}", dumped], url)
    whole: list[str | Path] = [
        psql,
        "--no-psqlrc",
        "--quiet",
        "--single-transaction",
        "--set=ON_ERROR_STOP=1",
    ]
    steps = [f"--command={WAIT}", f"--command={EMPTY}", f"--file={script}", f"--command={checking}"]
    run([*whole, *steps], url)


def _checking(counts: dict[str, int]) -> str:
    """SQL that fails where a table has another number of rows."""
    looks = [
        f"IF (SELECT count(*) FROM public.\"{table}\") <> {number} THEN RAISE 'rows of {table} are missing'; END IF;"
        for table, number in counts.items()
    ]
    return f"DO $$ BEGIN {' '.join(looks)} END $$;"

"""What can't be beaten, measured in the same run: the same bytes, the same rows, the same template."""

import asyncio
import pickle
import sqlite3
from collections.abc import Sequence
from time import perf_counter

import asyncpg

from commands.bench.measuring.client import Answer, Connection
from commands.bench.measuring.scenes import as_visitor
from commands.bench.measuring.timing import Asking, p50
from commands.bench.measuring.watching import Statement
from core.changes import only_reads
from core.configuration import sqlite_path
from core.sqlite_engine import PRAGMAS


def bare(size: int) -> Asking:
    """So many bytes and nothing else, from the same server."""

    async def ask(connection: Connection, number: int) -> Answer:
        return await connection.get(f"/bench/bare?bytes={size}", as_visitor(number))

    return ask


def filled(name: str) -> Asking:
    """The template of the page that was watched under this name, filled with the same again."""

    async def ask(connection: Connection, number: int) -> Answer:
        return await connection.get(f"/bench/filled?of={name}", as_visitor(number))

    return ask


async def statements(connection: Connection, name: str) -> list[Statement]:
    """What that page asked the database, where it only asked."""
    found: list[Statement] = pickle.loads((await connection.get(f"/bench/statements?of={name}")).body)
    return [each for each in found if only_reads(each[0])]


async def raw_rows(url: str, asked: Sequence[Statement], times: int) -> float:
    """Seconds in which the bare driver gets the same rows with the same statements: the median."""
    if not asked:
        return 0.0
    if url.startswith("sqlite:"):
        return await asyncio.to_thread(_on_sqlite, url, asked, times)
    connection = await asyncpg.connect(url, server_settings={"jit": "off"})
    try:
        took = []
        for _turn in range(times):
            begun = perf_counter()
            for sql, values in asked:
                await connection.fetch(sql, *values)
            took.append(perf_counter() - begun)
        return p50(took)
    finally:
        await connection.close()


def _on_sqlite(url: str, asked: Sequence[Statement], times: int) -> float:
    raw = sqlite3.connect(sqlite_path(url), isolation_level=None, cached_statements=256)
    try:
        for name, value in {**PRAGMAS, "query_only": "ON"}.items():
            raw.execute(f"PRAGMA {name}={value}")
        took = []
        for _turn in range(times):
            begun = perf_counter()
            for sql, values in asked:
                raw.execute(sql, values).fetchall()
            took.append(perf_counter() - begun)
        return p50(took)
    finally:
        raw.close()

"""A database that an earlier version made migrates forward, with everything that people wrote as it was."""

import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bench.reckoning import EXAMINATIONS
from commands.doctor.findings import Mark
from composition import compose
from core.database import on_sqlite, opened, rows
from core.migrations import migrate, pending
from tests import schema
from tests.services.postgres import Server
from tests.snapshots import dumping

SNAPSHOTS = [path.name for database in ("sqlite", "postgres") for path in dumping.kept(database)]
OURS = "tortoise_migrations"
INDEX = ("idea_search", "comment_search", "search_word", "search_state", "search_rarity")
"""Tables that are made of others, and may be made anew in another way."""

Contents = dict[str, list[dict[str, Any]]]


@pytest.fixture
async def earlier(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The URL of a database as a snapshot of this name has it."""
    path = dumping.FOLDER / request.param
    if ".sqlite." in path.name:
        dumping.to_sqlite(dumping.read(path), tmp_path / "earlier.sqlite3")
        yield f"sqlite://{tmp_path / 'earlier.sqlite3'}"
        return
    server: Server = request.getfixturevalue("postgres_server")
    name = f"earlier_{os.getpid()}"
    url = await server.empty_database(name)
    await dumping.to_postgres(dumping.read(path), url)
    yield url
    await server.drop_database(name)


async def contents(columns: dict[str, list[str]] | None = None) -> Contents:
    """Every row of every table; of `columns` alone where they are given."""
    names = (
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '%_fts%'"
        if on_sqlite()
        else "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'"
    )
    tables = [each["name"] for each in await rows(names) if each["name"] not in (OURS, *INDEX)]
    return {
        table: await rows(
            f'SELECT {", ".join((columns or {}).get(table) or ["*"])} FROM "{table}" ORDER BY 1, 2'
        )
        for table in tables
        if columns is None or table in columns
    }


@pytest.mark.parametrize("earlier", SNAPSHOTS, indirect=True)
async def test_what_an_earlier_version_wrote_stands_after_migrating(earlier: str) -> None:
    compose()
    async with opened(earlier):
        before = await contents()
    assert sum(bool(found) for found in before.values()) > 45, "something of every floor"

    await migrate(earlier)

    async with opened(earlier):
        assert await pending(earlier) == []
        after = await contents({table: list(found[0]) for table, found in before.items() if found})
        assert after == {table: found for table, found in before.items() if found}
        findings = [finding for check in EXAMINATIONS for finding in await check()]
        assert [finding.sentence for finding in findings if finding.mark is Mark.WRONG] == []
        wanted = schema.wanted("sqlite" if on_sqlite() else "postgres")
        assert (await schema.found()).columns == wanted.columns


def test_there_is_a_snapshot_of_each_database() -> None:
    assert {name.split(".")[1] for name in SNAPSHOTS} == {"sqlite", "postgres"}
    assert all((dumping.FOLDER / name).stat().st_size < 200_000 for name in SNAPSHOTS)

"""The throwaway PostgreSQL keeps its promises: databases apart, nothing left behind, nothing skipped under CI."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import anyio
import asyncpg
import pytest

from tests.services import Unavailable, chromium, postgres
from tests.services.plugin import do_without
from tests.services.postgres import HOUSE, Server


async def _one_table(url: str) -> None:
    connection = await asyncpg.connect(url)
    await connection.execute("CREATE TABLE IF NOT EXISTS yard (name text)")
    await connection.close()


async def test_fresh_databases_are_migrated_and_apart(postgres_server: Server) -> None:
    here = await postgres_server.fresh_database("apart_here", _one_table)
    connection = await asyncpg.connect(here)
    await connection.execute("CREATE TABLE only_here (name text)")
    await connection.close()

    there = await postgres_server.fresh_database("apart_there", _one_table)
    connection = await asyncpg.connect(there)
    found = await connection.fetchval("SELECT to_regclass('only_here')")
    await connection.close()

    assert found is None
    for name in ("apart_here", "apart_there"):
        await postgres_server.drop_database(name)


async def test_a_database_name_is_never_sql(postgres_server: Server) -> None:
    with pytest.raises(ValueError, match="no plain name"):
        await postgres_server.drop_database('x"; DROP DATABASE postgres; --')


async def test_a_killed_run_leaves_no_server_and_no_directory() -> None:
    environment = {name: value for name, value in os.environ.items() if name != postgres.VARIABLE}
    run = subprocess.Popen(
        [sys.executable, "-m", "tests.services.postgres"],
        cwd=HOUSE,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    with run:
        assert run.stdout is not None
        url = await anyio.to_thread.run_sync(run.stdout.readline)
        connection = await asyncpg.connect(url.strip())
        home = Path(await connection.fetchval("SHOW data_directory")).parent
        await connection.close()
        assert home.exists()

        run.send_signal(signal.SIGKILL)

    with anyio.fail_after(20):
        while home.exists():
            await anyio.sleep(0.05)
    with pytest.raises(OSError):
        await asyncpg.connect(url.strip())


def test_what_is_missing_skips_a_test_but_fails_under_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no yard"):
        do_without(Unavailable("There is no yard."))

    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="no yard"):
        do_without(Unavailable("There is no yard."))


def test_a_browser_that_does_not_start_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(chromium.VARIABLE, "/nowhere/chromium")
    chromium.chromium.cache_clear()
    with pytest.raises(Unavailable, match="/nowhere/chromium"):
        chromium.chromium()

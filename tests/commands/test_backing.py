"""A backup is one moment of a yard that is used, and comes back whole or not at all."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from commands.backing import on_sqlite, programs
from commands.backing.archives import MANIFEST, read_manifest
from core.database import rows
from core.errors import Misconfigured
from tests.commands.importing import a_row, jsonl
from tests.commands.terminal import HOUSE, Terminal
from tests.services.postgres import Server

Tables = dict[str, list[dict[str, Any]]]


@pytest.fixture
async def elsewhere(database_url: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of another database of the same kind, in which nothing is."""
    if database_url.startswith("sqlite"):
        return f"sqlite://{tmp_path / 'elsewhere' / 'madang.sqlite3'}"
    server: Server = request.getfixturevalue("postgres_server")
    return await server.empty_database(f"elsewhere_{os.getpid()}")


def moved(terminal: Terminal, url: str, var: Path) -> None:
    """From now on this terminal is on another machine."""
    terminal.env |= {"DATABASE_URL": url, "MADANG_VAR": str(var)}


def filled(terminal: Terminal, folder: Path, ideas: int = 5) -> None:
    path = jsonl(folder, *(a_row(number, author_email=f"a{number}@example.com") for number in range(ideas)))
    assert terminal.type("import", "ideas", str(path)).status == 0


def everything(terminal: Terminal, tables: list[str]) -> Tables:
    async def ask() -> Tables:
        return {table: sorted(await rows(f'SELECT * FROM "{table}"'), key=repr) for table in tables}

    return terminal.ask(ask)


@contextmanager
def somebody_votes(url: str) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-m", "tests.commands.voting", url]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=HOUSE, text=True, stdin=pipe, stdout=pipe) as voting:
        assert voting.stdout is not None
        assert voting.stdout.readline() == "voted\n"
        yield voting
        assert voting.poll() is None, "it voted until the end"
        voting.communicate("over\n", timeout=60)


@pytest.mark.own_database
def test_a_backup_is_one_moment_of_a_yard_in_which_people_vote_and_comes_back_elsewhere(
    terminal: Terminal, tmp_path: Path, elsewhere: str
) -> None:
    terminal.env["SECRET_KEY"] = ""
    filled(terminal, tmp_path)
    file, again = tmp_path / "backup.zip", tmp_path / "again.zip"
    with somebody_votes(terminal.env["DATABASE_URL"]):
        said = terminal.type("backup", str(file))
    assert (said.status, said.err) == (0, "")
    assert "The secret key is in it too" in said.out
    assert file.stat().st_mode & 0o077 == 0
    key = (tmp_path / "var/secret_key").read_text()
    manifest = read_manifest(file)

    moved(terminal, elsewhere, tmp_path / "var2")
    said = terminal.type("restore", str(file))

    assert (said.status, said.err) == (0, "")
    assert (tmp_path / "var2/secret_key").read_text() == key
    assert terminal.type("doctor").status == 0
    there = everything(terminal, list(manifest.counts))
    assert {table: len(found) for table, found in there.items()} == manifest.counts
    assert "spent" not in manifest.counts, "a standby can't read what is unlogged"
    assert sum(each["votes"] for each in there["idea"]) == len(there["vote"]) > 0
    assert terminal.type("backup", str(again)).status == 0
    assert read_manifest(again).counts == manifest.counts

    assert terminal.type("restore", str(again), "--force").status == 0
    assert everything(terminal, list(manifest.counts)) == there


@pytest.mark.own_database
def test_somebodys_data_is_replaced_only_by_force_and_by_a_whole_backup(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(on_sqlite, "PATIENCE", 0.1)
    file, lying = tmp_path / "backup.zip", tmp_path / "lying.zip"
    filled(terminal, tmp_path, 2)
    assert terminal.type("backup", str(file)).status == 0
    filled(terminal, tmp_path, 4)
    rewritten(file, lying, lambda said: said["counts"].update(idea=3))
    before = everything(terminal, ["idea", "event", "person", "pulse"])

    refused = terminal.type("restore", str(file))
    missing = terminal.type("restore", str(lying), "--force")
    with terminal.running("worker") as working:
        working.line_with("The worker is ready.")
        held = terminal.type("restore", str(file), "--force")
        assert working.ended_by(15) == 0

    assert (refused.status, missing.status, held.status) == (1, 1, 1)
    assert "Somebody is in this database already" in refused.err
    assert "idea" in missing.err
    assert "stop `madang serve` and `madang worker` first" in held.err
    assert everything(terminal, ["idea", "event", "person", "pulse"]) == before

    assert terminal.type("restore", str(file), "--force").status == 0
    assert len(everything(terminal, ["idea"])["idea"]) == 2


def rewritten(file: Path, to: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    """The same backup with another manifest."""
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(to, "w") as new:
        for name in old.namelist():
            said = old.read(name)
            if name == MANIFEST:
                manifest = json.loads(said)
                change(manifest)
                said = json.dumps(manifest).encode()
            new.writestr(name, said)
    return to


def test_what_isnt_a_whole_backup_of_this_madang_changes_nothing(plugged: Terminal, tmp_path: Path) -> None:
    file, database = tmp_path / "backup.zip", Path(plugged.env["DATABASE_URL"].removeprefix("sqlite://"))
    assert plugged.type("backup", str(file)).status == 0
    whole, before = file.read_bytes(), database.read_bytes()
    middle = len(whole) // 2
    (tmp_path / "turned").write_bytes(whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :])
    (tmp_path / "cut").write_bytes(whole[:middle])
    (tmp_path / "letter").write_text("Dear Madang, ")
    rewritten(file, tmp_path / "later", lambda said: said["migrations"].append("ideas.9999_later"))
    rewritten(file, tmp_path / "lies", lambda said: said["files"]["database.sqlite3"].update(sha256="0" * 64))
    rewritten(file, tmp_path / "counts", lambda said: said["counts"].update(vote=7))
    kinds = {"database": "postgres", "files": {"database.dump": {"bytes": 1, "sha256": "0"}}}
    rewritten(file, tmp_path / "kind", lambda said: said.update(kinds))

    sentences = {
        "turned": "is damaged",
        "cut": "is no backup",
        "letter": "is no backup",
        "later": "made by a newer Madang",
        "lies": "is damaged",
        "counts": "these tables don't hold what was counted: vote.",
        "kind": "a backup of PostgreSQL",
    }
    for name, sentence in sentences.items():
        said = plugged.type("restore", str(tmp_path / name), "--force")
        assert said.status == 1, name
        assert sentence in said.err, name
    assert database.read_bytes() == before
    assert sorted(each.name for each in database.parent.glob(".madang-*")) == []


def test_a_backup_takes_no_other_files_place(plugged: Terminal, tmp_path: Path) -> None:
    database = plugged.env["DATABASE_URL"].removeprefix("sqlite://")

    said = plugged.type("backup", database)
    twice = [plugged.type("backup", str(tmp_path / "backup.zip")).status for _ in range(2)]

    assert said.status == 1
    assert "is no backup: nothing was written" in said.err
    assert twice == [0, 0]
    assert "doesn't exist" in plugged.type("backup", "/nowhere/backup.zip").err


def test_a_backup_of_an_older_madang_asks_for_migrations_and_a_wrong_yard_is_told(
    plugged: Terminal, tmp_path: Path
) -> None:
    file = tmp_path / "backup.zip"
    plugged.type("import", "ideas", str(jsonl(tmp_path, a_row())))
    plugged.ask(lambda: rows("UPDATE idea SET votes = 3"))
    shutil.copy(plugged.env["DATABASE_URL"].removeprefix("sqlite://"), tmp_path / "older.sqlite3")

    made = plugged.type("backup", str(file))
    back = plugged.type("restore", str(file), "--force")
    plugged.ask(lambda: rows("DELETE FROM tortoise_migrations WHERE name = '0008_pulse'"))
    plugged.type("backup", str(file))
    older = plugged.type("restore", str(file), "--force")

    assert (made.status, back.status, older.status) == (0, 0, 0)
    assert "1 idea shows another number of votes" in made.err
    assert made.err == back.err
    assert "run `madang migrate`" in older.out
    assert "older Madang" not in back.out


async def test_postgres_programs_must_be_there_and_new_enough(postgres_server: Server) -> None:
    connection = await asyncpg.connect(postgres_server.url)
    try:
        assert (await programs.program("pg_dump", connection)).name == "pg_dump"
        with pytest.raises(Misconfigured, match="pg_nothing isn't found"):
            await programs.program("pg_nothing", connection)
        with pytest.raises(Misconfigured, match=r"pg_dump \d+ is older than the server \(PostgreSQL 99\)"):
            await programs.program("pg_dump", FromTheFuture(connection))  # type: ignore[arg-type]
    finally:
        await connection.close()


class FromTheFuture:
    def __init__(self, connection: "asyncpg.Connection[asyncpg.Record]") -> None:
        self.fetchval = connection.fetchval

    def get_server_version(self) -> asyncpg.types.ServerVersion:
        return asyncpg.types.ServerVersion(99, 0, 0, "final", 0)


def test_credentials_reach_the_programs_by_their_environment_alone() -> None:
    url = "postgres://ada:s%40cret@db.example.com:5433/yard?sslmode=require"
    telling = 'echo "error: $PGUSER $PGPASSWORD $PGHOST $PGPORT $PGDATABASE $PGSSLMODE" >&2; exit 1'

    with pytest.raises(Misconfigured, match=r"ada s@cret db\.example\.com 5433 yard require"):
        programs.run(["/bin/sh", "-c", telling], url)

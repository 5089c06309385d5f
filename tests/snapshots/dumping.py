"""A database as SQL text, and back: with its own schema, as the migrations of its day had made it."""

import lzma
import re
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import asyncpg

from tests.services.programs import find_programs, server_user

FOLDER = Path(__file__).parent
SETTINGS = re.compile(r"^(\\|SET |SELECT pg_catalog\.set_config)")
"""Lines of pg_dump that are for psql, or that an older server doesn't know."""


def kept(database: str) -> list[Path]:
    """The snapshots of this database (`sqlite`, `postgres`), the oldest first."""
    return sorted(FOLDER.glob(f"*.{database}.sql.xz"))


def write(path: Path, sql: str) -> None:
    path.write_bytes(lzma.compress(sql.encode(), preset=9 | lzma.PRESET_EXTREME))


def read(path: Path) -> str:
    return lzma.decompress(path.read_bytes()).decode()


def of_sqlite(file: Path) -> str:
    """Tables with their rows, then what is found by words (made anew from its content), indexes and triggers."""
    raw = sqlite3.connect(file)
    try:
        return "\n".join(("PRAGMA foreign_keys = OFF;", "BEGIN;", *_lines(raw), "COMMIT;"))
    finally:
        raw.close()


def _lines(raw: sqlite3.Connection) -> Iterator[str]:
    made = raw.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid"
    ).fetchall()
    found = [name for kind, name, sql in made if sql.startswith("CREATE VIRTUAL")]
    inside = tuple(f"{name}_" for name in found)
    tables = [
        (name, sql)
        for kind, name, sql in made
        if kind == "table" and name not in found and not name.startswith((*inside, "sqlite_"))
    ]
    for name, sql in tables:
        yield f"{sql};"
        columns = [each[1] for each in raw.execute(f'PRAGMA table_info("{name}")')]
        quoted = " || ',' || ".join(f'quote("{column}")' for column in columns)
        for (values,) in raw.execute(f'SELECT {quoted} FROM "{name}"'):
            yield f'INSERT INTO "{name}" VALUES ({values});'
    yield from (f"INSERT INTO {name} VALUES ('{of}', {n});" for name, of, n in _sequences(raw))
    for kind, name, sql in made:
        if name in found:
            yield f"{sql};"
            yield f"INSERT INTO {name}({name}) VALUES ('rebuild');"
        elif kind in ("index", "trigger"):
            yield f"{sql};"


def _sequences(raw: sqlite3.Connection) -> Iterator[tuple[str, str, int]]:
    if raw.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_sequence'").fetchone():
        for name, number in raw.execute("SELECT name, seq FROM sqlite_sequence").fetchall():
            yield "sqlite_sequence", name, number


def to_sqlite(sql: str, file: Path) -> None:
    raw = sqlite3.connect(file)
    raw.executescript(sql)
    raw.close()


def of_postgres(url: str, home: Path) -> str:
    """By pg_dump, which stands beside the server's programs."""
    program = find_programs(home, server_user()) / "pg_dump"
    said = subprocess.run(
        [str(program), "--inserts", "--no-owner", "--no-privileges", "--no-comments", url],
        capture_output=True,
        text=True,
        check=True,
    )
    return "\n".join(line for line in said.stdout.splitlines() if not SETTINGS.match(line))


async def to_postgres(sql: str, url: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(f"SET check_function_bodies = off; {sql}")
    finally:
        await connection.close()

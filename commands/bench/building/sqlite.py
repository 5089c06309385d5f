"""Rows into a SQLite file in bulk: no index, trigger or journal until all are there, then everything as it was."""

import sqlite3
from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from core.configuration import sqlite_path
from core.errors import Misconfigured
from core.words import _

FASTER = {
    "journal_mode": "OFF",
    "synchronous": "OFF",
    "locking_mode": "EXCLUSIVE",
    "foreign_keys": "OFF",
    "cache_size": -400_000,
    "temp_store": "FILE",
    "threads": 2,
}
"""A crash leaves a broken file; it isn't a bench's database before it has its name."""

DROPPED = """SELECT type, name, sql FROM sqlite_master
    WHERE sql IS NOT NULL AND type IN ('index', 'trigger') ORDER BY rowid"""


class SqliteLoader:
    """Opens a migrated file, takes rows, and leaves it as it would be had the rows come one by one."""

    def __init__(self, url: str) -> None:
        self.path: Path = sqlite_path(url)
        self.raw = sqlite3.connect(self.path, isolation_level=None)
        self.dropped: list[tuple[str, str, str]] = []

    @staticmethod
    def moment(at: int) -> str:
        return datetime.fromtimestamp(at, UTC).isoformat(" ")

    async def begin(self) -> None:
        for name, value in FASTER.items():
            self.raw.execute(f"PRAGMA {name} = {value}")
        self.dropped = self.raw.execute(DROPPED).fetchall()
        for kind, name, _sql in self.dropped:
            self.raw.execute(f'DROP {kind} "{name}"')

    async def write(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        marks = ", ".join("?" * len(columns))
        self.raw.execute("BEGIN")
        self.raw.executemany(f'INSERT INTO "{table}" ({", ".join(columns)}) VALUES ({marks})', rows)
        self.raw.execute("COMMIT")

    async def run(self, sql: str) -> None:
        self.raw.execute(sql)

    async def index(self, table: str) -> None:
        """What full text search makes of the rows that are there."""
        fts = table.replace("_search", "_fts")
        self.raw.execute(f"INSERT INTO {fts} ({fts}) VALUES ('rebuild')")

    async def restore(self) -> AsyncIterator[str]:
        """Make the indexes and triggers again; give their names before each."""
        for _kind, name, sql in self.dropped:
            yield name
            self.raw.execute(sql)

    async def finish(self) -> None:
        """Statistics, as housekeeping leaves them, and what each row refers to is there."""
        self.raw.execute("PRAGMA analysis_limit = 1000")
        self.raw.execute("ANALYZE")
        astray = self.raw.execute("PRAGMA foreign_key_check").fetchone()
        if astray:
            raise Misconfigured(_("A row of %(table)s refers to nothing.", table=astray[0]))
        self.raw.execute("PRAGMA journal_mode = WAL")
        self.raw.close()

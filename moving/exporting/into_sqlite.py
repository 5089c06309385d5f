"""An export's rows into a SQLite file, in one transaction."""

import sqlite3

from core.configuration import sqlite_path
from moving.exporting.loading import SEEDS, Source, refers_to_nothing

INDEXES = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY rowid"

FASTER = {"foreign_keys": "OFF", "cache_size": -200_000, "temp_store": "FILE", "busy_timeout": 5000}
"""What rows refer to is checked for all of them at the end."""


class IntoSqlite:
    """Nobody sees anything of it before it is whole, and a crash leaves nothing of it."""

    def __init__(self, url: str) -> None:
        self._url = url

    async def load(self, source: Source) -> None:
        raw = sqlite3.connect(sqlite_path(self._url), isolation_level=None)
        try:
            for name, value in FASTER.items():
                raw.execute(f"PRAGMA {name} = {value}")
            raw.execute("BEGIN IMMEDIATE")
            _load(raw, source)
            raw.execute("COMMIT")
            raw.execute("PRAGMA analysis_limit = 1000")
            raw.execute("ANALYZE")
        finally:
            raw.close()  # what wasn't committed is undone


def _load(raw: sqlite3.Connection, source: Source) -> None:
    indexes = raw.execute(INDEXES).fetchall()
    for name, _sql in indexes:
        raw.execute(f'DROP INDEX "{name}"')
    for seed in SEEDS:
        raw.execute(f'DELETE FROM "{seed}"')
    for table in source.taken:
        columns = ", ".join(f'"{name}"' for name in table.names)
        marks = ", ".join("?" * len(table.names))
        with source.telling(table, sqlite3.DatabaseError):
            raw.executemany(f'INSERT INTO "{table.name}" ({columns}) VALUES ({marks})', source.rows(table))
    for _name, sql in indexes:
        raw.execute(sql)
    astray = raw.execute("PRAGMA foreign_key_check").fetchone()
    if astray:
        raise refers_to_nothing(str(astray[0]))
    for name, part in source.parts.items():
        raw.execute("DELETE FROM sqlite_sequence WHERE name = ?", (name,))
        raw.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (name, part.next_id - 1))

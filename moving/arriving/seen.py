"""Which source ids a file has shown so far: kept on disk once they are many, for a file may be larger than memory."""

import sqlite3
from types import TracebackType


class Seen:
    """A temporary database of SQLite's own (its file has no name and goes with the connection)."""

    def __enter__(self) -> "Seen":
        self._ids = sqlite3.connect("", isolation_level=None)
        self._ids.execute("PRAGMA journal_mode = OFF")
        self._ids.execute("CREATE TABLE seen (source_id TEXT PRIMARY KEY, line INTEGER) WITHOUT ROWID")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._ids.close()

    def first_line(self, source_id: str, line: int) -> int:
        """The line on which this id stood first: `line` itself when it is new."""
        if self._ids.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (source_id, line)).rowcount:
            return line
        found = self._ids.execute("SELECT line FROM seen WHERE source_id = ?", (source_id,)).fetchone()
        return int(found[0])

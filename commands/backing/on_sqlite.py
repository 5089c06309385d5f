"""Copying a SQLite database while it is used, and putting one in another's place while it isn't."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from core.errors import Misconfigured
from core.words import _

PATIENCE = 5.0
"""Seconds that another process may hold the database before it is called in use."""
OWN = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '%_fts%'"
BESIDE = ("-wal", "-shm", "-journal")


def copy(source: Path, to: Path) -> None:
    """Everything as it stands at one moment; whoever writes meanwhile doesn't wait. The copy is one file."""
    with closing(on_its_own(source)) as old, closing(on_its_own(to)) as new:
        to.chmod(0o600)
        old.backup(
            new, pages=-1
        )  # in one go: in pieces it would begin anew with each commit of somebody else
    as_one_file(to)


def as_one_file(path: Path) -> None:
    """Leave nothing of a database that nobody else has open beside its file."""
    with closing(on_its_own(path)) as raw:
        raw.execute("PRAGMA journal_mode = DELETE")


def looked_at(path: Path) -> tuple[list[str], dict[str, int]]:
    """The migrations and each table's rows of a database that nobody else has open. Raises `Misconfigured` where the
    file is damaged or rows refer to what isn't there."""
    try:
        with closing(on_its_own(path)) as raw:
            said = [each for (each,) in raw.execute("PRAGMA integrity_check(3)")]
            if said != ["ok"]:
                raise Misconfigured(_("The database is damaged: %(said)s", said="; ".join(said)))
            astray = raw.execute('SELECT "table" FROM pragma_foreign_key_check LIMIT 1').fetchone()
            if astray:
                raise Misconfigured(
                    _("Rows of the table %(table)s refer to rows that don't exist.", table=astray[0])
                )
            tables = [name for (name,) in raw.execute(OWN)]
            counts = {name: _one(raw, f'SELECT count(*) FROM "{name}"') for name in sorted(tables)}
            return sorted(_migrations(raw, tables)), counts
    except sqlite3.DatabaseError as error:
        raise Misconfigured(_("The database is damaged: %(said)s", said=error)) from error


def holds(path: Path) -> bool | None:
    """Whether somebody or something is in this database; None where it can't be read."""
    if not path.exists() or not path.stat().st_size:
        return False
    try:
        with closing(on_its_own(path)) as raw:
            tables = {name for (name,) in raw.execute(OWN)}
            return any(
                name in tables and _one(raw, f"SELECT EXISTS (SELECT 1 FROM {name})")
                for name in ("person", "idea")
            )
    except sqlite3.DatabaseError:
        return None


@contextmanager
def alone_with(path: Path, *, readable: bool) -> Iterator[None]:
    """Inside nobody else has this database open, and all that was written to it stands in the one file. Raises
    `Misconfigured` where another process holds it. (One that can't be read is nobody's.)"""
    if not readable or not path.exists():
        yield
        return
    with closing(on_its_own(path, seconds=PATIENCE)) as raw:
        try:
            raw.execute("PRAGMA journal_mode = DELETE")
            raw.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise Misconfigured(
                _(
                    "Another program has %(file)s open: stop `madang serve` and `madang worker` first.",
                    file=path,
                )
            ) from error
        yield


def put(new: Path, path: Path) -> None:
    """Put `new` in the place of `path`, in one step. What the old database had left beside itself goes before: it would
    be taken for the new one's."""
    for ending in BESIDE:
        path.with_name(path.name + ending).unlink(missing_ok=True)
    new.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def on_its_own(path: Path, *, seconds: float = 60.0) -> sqlite3.Connection:
    """A connection that begins its own transactions. `seconds`: how long it waits for others."""
    return sqlite3.connect(path, timeout=seconds, isolation_level=None)


def _migrations(raw: sqlite3.Connection, tables: list[str]) -> Iterator[str]:
    if "tortoise_migrations" in tables:
        for floor, name in raw.execute("SELECT app, name FROM tortoise_migrations"):
            yield f"{floor}.{name}"


def _one(raw: sqlite3.Connection, sql: str) -> int:
    return int(raw.execute(sql).fetchone()[0])

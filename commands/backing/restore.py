"""`madang restore FILE`: looked at whole before anything is touched, and put in place in one step or not at all."""

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from commands.backing import archives, checks, on_postgres, on_sqlite
from commands.backing.archives import SECRET, Manifest
from commands.backing.backup import secret_check
from core.configuration import sqlite_path
from core.errors import Misconfigured
from core.migrations import known
from core.settings import settings
from core.words import _, ngettext


@dataclass(frozen=True)
class Restored:
    """`older`: `madang migrate` has to come next. `other_key`: the secret key here isn't the one that it was made
    with. `wrong`: sentences about what was wrong in the yard already when it was backed up."""

    manifest: Manifest
    older: bool
    other_key: bool
    wrong: list[str]


async def restore(path: Path, *, force: bool) -> Restored:
    """Make the database what it was when the backup was made. Raises `Misconfigured`, with nothing changed, where the
    file isn't whole, was made by a newer Madang or for the other kind of database, or where somebody is in the database
    already (unless `force`) or has it open."""
    manifest = await asyncio.to_thread(archives.read_manifest, path)
    _must_fit(manifest)
    url = settings().database
    with _room_beside() as folder:
        taken = folder / manifest.database_file
        for name, to in ((manifest.database_file, taken), (SECRET, folder / SECRET)):
            if name in manifest.files:
                await asyncio.to_thread(archives.extract, path, manifest, name, to)
        put = _to_sqlite if settings().on_sqlite else _to_postgres
        wrong = await put(url, taken, manifest, force)
        other_key = _take_key(folder / SECRET, manifest)
    return Restored(manifest, set(manifest.migrations) != known(), other_key, wrong)


def _must_fit(manifest: Manifest) -> None:
    if manifest.database != ("sqlite" if settings().on_sqlite else "postgres"):
        raise Misconfigured(
            _(
                "This is a backup of %(kind)s, and DATABASE_URL names another kind of database. `madang export` moves"
                " a yard from one to the other.",
                kind="SQLite" if manifest.database == "sqlite" else "PostgreSQL",
            )
        )
    if newer := set(manifest.migrations) - known():
        raise Misconfigured(
            ngettext(
                "This backup was made by a newer Madang: %(num)s of its migrations isn't known here.",
                "This backup was made by a newer Madang: %(num)s of its migrations aren't known here.",
                len(newer),
            )
        )


@contextmanager
def _room_beside() -> Iterator[Path]:
    """A folder on the disk that the database is on, or under `var/`."""
    beside = sqlite_path(settings().database).parent if settings().on_sqlite else settings().var
    beside.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".madang-restore-", dir=beside) as made:
        yield Path(made)


async def _to_sqlite(url: str, taken: Path, manifest: Manifest, force: bool) -> list[str]:
    target = sqlite_path(url)
    migrations, counts = await asyncio.to_thread(on_sqlite.looked_at, taken)
    _must_be_as_counted(manifest, counts)
    if sorted(manifest.migrations) != migrations:
        raise Misconfigured(_("The database in this backup isn't the one that it says."))
    wrong = await _looked_through(f"sqlite://{taken}", manifest)
    await asyncio.to_thread(on_sqlite.as_one_file, taken)
    held = await asyncio.to_thread(on_sqlite.holds, target)
    if held is not False and not force:
        raise Misconfigured(_occupied())
    with on_sqlite.alone_with(target, readable=held is not None):
        on_sqlite.put(taken, target)
    return wrong


async def _to_postgres(url: str, taken: Path, manifest: Manifest, force: bool) -> list[str]:
    async with on_postgres.connected(url) as connection:
        if await on_postgres.holds(connection) and not force:
            raise Misconfigured(_occupied())
        await on_postgres.must_be_left_alone(connection)
        await on_postgres.restore(connection, taken, manifest.counts, url)
    return await _looked_through(url, manifest)


async def _looked_through(url: str, manifest: Manifest) -> list[str]:
    """Sentences about what was wrong when the backup was made. Raises `Misconfigured` for anything more."""
    found = await checks.wrong_in(url, manifest.migrations)
    if more := [sentence for name, sentence in found.items() if name not in manifest.wrong]:
        raise Misconfigured(" ".join([_("What was restored isn't well:"), *more]))
    return list(found.values())


def _must_be_as_counted(manifest: Manifest, counts: dict[str, int]) -> None:
    if astray := checks.differences(manifest.counts, counts):
        raise Misconfigured(
            _(
                "In this backup, these tables don't hold what was counted: %(tables)s.",
                tables=", ".join(astray),
            )
        )


def _occupied() -> str:
    return _(
        "Somebody is in this database already: nothing was changed. With --force the backup takes its place."
    )


def _take_key(brought: Path, manifest: Manifest) -> bool:
    """Put the backup's secret key where ours is kept; one that was there is kept beside it. Gives whether the key that
    counts now is another than the backup's."""
    kept = settings().var / "secret_key"
    if brought.exists() and not settings().secret_key_given:
        if kept.exists() and kept.read_bytes() != brought.read_bytes():
            kept.replace(kept.with_name("secret_key.before"))
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_bytes(brought.read_bytes())
        return False
    return secret_check() != manifest.secret_check

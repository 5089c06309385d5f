"""`madang backup FILE`: a copy of everything at one moment, looked at before it gets its name."""

import asyncio
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path

from commands.backing import archives, checks, on_postgres, on_sqlite
from commands.backing.archives import POSTGRES, SECRET, SQLITE, Manifest
from core.clock import now
from core.configuration import sqlite_path
from core.errors import Misconfigured
from core.secrets import derived
from core.settings import settings
from core.words import _

Say = Callable[[str], None]


async def backup(to: Path, say: Say = lambda _: None) -> Manifest:
    """Write a backup of the yard to `to`, also while it is used. `say` hears what was found wrong in the yard itself,
    which is backed up as it is. A file of this name is replaced only where it is a backup too, and only by a whole one.
    """
    await asyncio.to_thread(_must_be_free, to)
    with tempfile.TemporaryDirectory(prefix=".madang-backup-", dir=to.parent) as made:
        return await _backup(to, Path(made), say)


def _must_be_free(to: Path) -> None:
    if to.exists() and not archives.is_backup(to):
        raise Misconfigured(_("%(file)s is there already, and is no backup: nothing was written.", file=to))
    if not to.parent.is_dir():
        raise Misconfigured(_("The folder %(folder)s doesn't exist.", folder=to.parent))


async def _backup(to: Path, folder: Path, say: Say) -> Manifest:
    made_at = now()
    if settings().on_sqlite:
        copied = folder / SQLITE
        server, migrations, counts, wrong = await _of_sqlite(copied)
    else:
        copied = folder / POSTGRES
        server, migrations, counts = await on_postgres.dump(settings().database, copied)
        wrong = await checks.wrong_in(settings().database, migrations)
    for sentence in wrong.values():
        say(sentence)
    files = {copied.name: copied, **_secret()}
    manifest = Manifest(
        madang=archives.madang_version(),
        made_at=made_at,
        database="sqlite" if settings().on_sqlite else "postgres",
        server=server,
        migrations=migrations,
        counts=counts,
        wrong=sorted(wrong),
        secret="here" if SECRET in files else "elsewhere",
        secret_check=secret_check(),
        files={name: await asyncio.to_thread(archives.described, path) for name, path in files.items()},
    )
    whole = folder / "whole.zip"
    await asyncio.to_thread(archives.write, whole, manifest, files)
    whole.replace(to)
    return manifest


async def _of_sqlite(copied: Path) -> tuple[str, list[str], dict[str, int], dict[str, str]]:
    source = sqlite_path(settings().database)
    if str(source) == ":memory:":
        raise Misconfigured(_("A database in memory can't be backed up."))
    await asyncio.to_thread(on_sqlite.copy, source, copied)
    migrations, counts = await asyncio.to_thread(on_sqlite.looked_at, copied)
    if not migrations:
        raise Misconfigured(_("The database isn't up to date: run `madang migrate` first."))
    wrong = await checks.wrong_in(f"sqlite://{copied}", migrations)
    await asyncio.to_thread(on_sqlite.as_one_file, copied)
    return f"SQLite {sqlite3.sqlite_version}", migrations, counts, wrong


def _secret() -> dict[str, Path]:
    """The secret key's file, where it is kept under `var/`."""
    if settings().secret_key_given:
        return {}
    secret_check()  # makes it where there is none yet
    return {SECRET: settings().var / "secret_key"}


def secret_check() -> str:
    """Eight digits that follow from the secret key, and tell nothing about it."""
    return derived("backup").hex()[:8]

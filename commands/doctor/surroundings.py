"""What Madang stands on: settings, files, the disk, the clock."""

import os
import shutil
import tempfile
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from commands.doctor.findings import Finding, note, well, wrong
from core.clock import now
from core.configuration import sqlite_path
from core.database import moment, on_sqlite, row
from core.errors import Misconfigured
from core.settings import settings
from core.words import _
from ideas.semantic.embedding import available
from people.models import Person, Role

SCARCE, LITTLE = 200 * 2**20, 2 * 2**30
"""Bytes on the disk: below the first something will fail soon, below the second somebody should look."""

SHORTEST_SECRET = 32
APART = timedelta(seconds=5)


def configuration() -> Iterable[Finding]:
    """Settings, `var/`, the secret key, the disk."""
    try:
        given = settings()
    except Misconfigured as error:
        return [wrong(_("The settings can't be read: %(said)s", said=error))]
    return [_address(), _folder(given.var), _secret(given.var), *_disks()]


def _address() -> Finding:
    given = settings()
    if not given.base_url:
        return note(_("BASE_URL is unset: links in mail lead to %(address)s.", address=given.address))
    if not given.secure and given.host not in ("localhost", "127.0.0.1"):
        return note(_("BASE_URL begins with http://: sign-in cookies travel unprotected. Use https."))
    return well(_("The settings are read; people come to %(address)s.", address=given.address))


def _folder(var: Path) -> Finding:
    try:
        var.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=var):
            pass
    except OSError as error:
        return wrong(
            _("The folder %(folder)s can't be written to: %(said)s", folder=var, said=error.strerror)
        )
    return well(_("The folder %(folder)s can be written to.", folder=var))


def _secret(var: Path) -> Finding:
    given = settings()
    if given.secret_key_given:
        if len(given.secret_key_given) < SHORTEST_SECRET:
            return note(_("SECRET_KEY is short: take 32 characters or more, at random."))
        return well(_("SECRET_KEY is set."))
    path = var / "secret_key"
    if not path.exists():
        return note(
            _("SECRET_KEY is unset, and none is kept yet: the first start makes one in %(file)s.", file=path)
        )
    try:
        kept = path.read_text().strip()
    except OSError as error:
        return wrong(_("The secret key in %(file)s can't be read: %(said)s", file=path, said=error.strerror))
    if not kept:
        return wrong(
            _(
                "The secret key in %(file)s is empty. Remove the file; the next start makes a new one.",
                file=path,
            )
        )
    if path.stat().st_mode & 0o077:
        return wrong(_("Others on this machine can read %(file)s: run `chmod 600 %(file)s`.", file=path))
    return well(_("The secret key is kept in %(file)s, for us alone.", file=path))


def _disks() -> Iterable[Finding]:
    """The disk of `var/`, and the one of SQLite's file where that is another. PostgreSQL's is its server's own."""
    given = settings()
    folders = [given.var]
    if given.on_sqlite and ":memory:" not in given.database:
        folders.append(sqlite_path(given.database).parent)
    seen = {_there(folder).stat().st_dev: folder for folder in folders}
    return [_disk(folder) for folder in seen.values()]


def _there(folder: Path) -> Path:
    return folder if folder.exists() else Path(os.curdir)


def _disk(folder: Path) -> Finding:
    free = shutil.disk_usage(_there(folder)).free
    size = f"{free / 2**30:.1f} GB"
    if free < SCARCE:
        return wrong(
            _("Only %(size)s are free on the disk of %(folder)s: make room.", size=size, folder=folder)
        )
    if free < LITTLE:
        return note(
            _("%(size)s are free on the disk of %(folder)s; that is little.", size=size, folder=folder)
        )
    return well(_("%(size)s are free on the disk of %(folder)s.", size=size, folder=folder))


async def clock() -> Iterable[Finding]:
    """Ours against the database's, and against the latest thing that happened."""
    latest = await row("SELECT created_at FROM event ORDER BY id DESC LIMIT 1")
    ahead = moment(latest["created_at"]) - now() if latest else timedelta()
    if not on_sqlite():
        theirs = await row("SELECT clock_timestamp() AS now")
        assert theirs is not None
        apart = abs(moment(theirs["now"]) - now())
        if apart > APART:
            seconds = round(apart.total_seconds())
            return [wrong(_("The database's clock is %(seconds)s s away from ours.", seconds=seconds))]
    if ahead > APART:
        return [wrong(_("The latest event lies in the future: was this machine's clock set back?"))]
    return [well(_("The clock is right, as far as the database can tell."))]


async def admins() -> Iterable[Finding]:
    if await Person.filter(role=Role.ADMIN, deactivated_at=None).exists():
        return [well(_("Somebody is an admin."))]
    return [note(_("Nobody is an admin yet: run `madang admin you@example.com`."))]


async def meaning() -> Iterable[Finding]:
    """Whether similar ideas are found by more than their words."""
    if available():
        return [well(_("Similar ideas are found by their words and by their meaning (madang[semantic])."))]
    if settings().semantic == "on":
        return [wrong(_("MADANG_SEMANTIC is on, but madang[semantic] isn't installed."))]
    return [well(_("Similar ideas are found by their words (madang[semantic] isn't in use)."))]

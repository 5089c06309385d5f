"""The file of a backup: a ZIP with `manifest.json`, the database, and the secret key where that is kept under `var/`.

docs/operating.md describes it for people. Whatever is read from such a file is compared with the manifest's digests
first; whatever is no backup of ours, or isn't whole, is refused in words.
"""

import hashlib
import os
import zipfile
import zlib
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import IO, Literal

from pydantic import AwareDatetime, BaseModel, ValidationError

from core.errors import Misconfigured
from core.words import _

FORMAT_VERSION = 1
MANIFEST = "manifest.json"
SQLITE, POSTGRES, SECRET = "database.sqlite3", "database.dump", "secret_key"
LARGEST_MANIFEST = 1_000_000
"""Bytes; a larger one isn't ours."""
PIECE = 1 << 20


class Part(BaseModel):
    """One file of the archive."""

    bytes: int
    sha256: str


class Manifest(BaseModel):
    """What a backup says of itself.

    `counts` are the rows of each table, `wrong` the invariants that didn't hold in the yard that was backed up,
    `secret` where its secret key is, and `secret_check` eight digits that follow from that key.
    """

    format: Literal["madang-backup"] = "madang-backup"
    format_version: int = FORMAT_VERSION
    madang: str
    made_at: AwareDatetime
    database: Literal["sqlite", "postgres"]
    server: str
    migrations: list[str]
    counts: dict[str, int]
    wrong: list[str]
    secret: Literal["here", "elsewhere"]
    secret_check: str
    files: dict[str, Part]

    @property
    def database_file(self) -> str:
        return SQLITE if self.database == "sqlite" else POSTGRES


def madang_version() -> str:
    try:
        return version("madang")
    except PackageNotFoundError:  # run from its folder, not installed
        return "unreleased"


def described(path: Path) -> Part:
    """Size and digest of a file."""
    with path.open("rb") as file:
        return Part(bytes=path.stat().st_size, sha256=_digest(file))


def write(path: Path, manifest: Manifest, files: Mapping[str, Path]) -> None:
    """Write the archive to a new file that its owner alone can read, and read it back. The dump of PostgreSQL is
    compressed already."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        with zipfile.ZipFile(file, "w", compresslevel=3) as archive:
            archive.writestr(MANIFEST, manifest.model_dump_json(indent=1))
            for name, source in files.items():
                archive.write(source, name, zipfile.ZIP_STORED if name == POSTGRES else zipfile.ZIP_DEFLATED)
        file.flush()
        os.fsync(file.fileno())
    for name in files:
        extract(path, manifest, name, None)


def read_manifest(path: Path) -> Manifest:
    """What this file says of itself. Raises `Misconfigured` where it is no backup, damaged or from a later format."""
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
                raise Misconfigured(_no_backup(path))
            said = archive.read(MANIFEST)
        manifest = Manifest.model_validate_json(said)
    except (zipfile.BadZipFile, zlib.error, KeyError, ValidationError, EOFError) as error:
        raise Misconfigured(_no_backup(path)) from error
    if manifest.format_version > FORMAT_VERSION:
        raise Misconfigured(_("%(file)s was made by a newer Madang: restore it with that one.", file=path))
    if manifest.database_file not in manifest.files:
        raise Misconfigured(_no_backup(path))
    return manifest


def is_backup(path: Path) -> bool:
    try:
        read_manifest(path)
    except Misconfigured:
        return False
    return True


def extract(path: Path, manifest: Manifest, name: str, to: Path | None) -> None:
    """Bring one file out of the archive, compared with its digest on the way; with no `to` it is only compared. Raises
    `Misconfigured` where it isn't what was put in."""
    part = manifest.files[name]
    try:
        with zipfile.ZipFile(path) as archive, archive.open(name) as inside:
            found = _digest(inside, to)
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError) as error:
        raise Misconfigured(_damaged(path, name)) from error
    if found != part.sha256:
        raise Misconfigured(_damaged(path, name))


def _digest(source: IO[bytes], to: Path | None = None) -> str:
    """The SHA-256 of what is read; written to `to` as well, where that is given, and safe on the disk then."""
    sum_ = hashlib.sha256()
    if to is None:
        while piece := source.read(PIECE):
            sum_.update(piece)
        return sum_.hexdigest()
    with os.fdopen(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        while piece := source.read(PIECE):
            sum_.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return sum_.hexdigest()


def _no_backup(path: Path) -> str:
    return _("%(file)s is no backup that `madang backup` made, or it is damaged.", file=path)


def _damaged(path: Path, name: str) -> str:
    return _("%(file)s is damaged: %(name)s in it isn't what was put there.", file=path, name=name)

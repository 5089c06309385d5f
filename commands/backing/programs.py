"""PostgreSQL's own programs: where they are, whether they are new enough, and running them.

What they need to reach the database is in their environment alone: whoever lists the processes of this machine sees no
password, no user and no host.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias
from urllib.parse import parse_qsl, unquote, urlsplit

import asyncpg

from core.errors import Misconfigured
from core.words import _

INSTALLED = ("/usr/lib/postgresql", "/usr/local/opt", "/opt/homebrew/opt")
"""Where packages put a folder for each version, with its programs in `bin/`."""

Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record]"


async def program(name: str, connection: Connection) -> Path:
    """The path of `pg_dump`, `pg_restore` or `psql`, as new as the server or newer. Raises `Misconfigured`."""
    wanted, newest = connection.get_server_version().major, 0
    for path in [*_candidates(name), *await _beside_the_server(name, connection)]:
        found = _version(path)
        if found >= wanted:
            return path
        newest = max(newest, found)
    if newest:
        raise Misconfigured(
            _(
                "%(name)s %(found)s is older than the server (PostgreSQL %(wanted)s): install its newer client.",
                name=name,
                found=newest,
                wanted=wanted,
            )
        )
    raise Misconfigured(_("%(name)s isn't found: install PostgreSQL's client programs.", name=name))


def surroundings(url: str) -> dict[str, str]:
    """The environment in which those programs reach the database at `url`, and none of our own PG… settings."""
    parts = urlsplit(url)
    asked = dict(parse_qsl(parts.query))
    given = {
        "PGHOST": parts.hostname or "localhost",
        "PGPORT": str(parts.port or 5432),
        "PGUSER": unquote(parts.username or "postgres"),
        "PGPASSWORD": unquote(parts.password or ""),
        "PGDATABASE": parts.path.lstrip("/"),
        "PGSSLMODE": asked.get("ssl") or asked.get("sslmode") or "",
        "PGAPPNAME": "madang backup",
        "PGTZ": "UTC",
    }
    ours = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return {**ours, **{name: value for name, value in given.items() if value}, "LC_ALL": "C"}


def run(command: Sequence[str | Path], url: str) -> None:
    """Run one of the programs to its end. Raises `Misconfigured` with its last words where it fails."""
    done = subprocess.run(
        command,
        env=surroundings(url),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
    )
    if done.returncode:
        lines = [line.strip() for line in done.stderr.splitlines() if line.strip()]
        told = next((line for line in lines if "error" in line.lower()), lines[-1] if lines else "")
        raise Misconfigured(_("%(name)s failed: %(said)s", name=Path(command[0]).name, said=told))


def _candidates(name: str) -> Iterator[Path]:
    """On the path, then in the folders of installed versions, the newest first."""
    if on_path := shutil.which(name):
        yield Path(on_path)
    if config := shutil.which("pg_config"):
        said = subprocess.run([config, "--bindir"], capture_output=True, text=True)
        if not said.returncode:
            yield Path(said.stdout.strip()) / name
    for folder in INSTALLED:
        found = Path(folder).glob(f"*/bin/{name}")
        yield from sorted(found, key=lambda path: path.parts[-3].zfill(16), reverse=True)


async def _beside_the_server(name: str, connection: Connection) -> list[Path]:
    """Where the server's own programs are, if it tells us and is on this machine."""
    with suppress(asyncpg.InsufficientPrivilegeError):
        folder = await connection.fetchval("SELECT setting FROM pg_config WHERE name = 'BINDIR'")
        return [Path(folder) / name]
    return []


def _version(path: Path) -> int:
    """The major version of a program; 0 where it can't be run."""
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return 0
    found = re.search(r"\(PostgreSQL\) (\d+)", said.stdout)
    return int(found[1]) if found and not said.returncode else 0

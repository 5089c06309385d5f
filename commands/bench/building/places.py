"""Where a bench's databases are, and that no other is ever touched: each carries a mark of its builder."""

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import asyncpg

from commands.bench.content.scale import Scale
from core.database import opened, rows
from core.errors import Misconfigured
from core.migrations import migrate
from core.words import _

VERSION = 1
"""Of what the builder writes: raised with every change of it, and older databases are built anew."""

MARK = "CREATE TABLE bench_mark (version INTEGER NOT NULL, ideas BIGINT NOT NULL, seed BIGINT NOT NULL)"
MARKED = "SELECT version, ideas, seed FROM bench_mark"
UNFINISHED = "_unfinished"


@dataclass(frozen=True)
class Place:
    """One database of the bench, for a yard of this size. `server` is PostgreSQL's, "" for a file in `directory`."""

    ideas: int
    directory: Path
    server: str = ""

    @property
    def url(self) -> str:
        return self._url("")

    @property
    def unfinished(self) -> str:
        """Where it is built. It gets its name when it is whole, so what was interrupted is never measured."""
        return self._url(UNFINISHED)

    @property
    def name(self) -> str:
        return f"madang_bench_{self.ideas}"

    def _url(self, suffix: str) -> str:
        if not self.server:
            return f"sqlite://{self.directory / f'{self.name}{suffix}.sqlite3'}"
        parts = urlsplit(self.server)
        return urlunsplit((parts.scheme, parts.netloc, f"/{self.name}{suffix}", parts.query, ""))

    async def stands(self, seed: int) -> bool:
        """Whether a yard of this builder and seed stands here, brought up to date. Raises `Misconfigured` where
        something stands that isn't the bench's own."""
        if not await self._is_there(self.url):
            return False
        found = await (
            self._mark_in_database() if self.server else asyncio.to_thread(_mark_in_file, _file(self.url))
        )
        if found is None:
            raise Misconfigured(
                _("%(url)s isn't a database of the bench. It is left as it is.", url=self.url)
            )
        if found != (VERSION, self.ideas, seed):
            return False
        await migrate(self.url)
        return True

    async def _mark_in_database(self) -> tuple[int, ...] | None:
        connection = await asyncpg.connect(self.url)
        try:
            if not await connection.fetchval("SELECT to_regclass('public.bench_mark')::text"):
                return None
            found = await connection.fetchrow(MARKED)
            return tuple(found) if found else None
        finally:
            await connection.close()

    async def clear(self) -> None:
        """An empty, migrated database to build in."""
        await self._drop(self.unfinished)
        if self.server:
            await self._maintain(f'CREATE DATABASE "{self.name}{UNFINISHED}" TEMPLATE template0')
        else:
            self.directory.mkdir(parents=True, exist_ok=True)
        await migrate(self.unfinished)

    async def finish(self, scale: Scale) -> None:
        """What was built gets its mark and its name."""
        async with opened(self.unfinished, pool=2):
            await rows(MARK)
            mark = {"version": VERSION, "ideas": scale.ideas, "seed": scale.seed}
            await rows(
                "INSERT INTO bench_mark (version, ideas, seed) VALUES (:version, :ideas, :seed)", **mark
            )
        await self.drop()
        if self.server:
            await self._maintain(f'ALTER DATABASE "{self.name}{UNFINISHED}" RENAME TO "{self.name}"')
        else:
            _file(self.unfinished).rename(_file(self.url))

    async def drop(self) -> None:
        await self._drop(self.url)

    async def _is_there(self, url: str) -> bool:
        if not self.server:
            return _file(url).exists()
        connection = await asyncpg.connect(self.server)
        try:
            name = urlsplit(url).path.lstrip("/")
            return bool(await connection.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", name))
        finally:
            await connection.close()

    async def _drop(self, url: str) -> None:
        if self.server:
            await self._maintain(f'DROP DATABASE IF EXISTS "{urlsplit(url).path.lstrip("/")}" WITH (FORCE)')
            return
        file = _file(url)
        for name in (file.name, f"{file.name}-wal", f"{file.name}-shm", f"{file.name}.migrating"):
            file.with_name(name).unlink(missing_ok=True)

    async def _maintain(self, statement: str) -> None:
        connection = await asyncpg.connect(self.server)
        try:
            await connection.execute(statement)
        finally:
            await connection.close()


def _file(url: str) -> Path:
    return Path(url.removeprefix("sqlite://"))


def _mark_in_file(file: Path) -> tuple[int, ...] | None:
    """Read without leaving a trace: it may be somebody else's, or no database at all."""
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as raw:
            found: tuple[int, ...] | None = raw.execute(MARKED).fetchone()
            return found
    except sqlite3.DatabaseError:
        return None

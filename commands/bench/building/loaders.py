"""What both ways into a database have in common."""

from collections.abc import AsyncIterator, Iterable, Sequence
from typing import Protocol

from commands.bench.building.postgres import PostgresLoader
from commands.bench.building.sqlite import SqliteLoader


class Loader(Protocol):
    """Takes rows in bulk between `begin` and `restore`."""

    @staticmethod
    def moment(at: int) -> object: ...

    async def begin(self) -> None: ...

    async def write(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None: ...

    async def run(self, sql: str) -> None: ...

    async def index(self, table: str) -> None: ...

    def restore(self) -> AsyncIterator[str]: ...

    async def finish(self) -> None: ...


def loader(url: str) -> Loader:
    return SqliteLoader(url) if url.startswith("sqlite:") else PostgresLoader(url)

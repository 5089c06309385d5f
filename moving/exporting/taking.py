"""Making a yard of an export: checked whole before anything is written, then written whole or not at all."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from core.database import on_sqlite, row, rows
from core.errors import Misconfigured
from core.words import _
from ideas.search.rebuilding import rebuild
from moving.exporting.into_postgres import IntoPostgres
from moving.exporting.into_sqlite import IntoSqlite
from moving.exporting.loading import SEEDS, Loader, Source
from moving.exporting.manifest import Manifest
from moving.exporting.reading import must_fit, opened_export
from moving.exporting.tables import Table, exported
from partners.needs import index_all

Said = Callable[[int, int], None]


@dataclass(frozen=True)
class Stages:
    """Who hears how far it has come: while the file is checked, while rows are written, while texts are indexed."""

    checking: Said
    writing: Said
    indexing: Said


def _unheard(done: int, total: int) -> None:
    """Nobody listens."""


SILENT = Stages(_unheard, _unheard, _unheard)


async def take_in(url: str, path: Path, stages: Stages = SILENT) -> Manifest:
    """Put the export at `path` into the open, empty, migrated database at `url`; give its manifest.

    Rows keep their ids. The index of words is made behind them, some hundred texts at a time; if that is interrupted,
    `madang doctor` says so, and `madang reindex` makes it. Raises `Misconfigured` with a sentence, and nothing is
    written then.
    """
    tables = exported()
    with opened_export(path) as export:
        must_fit(export.manifest, tables, await _migrations())
        await _must_be_empty(tables)
        export.verify(stages.checking)
        loader: Loader = IntoSqlite(url) if on_sqlite() else IntoPostgres(url)
        await loader.load(Source(export, tables, on_sqlite(), stages.writing))
        stages.writing(export.rows, export.rows)
        made = export.manifest
    await rebuild(stages.indexing)
    await index_all()
    return made


async def _migrations() -> list[str]:
    found = await rows("SELECT app, name FROM tortoise_migrations")
    return sorted(f"{each['app']}.{each['name']}" for each in found)


async def _must_be_empty(tables: list[Table]) -> None:
    """Nothing is there but what migrations leave."""
    for table in tables:
        most = 1 if table.name in SEEDS else 0
        found = await row(f'SELECT count(*) AS num FROM (SELECT 1 FROM "{table.name}" LIMIT 2) AS few')
        if found and found["num"] > most:
            raise Misconfigured(
                _(
                    "This yard isn't empty: there is something in %(table)s. An export goes into a new database, after "
                    "`madang migrate` and before anybody comes.",
                    table=table.name,
                )
            )

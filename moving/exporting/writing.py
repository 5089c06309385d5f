"""Making the file: every table as lines of JSON, tables for people, and the manifest, from one look at the database."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path

from core.clock import now
from moving.exporting import manifest as manifests
from moving.exporting.archives import Archive, archive
from moving.exporting.cells import BEGINNING, as_csv
from moving.exporting.manifest import ColumnPart, DataPart, LeftOut, Manifest, ViewPart
from moving.exporting.privacy import Selection, selections
from moving.exporting.snapshots import Rows, Snapshot, chunks, snapshot
from moving.exporting.tables import LEFT_OUT, Table, declared, emptied, exported
from moving.exporting.values import as_lines, moment_in_words
from moving.exporting.views import VIEWS, View

Said = Callable[[int, int], None]
"""Hears how many rows are written, and about how many there are."""

BETWEEN_US = "Private: what people have among themselves. This export was made without it."
UNNAMED = "Secret, by what its columns are called."


SEQUENCES = """
    SELECT c.relname, s.last_value FROM pg_depend d
    JOIN pg_class q ON q.oid = d.objid AND q.relkind = 'S' JOIN pg_class c ON c.oid = d.refobjid
    JOIN pg_sequences s ON s.sequencename = q.relname AND s.schemaname = 'public'
    WHERE d.deptype IN ('a', 'i') AND c.relnamespace = 'public'::regnamespace"""
HIGHEST = """SELECT '{0}'::text, coalesce(max(id), 0) FROM "{0}\""""


@dataclass
class _Progress:
    said: Said
    total: int
    done: int = 0

    def move(self, rows: int) -> None:
        self.done += rows
        self.said(min(self.done, self.total), self.total)


async def export(url: str, path: Path, *, private: bool, said: Said = lambda done, total: None) -> Manifest:
    """Write everything in the database at `url` to a ZIP at `path` and give its manifest. The database must be open
    (for what it has for tables); it is read through a connection of its own, and written to meanwhile by others."""
    tables, moment = exported(), moment_in_words(now())
    async with snapshot(url) as at:
        chosen = selections(tables, private=private)
        taken = [table for table in tables if table.name in chosen]
        next_ids = await _next_ids(at, taken)
        going_to = sum(next_ids.values()) + sum(next_ids.get(view.table, 0) for view in VIEWS)
        progress = _Progress(said, max(1, going_to))
        with archive(path) as file:
            made = Manifest(
                madang=manifests.running_version(),
                made_at=moment,
                database="sqlite" if at.sqlite else "postgresql",
                private=private,
                migrations=await _migrations(at),
                data=[await _data(at, file, each, chosen[each.name], next_ids, progress) for each in taken],
                views=[await _view(at, file, each, progress) for each in VIEWS],
                left_out=_left_out(tables, chosen),
            )
            with file.part(manifests.NAME) as part:
                part.write(made.model_dump_json(indent=2).encode())
    return made


async def _data(
    at: Snapshot,
    file: Archive,
    table: Table,
    chosen: Selection,
    next_ids: Mapping[str, int],
    progress: _Progress,
) -> DataPart:
    name = f"data/{table.name}.jsonl"
    with file.part(name) as part:
        async with aclosing(chunks(at, _statement(table, chosen))) as found:
            async for rows in found:
                lines = b"\n".join(as_lines(table.columns, rows, sqlite=at.sqlite))
                part.write(lines + b"\n", rows=len(rows))
                progress.move(len(rows))
                await asyncio.sleep(0)
    columns = [
        ColumnPart.model_validate(
            {"name": each.name, "type": each.kind, "null": each.null, "refers_to": each.to or None}
        )
        for each in table.columns
    ]
    numbers = {"rows": part.rows, "next_id": next_ids[table.name], "sha256": part.sha256}
    return DataPart.model_validate({"file": name, "table": table.name, "columns": columns, **numbers})


def _statement(table: Table, chosen: Selection) -> str:
    gone = emptied(table)
    columns = [
        "NULL" if each in gone else chosen.instead.get(each, f'{{t}}."{each}"').replace("{t}", "t")
        for each in table.names
    ]
    plain = ", ".join(each.replace("{t}", "t") for each in columns)
    return f'SELECT {plain} FROM "{table.name}" t WHERE t.id > {{after}} AND ({chosen.condition.replace("{t}", "t")})'


async def _view(at: Snapshot, file: Archive, view: View, progress: _Progress) -> ViewPart:
    with file.part(view.file) as part:
        part.write(BEGINNING + as_csv([view.header()]))
        async with aclosing(chunks(at, view.sql)) as found:
            async for rows in found:
                part.write(as_csv(view.cells(rows)), rows=len(rows))
                progress.move(len(rows))
                await asyncio.sleep(0)
    return ViewPart(file=view.file, rows=part.rows, sha256=part.sha256)


async def _next_ids(at: Snapshot, tables: Sequence[Table]) -> dict[str, int]:
    """For each table the id that its next row gets."""
    if at.sqlite:
        given = _numbers(await at.rows("SELECT name, seq FROM sqlite_sequence"))
        return {table.name: given.get(table.name, 0) + 1 for table in tables}
    given = _numbers(await at.rows(SEQUENCES))
    highest = _numbers(await at.rows(" UNION ALL ".join(HIGHEST.format(table.name) for table in tables)))
    return {name: max(given.get(name, 0), number) + 1 for name, number in highest.items()}


def _numbers(rows: Rows) -> dict[str, int]:
    return {name: number or 0 for name, number in rows}


async def _migrations(at: Snapshot) -> list[str]:
    return sorted(f"{app}.{name}" for app, name in await at.rows("SELECT app, name FROM tortoise_migrations"))


def _left_out(tables: Sequence[Table], chosen: Mapping[str, Selection]) -> list[LeftOut]:
    private = {table.name: BETWEEN_US for table in tables if table.name not in chosen}
    unnamed = {each.name: UNNAMED for each in declared() if each.secret and each.name not in LEFT_OUT}
    return [LeftOut(table=name, why=why) for name, why in {**LEFT_OUT, **unnamed, **private}.items()]

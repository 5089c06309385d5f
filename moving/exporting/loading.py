"""Putting an export's rows into an empty database, all of them or none."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from core.errors import Misconfigured
from core.words import _
from moving.exporting.manifest import DataPart
from moving.exporting.reading import Export
from moving.exporting.tables import Table
from moving.exporting.values import as_rows

Said = Callable[[int, int], None]

SEEDS = ("board", "site")
"""Tables in which migrations leave a row. It goes when the export's rows come."""

EVERY = 5_000
"""So often, in rows, somebody hears how far it has come."""


class Loader(Protocol):
    """One transaction on a connection of its own. What the rows must refer to, and what they are found by, is made
    after them and holds then for all of them; triggers and checks hold for each."""

    async def load(self, source: "Source") -> None: ...


@dataclass
class Source:
    """The rows of an export for one kind of database, and where it has come to."""

    export: Export
    tables: Sequence[Table]
    sqlite: bool
    said: Said
    line: int = 0
    done: int = 0

    @property
    def parts(self) -> Mapping[str, DataPart]:
        return {part.table: part for part in self.export.manifest.data}

    @property
    def taken(self) -> list[Table]:
        """The tables that the export has, each behind those that it refers to."""
        parts = self.parts
        return [table for table in self.tables if table.name in parts]

    def rows(self, table: Table) -> Iterator[tuple[Any, ...]]:
        """The rows of a table. Raises `Misconfigured` for a line that is none."""
        part = self.parts[table.name]
        self.line = 0
        yield from as_rows(table.columns, self._lines(part), sqlite=self.sqlite)

    def _lines(self, part: DataPart) -> Iterator[bytes]:
        for text in self.export.lines(part):
            self.line += 1
            self.done += 1
            if self.done % EVERY == 0:
                self.said(self.done, self.export.rows)
            yield text

    @contextmanager
    def telling(self, table: Table, *errors: type[Exception]) -> Iterator[None]:
        """Inside, what the database refuses is said with the line that it came to."""
        expected: tuple[type[Exception], ...] = (*errors, ValueError, TypeError, OverflowError)
        try:
            yield
        except expected as error:
            raise Misconfigured(
                _(
                    "Line %(line)s of %(file)s can't be taken: %(said)s",
                    line=self.line,
                    file=self.parts[table.name].file,
                    said=error,
                )
            ) from error


def refers_to_nothing(table: str) -> Misconfigured:
    return Misconfigured(_("A row of %(table)s refers to nothing.", table=table))

"""Saying which rows were left out, and why: on stderr as they come, and as a CSV file where asked."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from commands import console
from core.errors import Refused
from core.words import _
from moving.exporting import cells


class Report:
    """Rows that were left out; `count` says how many."""

    def __init__(self, sheet: Any = None) -> None:
        self._sheet = sheet
        self.count = 0

    def add(self, line: int, reason: str, source_id: object, title: object) -> None:
        self.count += 1
        console.complain(_("line %(line)s: %(reason)s", line=line, reason=reason))
        self._write(line, reason, source_id, title)

    def add_place(self, place: str, reason: str, source_id: object, title: object) -> None:
        """The same where rows stand in tables."""
        self.count += 1
        console.complain(f"{place}: {reason}")
        self._write(place, reason, source_id, title)

    def _write(self, place: int | str, reason: str, source_id: object, title: object) -> None:
        if self._sheet:
            self._sheet.writerow([_written(each) for each in (place, source_id, title, reason)])


@contextmanager
def reporting(path: Path | None, besides: Path) -> Iterator[Report]:
    """A report that also goes into the CSV file at `path`. Raises `Refused` rather than overwrite `besides`."""
    if path is None:
        yield Report()
        return
    if path.exists() and path.samefile(besides):
        raise Refused(_("The report would overwrite the file that is imported."))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(["line", "source_id", "title", "reason"])
        yield Report(sheet)


def _written(value: object) -> object:
    return cells.harmless("" if value is None else str(value).encode("utf-8", "replace").decode())

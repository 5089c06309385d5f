"""Saying which rows were left out, and why: on stderr as they come, and as a CSV file where asked."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from commands import console
from core.errors import Refused
from core.words import _

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for the beginning of a formula."""


class Report:
    """Rows that were left out; `count` says how many."""

    def __init__(self, sheet: Any = None) -> None:
        self._sheet = sheet
        self.count = 0

    def add(self, line: int, reason: str, source_id: object, title: object) -> None:
        self.count += 1
        console.complain(_("line %(line)s: %(reason)s", line=line, reason=reason))
        if self._sheet:
            self._sheet.writerow([line, _harmless(source_id), _harmless(title), _harmless(reason)])


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


def _harmless(value: object) -> str:
    text = "" if value is None else str(value).encode("utf-8", "replace").decode()
    return f"'{text}" if text.startswith(FORMULA) else text

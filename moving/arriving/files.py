"""A file as rows, read as it goes: what is held is never more than a row.

CSV (commas, semicolons or tabs, a header line) and JSON Lines (one object a line). A row that can't be read is
given with its problem instead of its values, and reading goes on behind it.
"""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader, TextIOWrapper
from itertools import chain
from pathlib import Path

from core.errors import Refused
from core.words import _, ngettext
from moving.arriving.arrays import holdable
from moving.arriving.encodings import NAMES, encoding_of, errors_of

LONGEST_FIELD = 1_000_000
LONGEST_LINE = 8_000_000
"""Characters: beyond these a file is broken, and memory is finite."""

LOOKED_AT = 100
"""Rows of JSON Lines whose keys tell which columns there are."""


@dataclass(frozen=True)
class Raw:
    """A row as it stands in the file, and how many bytes of the file have been read with it."""

    line: int
    read: int
    values: dict[str, object]
    problem: str = ""


class File:
    """A file of ideas: which columns it has, and its rows, as often as asked."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise Refused(_("There is no file %(file)s.", file=str(path)))
        self.path = path
        self.size = path.stat().st_size
        self.encoding = encoding_of(path)
        self._errors = errors_of(self.encoding)
        self.is_json = _is_json(path, self.encoding)
        self.columns = self._columns()

    @property
    def says(self) -> str:
        """What the file was taken for."""
        form = "JSON Lines" if self.is_json else "CSV"
        return _(
            "%(file)s is read as %(form)s in %(encoding)s.",
            file=self.path.name,
            form=form,
            encoding=NAMES[self.encoding],
        )

    def rows(self) -> Iterator[Raw]:
        with self.path.open("rb") as binary:
            text = TextIOWrapper(
                binary, self.encoding, errors=self._errors, newline="\n" if self.is_json else ""
            )
            yield from _json_rows(text, binary) if self.is_json else _csv_rows(text, binary)

    def _columns(self) -> list[str]:
        if not self.is_json:
            with self.path.open(encoding=self.encoding, errors=self._errors, newline="") as text:
                return _cells(_Lines(text))[1]
        columns: dict[str, None] = {}
        for number, row in enumerate(self.rows()):
            columns |= dict.fromkeys(row.values)
            if number == LOOKED_AT:
                break
        return list(columns)


def _is_json(path: Path, encoding: str) -> bool:
    with path.open(encoding=encoding, errors=errors_of(encoding)) as text:
        first = text.read(10_000).lstrip()[:1]
    if first == "":
        raise Refused(_("%(file)s is empty.", file=path.name))
    if first == "[":
        raise Refused(
            _(
                "%(file)s is one JSON array. Write one object a line, for example with: jq -c '.[]'",
                file=path.name,
            )
        )
    suffix = path.suffix.lower()
    return suffix in (".jsonl", ".ndjson", ".json") or (suffix not in (".csv", ".tsv") and first == "{")


def _json_rows(text: TextIOWrapper, binary: BufferedReader) -> Iterator[Raw]:
    line = 0
    while said := text.readline(LONGEST_LINE):
        line += 1
        if len(said) == LONGEST_LINE and not said.endswith("\n"):
            while (rest := text.readline(LONGEST_LINE)) and not rest.endswith("\n"):
                continue
            problem = _("The line is longer than %(most)s characters.", most=f"{LONGEST_LINE:,}")
            yield Raw(line, binary.tell(), {}, problem)
        elif said.strip():
            yield _object(said, line, binary.tell())


def _object(said: str, line: int, read: int) -> Raw:
    try:
        value = json.loads(said)
    except (ValueError, RecursionError):
        return Raw(line, read, {}, _("The line isn't JSON."))
    if not isinstance(value, dict):
        return Raw(line, read, {}, _("The line isn't a JSON object."))
    return Raw(line, read, {holdable(name): each for name, each in value.items()})


def _csv_rows(text: TextIOWrapper, binary: BufferedReader) -> Iterator[Raw]:
    lines = _Lines(text)
    cells, header = _cells(lines)
    while True:
        begins = lines.number + 1
        try:
            row = next(cells)
        except StopIteration:
            return
        except csv.Error:
            most = f"{LONGEST_FIELD:,}"
            problem = _(
                "A field is longer than %(most)s characters: is a quotation mark left open?", most=most
            )
            yield Raw(begins, binary.tell(), {}, problem)
            continue
        if row:
            problem = _wrong_shape(row, header, lines)
            yield Raw(begins, binary.tell(), {} if problem else dict(zip(header, row, strict=True)), problem)


def _wrong_shape(row: list[str], header: list[str], lines: "_Lines") -> str:
    if lines.ended:
        return _("A quotation mark that begins here is never closed.")
    if len(row) == len(header):
        return ""
    return ngettext(
        "The row has %(num)s column, and the header has %(columns)s.",
        "The row has %(num)s columns, and the header has %(columns)s.",
        len(row),
        columns=len(header),
    )


class _Lines:
    """The lines of a text, counted. `ended`: somebody asked for a line after the last one."""

    def __init__(self, text: TextIOWrapper) -> None:
        self._text = text
        self.number = 0
        self.ended = False

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._text.readline(LONGEST_LINE)
        if not line:
            self.ended = True
            raise StopIteration
        self.number += line.endswith(("\n", "\r"))
        return line


def _cells(lines: _Lines) -> tuple[Iterator[list[str]], list[str]]:
    """The file's rows as the csv module reads them, and the header before them, whose line tells the delimiter."""
    csv.field_size_limit(LONGEST_FIELD)
    first = next(lines, "")
    reader = csv.reader(chain([first], lines), delimiter=max(",;\t", key=first.count))
    try:
        return reader, [holdable(name).strip() for name in next(reader, [])]
    except csv.Error:
        raise Refused(_("The first line isn't a header of a CSV file.")) from None

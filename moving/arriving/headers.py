"""The columns of a CSV file whose writer isn't known well: found in any order and case, and missing ones are empty."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence

from core.errors import Refused
from core.words import _
from moving.arriving.arrays import holdable
from moving.arriving.files import File, Raw

Row = Callable[[str], str]
"""What a row says under a name, or ""."""


def plain(column: str) -> str:
    """A column's name in the one way in which names are compared: `Suggestion.ID` and `suggestion_id` are the same."""
    return re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", column)).strip().casefold()


def columns_of(columns: Sequence[str]) -> dict[str, str]:
    """The file's columns by their plain names; of two alike the first."""
    return {plain(column): column for column in reversed(columns)}


def demanded(file: File, needed: Sequence[str]) -> dict[str, str]:
    """The file's columns by their plain names. Raises `Refused` where one of these is missing."""
    there = columns_of(file.columns)
    missing = [name for name in needed if plain(name) not in there]
    if missing:
        raise Refused(
            _("The file has no column %(columns)s, so it is none of these.", columns=", ".join(missing))
            + " "
            + _("Its columns are: %(columns)s.", columns=", ".join(file.columns[:40]))
        )
    return there


def rows_of(file: File, columns: Mapping[str, str]) -> Iterator[tuple[Raw, Row]]:
    """Each row with what it says, by any of the names of a column: the first that says something."""
    for raw in file.rows():
        yield raw, _reader(raw, columns)


def _reader(raw: Raw, columns: Mapping[str, str]) -> Row:
    def said(name: str) -> str:
        value = raw.values.get(columns.get(plain(name), ""))
        return "" if value is None else holdable(str(value)).strip()

    return said

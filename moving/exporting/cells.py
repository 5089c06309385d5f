"""Tables for people: CSV that a spreadsheet opens as it is, in Korean too, and in which no cell is a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

BEGINNING = "\ufeff".encode()
"""By this mark spreadsheets know UTF-8."""

FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def harmless(value: object) -> object:
    """A cell that a spreadsheet shows and doesn't calculate: an apostrophe stands before what looks like a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def as_csv(rows: Iterable[Sequence[object]]) -> bytes:
    """These rows, their cells made harmless; None is an empty one."""
    made = io.StringIO(newline="")
    csv.writer(made).writerows([harmless(cell) for cell in row] for row in rows)
    return made.getvalue().encode()

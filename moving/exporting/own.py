"""Everybody takes their own data along: one ZIP with a page to read, a table and lines of JSON for each part."""

from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.clock import now
from core.database import Row, moment, rows
from core.secrets import token
from core.settings import settings
from core.words import _, locale
from moving.exporting.archives import Archive, archive
from moving.exporting.asking import folder
from moving.exporting.cells import BEGINNING, as_csv
from moving.exporting.own_parts import OF_THE_YARD, TOKENS, Part
from moving.exporting.own_rooms import AMONG_OTHERS
from moving.exporting.values import encoded, moment_in_words
from people.models import Person

AT_ONCE = 500
MOMENTS = frozenset({"since"})
TRUTHS = frozenset({"muted", "name_shown"})


def parts() -> list[Part]:
    """All parts, in the order in which they stand in the ZIP."""
    return [*OF_THE_YARD, *AMONG_OTHERS, TOKENS]


@dataclass(frozen=True)
class File:
    """One part as it lies in the ZIP; `name` is a message id."""

    name: str
    rows: int
    csv: str
    jsonl: str


@dataclass(frozen=True)
class Made:
    """What the page inside says: whose it is, when it was made (UTC), and where."""

    name: str
    at: str
    address: str
    locale: str
    files: list[File]


async def packed(me: Person, page: Callable[[Made], str]) -> Path:
    """Write all that is theirs to a file beside the exports, which its reader deletes; `page` makes the page inside, in
    their language."""
    path = folder() / f"{token()}.zip"
    with archive(path) as file:
        files = [await _put(file, part, me) for part in parts()]
        made = Made(me.name, f"{now():%Y-%m-%d %H:%M} UTC", settings().address, locale(), files)
        with file.part("index.html") as written:
            written.write(page(made).encode())
    return path


async def _put(file: Archive, part: Part, me: Person) -> File:
    lines, table = f"data/{part.file}.jsonl", f"tables/{part.file}.csv"
    with file.part(lines) as written:
        async with aclosing(_rows(part, me)) as found:
            async for some in found:
                written.write(b"".join(encoded(each) + b"\n" for each in some), rows=len(some))
    with file.part(table) as shown:
        shown.write(BEGINNING + as_csv([[_(header) for header in part.columns.values()]]))
        async with aclosing(_rows(part, me)) as found:
            async for some in found:
                shown.write(as_csv(list(map(_cell, each.values())) for each in some))
    return File(part.name, written.rows, table, lines)


async def _rows(part: Part, me: Person) -> AsyncGenerator[list[Row], None]:
    asked, last = part.sql(me), 0
    while found := await rows(f"{asked.sql} ORDER BY 1 LIMIT {AT_ONCE}", **{**asked.values, "after": last}):
        last = found[-1]["id"]
        yield [{name: _value(name, each[name]) for name in part.columns} for each in found]


def _value(name: str, value: Any) -> Any:
    if value is not None and (name.endswith("_at") or name in MOMENTS):
        return moment_in_words(moment(value))
    return bool(value) if name in TRUTHS else value


def _cell(value: Any) -> object:
    return _("Yes") if value is True else "" if value is False else value

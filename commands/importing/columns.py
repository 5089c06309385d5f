"""Which column of the file fills which field."""

import unicodedata
from collections.abc import Mapping, Sequence

import typer

from core.errors import Refused
from core.words import _
from ideas.imports.rows import FIELDS, NEEDED


def parsed(given: Sequence[str]) -> dict[str, str]:
    """`--map field=column`, as often as it was given. Raises `typer.BadParameter` where that isn't what it says."""
    chosen: dict[str, str] = {}
    for each in given:
        name, equals, column = (part.strip() for part in each.partition("="))
        if not equals or not column:
            raise typer.BadParameter(_("Write --map field=column, for example --map title=제목."))
        if name not in FIELDS:
            raise typer.BadParameter(_unknown(name, column))
        if name in chosen:
            raise typer.BadParameter(_("%(field)s is mapped twice.", field=name))
        chosen[name] = column
    return chosen


def _unknown(name: str, column: str) -> str:
    if column in FIELDS:
        return _("The field stands first: --map %(field)s=%(column)s.", field=column, column=name)
    return _("There is no field “%(field)s”. The fields are: %(known)s.", field=name, known=", ".join(FIELDS))


def found(chosen: Mapping[str, str], columns: Sequence[str]) -> dict[str, str]:
    """The file's own column for each field that has one. Unless mapped, a field reads the column of its name.

    Raises `Refused` where a mapped column or one for `source_id` or `title` is missing, or one stands twice.
    """
    standing: dict[str, list[str]] = {}
    for column in columns:
        standing.setdefault(_plain(column), []).append(column)
    for name, column in chosen.items():
        if _plain(column) not in standing:
            raise Refused(
                _("The file has no column “%(column)s” for %(field)s.", column=column, field=name)
                + _list(columns)
            )
    wanted = {name: chosen.get(name, name) for name in FIELDS}
    taken = {name: standing[_plain(column)] for name, column in wanted.items() if _plain(column) in standing}
    for same in taken.values():
        if len(same) > 1:
            raise Refused(_("The column “%(column)s” stands more than once in the file.", column=same[0]))
    for name in NEEDED:
        if name not in taken:
            raise Refused(
                _("The file has no column %(field)s; say which one it is: --map %(field)s=…", field=name)
                + _list(columns)
            )
    return {name: same[0] for name, same in taken.items()}


def _plain(column: str) -> str:
    return unicodedata.normalize("NFC", column).strip().casefold()


def _list(columns: Sequence[str]) -> str:
    return " " + _("Its columns are: %(columns)s.", columns=", ".join(columns))

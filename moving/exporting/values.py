"""Values on their way between a database and a line of JSON, the same line from either database."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from pydantic_core import from_json, to_json

from moving.exporting.tables import Column

Change = Callable[[Any], Any]

_ordered = json.JSONDecoder(object_pairs_hook=lambda pairs: dict(sorted(pairs))).decode


def encoded(line: Mapping[str, Any]) -> bytes:
    """A row as one line of JSON, its end left out. (pydantic's own writer takes a quarter of the time of Python's.)"""
    return to_json(line)


def as_lines(columns: Sequence[Column], rows: Iterable[Sequence[Any]], *, sqlite: bool) -> Iterable[bytes]:
    """Rows of a database, each as a line of JSON: an object of its columns in their order."""
    names = [column.name for column in columns]
    changed = [(each.name, change) for each in columns if (change := _READ[sqlite].get(each.kind))]
    for row in rows:
        line = dict(zip(names, row, strict=True))
        for name, change in changed:
            if line[name] is not None:
                line[name] = change(line[name])
        yield encoded(line)


def as_rows(columns: Sequence[Column], lines: Iterable[bytes], *, sqlite: bool) -> Iterable[tuple[Any, ...]]:
    """Lines of JSON, each as the row that this database takes. Raises `ValueError` for what is none."""
    names = [column.name for column in columns]
    changes = [_WRITTEN[sqlite].get(each.kind, _as_it_is) for each in columns]
    for text in lines:
        line = from_json(text)
        if not isinstance(line, dict) or list(line) != names:
            raise ValueError(f"columns: {', '.join(names)}")
        yield tuple(
            None if value is None else change(value)
            for value, change in zip(line.values(), changes, strict=True)
        )


def _as_it_is(value: Any) -> Any:
    return value


def moment_in_words(value: datetime) -> str:
    """A moment in UTC: 2026-03-31T09:00:00.123456Z, without a fraction where there is none."""
    return f"{value.astimezone(UTC).isoformat()[:-6]}Z"


def _moment_of_sqlite(text: str) -> str:
    if text.endswith("+00:00"):
        return f"{text[:10]}T{text[11:-6]}Z"
    return moment_in_words(datetime.fromisoformat(text))


def _moment_to_sqlite(text: str) -> str:
    return datetime.fromisoformat(text).astimezone(UTC).isoformat(" ")


def _in_order(text: str) -> Any:
    """PostgreSQL keeps no order of an object's names, so a line has them in the order of the alphabet."""
    return {} if text == "{}" else _ordered(text)


def _as_text(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))


_READ: dict[bool, dict[str, Change]] = {
    True: {"boolean": bool, "moment": _moment_of_sqlite, "number": float, "json": _in_order},
    False: {"moment": moment_in_words, "date": date.isoformat, "json": _in_order},
}
_WRITTEN: dict[bool, dict[str, Change]] = {
    True: {"boolean": int, "moment": _moment_to_sqlite, "json": _as_text},
    False: {
        "moment": datetime.fromisoformat,
        "date": date.fromisoformat,
        "json": _as_text,
        "number": float,
    },
}

"""Questions to the database: each is asked alone by awaiting it, or together with others in one statement.

A page that shows twenty small lists would otherwise go to the database twenty times, which costs more than the lists
themselves. Asked together, each list is a column that holds it as JSON; its reader can't tell the difference, because
`read` makes the same of both.
"""

import json
import re
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, TypeVar

from core.database import Row, on_sqlite, rows

T = TypeVar("T")
U = TypeVar("U")
K = TypeVar("K")


@dataclass(frozen=True)
class Question(Generic[T]):
    """SQL with `:names` that gives `columns` (their names, with spaces between them), and what is made of its rows.

    Asked together, times and dates come as text, and lists inside of rows unpacked: see `moment` and `unpacked`.
    """

    sql: str
    columns: str
    values: Mapping[str, object]
    read: Callable[[list[Row]], T]

    def __await__(self) -> Generator[Any, None, T]:
        return self._alone().__await__()

    async def _alone(self) -> T:
        return self.read(await rows(self.sql, **self.values))

    def then(self, made: Callable[[T], U]) -> "Question[U]":
        """The same question, of whose answer something else is made."""
        return Question(self.sql, self.columns, self.values, lambda found: made(self.read(found)))


async def together(questions: Mapping[K, Question[Any]]) -> dict[K, Any]:
    """The answers to all of these by their keys, in one statement; none where there are none."""
    if not questions:
        return {}
    asked = list(questions.items())
    values: dict[str, object] = {}
    columns = []
    for place, (_key, question) in enumerate(asked):
        own = f"q{place}_"
        columns.append(f"{as_json(_renamed(question.sql, own), question.columns)} AS q{place}")
        values |= {f"{own}{name}": value for name, value in question.values.items()}
    found = (await rows(f"SELECT {', '.join(columns)}", **values))[0]
    return {key: question.read(unpacked(found[f"q{place}"])) for place, (key, question) in enumerate(asked)}


def as_json(sql: str, columns: str) -> str:
    """An expression in SQL: the rows of a statement, in its order, as one JSON list of objects."""
    if not on_sqlite():
        return f"(SELECT coalesce(json_agg(listed), '[]') FROM ({sql}) AS listed)"
    pairs = ", ".join(f"'{name}', listed.{name}" for name in columns.split())
    return f"(SELECT json_group_array(json_object({pairs})) FROM ({sql}) AS listed)"


def unpacked(value: Any) -> Any:
    """What a JSON column holds: the drivers give it as text, a column inside of another one comes unpacked."""
    return json.loads(value) if isinstance(value, str | bytes) else value


@lru_cache(maxsize=512)
def _renamed(sql: str, prefix: str) -> str:
    """The statement on fewer lines, its `:names` with a prefix, so that those of several don't meet."""
    text = re.sub(r"(?<![:\w]):([a-z_][a-z_0-9]*)", rf":{prefix}\1", sql)
    return re.sub(r"\s+", " ", text)

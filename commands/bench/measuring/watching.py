"""What one request makes the server do: the statements that it sends to the database, the templates that it fills.

Only the bench's own server is watched, from outside: the product knows nothing of it.
"""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

import jinja2

from core.asyncpg_engine import PostgresEngine, PostgresTransaction
from core.sqlite_engine import SqliteEngine, SqliteTransaction

Statement = tuple[str, list[Any]]


@dataclass
class Watch:
    """What happened in one request. `hops` are the votes that were counted in the database's own thread."""

    statements: list[Statement] = field(default_factory=list)
    hops: int = 0
    filled: list[tuple[jinja2.Template, dict[str, Any], int]] = field(default_factory=list)

    @property
    def queries(self) -> int:
        return len(self.statements) + self.hops


watched: ContextVar[Watch | None] = ContextVar("watched", default=None)
_within: ContextVar[bool] = ContextVar("within", default=False)

ASKING = ("execute_query", "execute_query_dict", "execute_insert", "execute_many", "execute_script")
ENGINES = (SqliteEngine, SqliteTransaction, PostgresEngine, PostgresTransaction)


def install() -> None:
    """From now on, in this process, requests that set `watched` are watched."""
    for engine in ENGINES:
        for name in ASKING:
            setattr(engine, name, _counted(getattr(engine, name)))
        if hasattr(engine, "in_one_hop"):
            setattr(engine, "in_one_hop", _hopped(engine.in_one_hop))  # noqa: B010
    setattr(jinja2.Template, "render", _filled(jinja2.Template.render))  # noqa: B010


def _counted(asks: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(asks)
    async def asking(self: Any, query: str, values: list[Any] | None = None, *more: Any) -> Any:
        seen = watched.get()
        if seen is None or _within.get():
            return await (asks(self, query, values, *more) if values is not None else asks(self, query))
        seen.statements.append((query, list(values or [])))
        token = _within.set(True)
        try:
            return await (asks(self, query, values, *more) if values is not None else asks(self, query))
        finally:
            _within.reset(token)

    return asking


def _hopped(hop: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(hop)
    async def hopping(self: Any, work: Any) -> Any:
        seen = watched.get()
        if seen is not None:
            seen.hops += 1
        return await hop(self, work)

    return hopping


def _filled(fill: Callable[..., str]) -> Callable[..., str]:
    @wraps(fill)
    def filling(self: jinja2.Template, *args: Any, **kwargs: Any) -> str:
        text = fill(self, *args, **kwargs)
        seen = watched.get()
        if seen is not None:
            seen.filled.append((self, dict(*args, **kwargs), len(text)))
        return text

    return filling

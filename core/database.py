"""The database: opening it, transactions, and SQL that both databases understand.

A transaction runs in a task of its own, shielded from its caller: when a person's browser hangs up, what they asked
for is either done whole or not at all, and no lock or connection is left behind. This is the only place that opens
one (a test holds that), and nothing in it waits for the network.
"""

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar

import asyncpg
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.context import TortoiseContext, require_context
from tortoise.transactions import in_transaction as _tortoise_transaction

from core.changes import changes as changes
from core.changes import quietly as quietly
from core.configuration import tortoise_config

log = logging.getLogger("madang.database")

P = ParamSpec("P")
T = TypeVar("T")
Row = dict[str, Any]

TRIES = 4
"""How often a transaction is begun anew after a deadlock before its error is shown."""


@dataclass
class Act:
    """One transaction, as what runs in it sees it."""

    facts: dict[str, Any] = field(default_factory=dict)
    after: list[Callable[[], object]] = field(default_factory=list)


_act: ContextVar[Act | None] = ContextVar("act", default=None)
_unattended: set[asyncio.Task[Any]] = set()


def in_transaction(
    operation: Callable[P, Coroutine[Any, Any, T]],
) -> Callable[P, Coroutine[Any, Any, T]]:
    """Run the operation whole or not at all. Inside another operation it joins that one's transaction.

    May run the operation again after a deadlock, so an operation has no effect outside the database; what must
    follow goes through `after_commit`.
    """

    @wraps(operation)
    async def whole(*args: P.args, **kwargs: P.kwargs) -> T:
        if _act.get() is not None:
            return await operation(*args, **kwargs)
        return await _shielded(_attempts(lambda: operation(*args, **kwargs)))

    return whole


def act() -> Act:
    """The transaction that is under way."""
    running = _act.get()
    if running is None:
        raise RuntimeError("This must run inside an operation's transaction.")
    return running


def in_act() -> bool:
    """Whether a transaction is under way here."""
    return _act.get() is not None


def after_commit(callback: Callable[[], object]) -> None:
    """Call back once the transaction under way has been committed; never when it wasn't."""
    act().after.append(callback)


async def alone(statement: Callable[[], Awaitable[T]]) -> T:
    """One statement that is a transaction by itself, begun anew where a deadlock undid it. Inside a transaction, that
    one is begun anew as a whole."""
    return await (statement() if _act.get() else _again(statement))


async def _attempts(operation: Callable[[], Awaitable[T]]) -> T:
    return await _again(lambda: _once(operation))


async def _again(work: Callable[[], Awaitable[T]]) -> T:
    for attempt in range(1, TRIES + 1):
        try:
            return await work()
        except (asyncpg.DeadlockDetectedError, asyncpg.SerializationError):
            if attempt == TRIES:
                raise
            await asyncio.sleep(0.01 * 2**attempt)
    raise AssertionError("unreachable")


async def _once(operation: Callable[[], Awaitable[T]]) -> T:
    running = Act()
    token = _act.set(running)
    try:
        async with _tortoise_transaction():
            done = await operation()
    finally:
        _act.reset(token)
    for callback in running.after:
        callback()
    return done


def unattended(work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
    """Do this in a task of its own, which nobody needs to wait for: `opened` doesn't end before it."""
    task = asyncio.create_task(work)
    _unattended.add(task)
    task.add_done_callback(_unattended.discard)
    return task


async def _shielded(work: Coroutine[Any, Any, T]) -> T:
    task = unattended(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        task.add_done_callback(_report_unattended)
        raise


def _report_unattended(task: asyncio.Task[Any]) -> None:
    if not task.cancelled() and (error := task.exception()):
        log.warning("An operation whose caller had gone was undone: %r", error)


def connection() -> Any:
    """The connection that fits here: the transaction's, or one for reading."""
    return require_context().db()


def on_sqlite() -> bool:
    client: BaseDBAsyncClient = connection()
    return client.capabilities.dialect == "sqlite"


def along(index: str = "") -> str:
    """Behind a table in SQL: read it along this index, or in the order of its ids. SQLite, which keeps no statistics
    by itself, would rather read a narrower index and sort all that it finds; PostgreSQL knows better."""
    if not on_sqlite():
        return ""
    return f"INDEXED BY {index}" if index else "NOT INDEXED"


async def rows(sql: str, **values: object) -> list[Row]:
    """Run SQL with `:names` on either database and give the rows, also those of `RETURNING`.

    A list or tuple becomes a parenthesised list of values (an empty one matches nothing).
    """
    text, given = compiled(sql, values, sqlite=on_sqlite())
    found: list[Row] = await connection().execute_query_dict(text, given)
    return found


async def row(sql: str, **values: object) -> Row | None:
    """The first row, or None."""
    found = await rows(sql, **values)
    return found[0] if found else None


def compiled(sql: str, values: Mapping[str, object], *, sqlite: bool) -> tuple[str, list[object]]:
    """The statement with the database's own placeholders, and its values in their order."""
    given: list[object] = []
    places: dict[str, str] = {}

    def place(name: str) -> str:
        if name not in places:
            value = values[name]
            many = value if isinstance(value, list | tuple) else None
            marks = [_mark(given, each, sqlite) for each in (many if many is not None else [value])]
            places[name] = f"({', '.join(marks) or 'NULL'})" if many is not None else marks[0]
        return places[name]

    return "".join(place(part) if odd else part for part, odd in _parts(sql)), given


@lru_cache(maxsize=1024)
def _parts(sql: str) -> Sequence[tuple[str, bool]]:
    pieces = re.split(r"(?<![:\w]):([a-z_][a-z_0-9]*)", sql)
    return [(piece, index % 2 == 1) for index, piece in enumerate(pieces)]


def _mark(given: list[object], value: object, sqlite: bool) -> str:
    if sqlite and isinstance(value, datetime):
        value = value.astimezone(UTC).isoformat(" ")
    elif sqlite and isinstance(value, date):
        value = value.isoformat()
    given.append(value)
    return f"?{len(given)}" if sqlite else f"${len(given)}"


def moment(value: Any) -> Any:
    """A time from a row of `rows()`: SQLite gives text, PostgreSQL a datetime. None stays None."""
    return datetime.fromisoformat(value).astimezone(UTC) if isinstance(value, str) else value


@asynccontextmanager
async def opened(url: str, *, pool: int = 20) -> AsyncIterator[TortoiseContext]:
    """The database at `url`, for every task of this process until the block ends."""
    context = TortoiseContext()
    with context:
        await context.init(config=tortoise_config(url, pool=pool), _enable_global_fallback=True)
        try:
            yield context
        finally:
            while _unattended:
                await asyncio.wait(set(_unattended))
            await context.close_connections()

"""What is asked of the database while something happens."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from core.asyncpg_engine import PostgresEngine
from core.sqlite_engine import SqliteEngine

WAYS = [
    (SqliteEngine, "execute_query"),
    (PostgresEngine, "execute_query"),
    (PostgresEngine, "execute_query_dict"),
]
"""Where each statement outside of a transaction passes once."""


@contextmanager
def asked_of_the_database() -> Iterator[list[str]]:
    """The statements that are asked inside, those of transactions left out."""
    statements: list[str] = []
    patches = [
        patch.object(engine, name, _watched(getattr(engine, name), statements)) for engine, name in WAYS
    ]
    for each in patches:
        each.start()
    try:
        yield statements
    finally:
        for each in patches:
            each.stop()


def _watched(plain: Any, statements: list[str]) -> Any:
    async def watched(self: object, query: str, values: Any = None) -> object:
        statements.append(" ".join(query.split()))
        return await plain(self, query, values)

    return watched

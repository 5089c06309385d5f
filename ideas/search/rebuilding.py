"""Making the index of words anew from the texts themselves, in a migration and by `madang reindex`; and asking whether
that is needed."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from core.database import in_transaction, on_sqlite, row, rows
from ideas.counting import STANDS
from ideas.search.cutting import VERSION
from ideas.search.indexing import put_comments, put_many

NO_IDEA = "NOT EXISTS (SELECT 1 FROM idea i WHERE i.id = idea_search.idea_id)"
NO_COMMENT = f"NOT EXISTS (SELECT 1 FROM comment c WHERE c.id = comment_search.comment_id AND {STANDS})"

BATCH = 200
"""Texts that are indexed in one transaction: whoever writes meanwhile waits no longer than for these."""


async def rebuild(said: Callable[[int, int], None] = lambda done, total: None) -> int:
    """Index all that there is, take out what is no more, and record the version. Returns how many texts there were.

    Search goes on meanwhile, with what was there before; `said` hears how many texts are done, of how many.
    """
    await rows("UPDATE search_state SET cutting = 0")  # if this ends halfway, it is known to be needed
    await rows("DELETE FROM search_word")
    await rows(f"DELETE FROM idea_search WHERE {NO_IDEA}")
    await rows(f"DELETE FROM comment_search WHERE {NO_COMMENT}")
    done, total = 0, await _total()
    for table, put in (("idea", put_many), ("comment", put_comments)):
        last = 0
        while ids := await _next(table, last):
            await _put(table, put, ids)
            last = ids[-1]
            done += len(ids)
            said(done, total)
    await rows("UPDATE search_state SET cutting = :version", version=VERSION)
    return done


async def _total() -> int:
    found = await row("SELECT (SELECT count(*) FROM idea) + (SELECT count(*) FROM comment) AS num")
    return int(found["num"]) if found else 0


async def _next(table: str, last: int) -> list[int]:
    found = await rows(
        f"SELECT id FROM {table} WHERE id > :last ORDER BY id LIMIT :batch", last=last, batch=BATCH
    )
    return [each["id"] for each in found]


@in_transaction
async def _put(table: str, put: Callable[[Sequence[int]], Awaitable[None]], ids: list[int]) -> None:
    """Nobody changes these texts between their reading and their indexing. (SQLite has one writer anyway.)"""
    if not on_sqlite():
        await rows(f"SELECT id FROM {table} WHERE id IN :ids ORDER BY id FOR SHARE", ids=ids)
    await put(ids)


@dataclass(frozen=True)
class State:
    """How the index stands: made by this cutting or another, texts that it lacks, and rows whose text is gone."""

    current: bool
    lacking: int
    left_over: int


async def state() -> State:
    """Seconds at a million ideas: it compares keys, not words."""
    found = await row(
        f"""SELECT (SELECT cutting FROM search_state) = :version AS current,
              (SELECT count(*) FROM idea i
               WHERE NOT EXISTS (SELECT 1 FROM idea_search s WHERE s.idea_id = i.id))
              + (SELECT count(*) FROM comment c WHERE {STANDS}
                 AND NOT EXISTS (SELECT 1 FROM comment_search s WHERE s.comment_id = c.id)) AS lacking,
              (SELECT count(*) FROM idea_search WHERE {NO_IDEA})
              + (SELECT count(*) FROM comment_search WHERE {NO_COMMENT}) AS left_over""",
        version=VERSION,
    )
    assert found is not None
    return State(bool(found["current"]), found["lacking"], found["left_over"])

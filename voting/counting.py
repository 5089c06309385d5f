"""Counting anew which votes count on an idea: after a merge, its undo, or a change of weight.

Of a person's votes for an idea and for what was merged into it, the heaviest counts, and among equals the first. That
depends on nothing but the votes themselves, so an undone merge leaves them as they were.
"""

from collections.abc import Sequence
from datetime import datetime

from core.database import on_sqlite, row, rows
from ideas.ranking import HOT_ON_POSTGRES, hot

FIRST = """SELECT id FROM (
    SELECT v.id, row_number() OVER (PARTITION BY v.person_id ORDER BY v.weight DESC, v.id) AS place
    FROM vote v WHERE v.idea_id IN :whole) ranked WHERE place = 1"""


async def recount(idea_id: int, sources: Sequence[int]) -> int:
    """Inside a transaction, with the idea locked: of the votes for it and these sources, one for each person counts on
    it and no other counts anywhere. Gives their number, which is stored with the idea, as is its rank."""
    values = {"idea": idea_id, "whole": [idea_id, *sources]}
    await rows(
        f"""UPDATE vote SET counted_on_id = NULL WHERE idea_id IN :whole AND counted_on_id IS NOT NULL
            AND NOT (counted_on_id = :idea AND id IN ({FIRST}))""",
        **values,
    )
    await rows(
        f"UPDATE vote SET counted_on_id = :idea WHERE counted_on_id IS NULL AND id IN ({FIRST})", **values
    )
    found = await row("SELECT count(*) AS votes FROM vote WHERE counted_on_id = :idea", idea=idea_id)
    votes = int(found["votes"]) if found else 0
    await store(idea_id, votes)
    return votes


async def store(idea_id: int, votes: int) -> None:
    """Inside a transaction: so many votes count on the idea, and it ranks by them."""
    if not on_sqlite():
        rank = HOT_ON_POSTGRES % "CAST(:votes AS INT)"
        await rows(
            f"UPDATE idea SET votes = :votes, hot = {rank} WHERE id = :idea", votes=votes, idea=idea_id
        )
        return
    found = await row("SELECT created_at FROM idea WHERE id = :idea", idea=idea_id)
    assert found is not None
    place = hot(votes, datetime.fromisoformat(found["created_at"]))
    await rows(
        "UPDATE idea SET votes = :votes, hot = :hot WHERE id = :idea", votes=votes, hot=place, idea=idea_id
    )


async def count_many(idea_ids: Sequence[int]) -> None:
    """Inside a transaction, with these ideas locked: store how many votes count on each, and its rank by them."""
    counted = "SELECT counted_on_id AS id, count(*) AS votes FROM vote WHERE counted_on_id IN :ids GROUP BY 1"
    if not on_sqlite():
        rank = HOT_ON_POSTGRES % "c.votes"
        await rows(
            f"UPDATE idea SET votes = c.votes, hot = {rank} FROM ({counted}) c WHERE c.id = idea.id",
            ids=list(idea_ids),
        )
        return
    found = await rows(
        f"SELECT c.id, c.votes, i.created_at FROM ({counted}) c JOIN idea i ON i.id = c.id",
        ids=list(idea_ids),
    )
    if found:
        await _store_many([(each["id"], each["votes"], each["created_at"]) for each in found])


async def _store_many(found: Sequence[tuple[int, int, str]]) -> None:
    """Numbers are given as they are, for a rank must be the same to the last digit."""
    values: dict[str, object] = {}
    for place, (idea_id, votes, created) in enumerate(found):
        values |= {f"id_{place}": idea_id, f"votes_{place}": votes}
        values[f"hot_{place}"] = hot(votes, datetime.fromisoformat(created))
    lines = ", ".join(f"(:id_{place}, :votes_{place}, :hot_{place})" for place in range(len(found)))
    await rows(
        f"""WITH counted(id, votes, hot) AS (VALUES {lines})
            UPDATE idea SET votes = counted.votes, hot = counted.hot FROM counted WHERE idea.id = counted.id""",
        **values,
    )

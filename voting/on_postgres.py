"""Votes on PostgreSQL. The idea's row is locked first, so votes for one idea queue up there.

A statement sees other tables as they were when it began, also after it has waited for that lock. So the one statement
that casts a vote asks nothing about other votes: the unique index says whether the person counts there already, through
what was merged into the idea, and only then is it looked at with the lock in hand.
"""

from typing import Any

from core.database import alone, in_transaction, row
from ideas.loop import OPEN
from ideas.ranking import HOT_ON_POSTGRES
from voting.ballot import Ballot

LOCK = "SELECT id FROM idea WHERE id = :idea FOR NO KEY UPDATE"

TARGET = """target AS (
    SELECT i.id, i.stage, i.votes,
           i.stage IN :stages AND NOT i.held AND i.hidden_at IS NULL AS open
    FROM idea i JOIN board b ON b.id = i.board_id
    WHERE i.id = :idea AND b.audience IN :audiences
      AND (NOT i.held AND i.hidden_at IS NULL OR i.author_id = :person OR :sees_all)
    FOR NO KEY UPDATE OF i)"""


def _told(action: str) -> str:
    """The event of one's own vote; what staff do on somebody's behalf they record themselves."""
    return f"""told AS (
    INSERT INTO event (created_at, action, actor_id, subject_type, subject_id, audience, in_story, details)
    SELECT :at, '{action}', :person, 'idea', id, 'public', FALSE, '{{}}' FROM target
    WHERE EXISTS (SELECT 1 FROM changed) AND CAST(:cast_by AS BIGINT) IS NULL
)"""


CAME_OF_IT = """SELECT stage, open, EXISTS (SELECT 1 FROM changed) AS changed,
       coalesce((SELECT votes FROM counted), votes) AS votes"""


def _cast(counts_on: str) -> str:
    return f"""WITH {TARGET}, changed AS (
    INSERT INTO vote (created_at, idea_id, person_id, counted_on_id, weight, cast_by_id)
    SELECT :at, id, :person, {counts_on}, :weight, CAST(:cast_by AS BIGINT) FROM target WHERE open
    ON CONFLICT DO NOTHING RETURNING idea_id, counted_on_id
), counted AS (
    UPDATE idea SET votes = votes + 1, hot = {HOT_ON_POSTGRES % "(votes + 1)"}
    WHERE id IN (SELECT counted_on_id FROM changed) RETURNING votes
), followed AS (
    INSERT INTO subscription (created_at, person_id, subject_type, subject_id, reason, muted)
    SELECT :at, :person, 'idea', idea_id, 'voter', FALSE FROM changed ON CONFLICT DO NOTHING
), {_told("vote.cast")}
{CAME_OF_IT},
       EXISTS (SELECT 1 FROM vote WHERE idea_id = target.id AND person_id = :person) AS known FROM target"""


CAST = _cast("id")
CAST_WHERE_MERGED = _cast(
    """CASE WHEN EXISTS (SELECT 1 FROM vote WHERE counted_on_id = target.id AND person_id = :person)
       THEN NULL ELSE id END"""
)

TAKE_BACK = f"""WITH {TARGET}, changed AS (
    DELETE FROM vote WHERE person_id = :person AND idea_id IN (
        SELECT id FROM target WHERE open
        UNION SELECT s.id FROM idea s JOIN target t ON s.merged_into_id = t.id WHERE t.open
    ) RETURNING counted_on_id
), counted AS (
    UPDATE idea SET votes = votes - 1, hot = {HOT_ON_POSTGRES % "(votes - 1)"}
    WHERE id IN (SELECT counted_on_id FROM changed) RETURNING votes
), {_told("vote.withdrawn")}
{CAME_OF_IT} FROM target"""


async def cast(ballot: Ballot) -> dict[str, Any] | None:
    """Insert the vote unless it is there. None where the voter doesn't see the idea."""
    found = await alone(lambda: row(CAST, **_values(ballot), weight=ballot.weight))
    if found and found["open"] and not found["changed"] and not found["known"]:
        found = await _cast_where_merged(ballot)
    return _outcome(found)


@in_transaction
async def _cast_where_merged(ballot: Ballot) -> dict[str, Any] | None:
    """Who counts there already votes all the same, for the day when the merge is undone."""
    await row(LOCK, idea=ballot.idea)
    return await row(CAST_WHERE_MERGED, **_values(ballot), weight=ballot.weight)


@in_transaction
async def take_back(ballot: Ballot) -> dict[str, Any] | None:
    """Delete the person's votes for the idea and for what was merged into it, if there are any."""
    await row(LOCK, idea=ballot.idea)
    return _outcome(await row(TAKE_BACK, **_values(ballot)))


def _outcome(found: dict[str, Any] | None) -> dict[str, Any] | None:
    return {name: found[name] for name in ("stage", "open", "changed", "votes")} if found else None


def _values(ballot: Ballot) -> dict[str, object]:
    return {
        "idea": ballot.idea,
        "person": ballot.person,
        "audiences": ballot.audiences,
        "sees_all": ballot.sees_all,
        "stages": [stage.value for stage in OPEN],
        "at": ballot.at,
        "cast_by": ballot.cast_by,
    }

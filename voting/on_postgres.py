"""Votes on PostgreSQL: one statement each. The idea's row is locked first, so votes for one idea queue up there."""

from typing import Any

from core.database import row
from ideas.loop import OPEN
from ideas.ranking import HOT_ON_POSTGRES
from voting.ballot import Ballot

TARGET = """target AS (
    SELECT i.id, i.stage, i.votes,
           i.stage IN :stages AND NOT i.held AND i.hidden_at IS NULL AS open
    FROM idea i JOIN board b ON b.id = i.board_id
    WHERE i.id = :idea AND b.audience IN :audiences
      AND (NOT i.held AND i.hidden_at IS NULL OR i.author_id = :person OR :sees_all)
    FOR NO KEY UPDATE OF i)"""

CAST = f"""WITH {TARGET}, changed AS (
    INSERT INTO vote (created_at, idea_id, person_id, counted_on_id, weight)
    SELECT :at, id, :person, id, :weight FROM target WHERE open ON CONFLICT DO NOTHING RETURNING idea_id
), counted AS (
    UPDATE idea SET votes = votes + 1, hot = {HOT_ON_POSTGRES % "(votes + 1)"}
    WHERE id IN (SELECT idea_id FROM changed) RETURNING votes
), followed AS (
    INSERT INTO subscription (created_at, person_id, subject_type, subject_id, reason, muted)
    SELECT :at, :person, 'idea', idea_id, 'voter', FALSE FROM changed ON CONFLICT DO NOTHING
), told AS (
    INSERT INTO event (created_at, action, actor_id, subject_type, subject_id, audience, in_story, details)
    SELECT :at, 'vote.cast', :person, 'idea', idea_id, 'public', FALSE, '{{}}' FROM changed
)
SELECT stage, open, EXISTS (SELECT 1 FROM changed) AS changed,
       coalesce((SELECT votes FROM counted), votes) AS votes FROM target"""

TAKE_BACK = f"""WITH {TARGET}, changed AS (
    DELETE FROM vote WHERE idea_id IN (SELECT id FROM target WHERE open) AND person_id = :person RETURNING idea_id
), counted AS (
    UPDATE idea SET votes = votes - 1, hot = {HOT_ON_POSTGRES % "(votes - 1)"}
    WHERE id IN (SELECT idea_id FROM changed) RETURNING votes
), told AS (
    INSERT INTO event (created_at, action, actor_id, subject_type, subject_id, audience, in_story, details)
    SELECT :at, 'vote.withdrawn', :person, 'idea', idea_id, 'public', FALSE, '{{}}' FROM changed
)
SELECT stage, open, EXISTS (SELECT 1 FROM changed) AS changed,
       coalesce((SELECT votes FROM counted), votes) AS votes FROM target"""


async def cast(ballot: Ballot) -> dict[str, Any] | None:
    """Insert the vote unless it is there. None where the voter doesn't see the idea."""
    return await row(CAST, **_values(ballot), weight=ballot.weight)


async def take_back(ballot: Ballot) -> dict[str, Any] | None:
    """Delete the vote if it is there."""
    return await row(TAKE_BACK, **_values(ballot))


def _values(ballot: Ballot) -> dict[str, object]:
    return {
        "idea": ballot.idea,
        "person": ballot.person,
        "audiences": ballot.audiences,
        "sees_all": ballot.sees_all,
        "stages": [stage.value for stage in OPEN],
        "at": ballot.at,
    }

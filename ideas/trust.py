"""Whether a post waits for review: where a board looks at new posts before they appear, until it trusts who writes."""

from core.database import row
from ideas.models import Board
from ideas.visibility import WROTE
from people.models import Person


async def waits_for_review(person: Person, board: Board) -> bool:
    """Staff never wait; others until `trusted_after` of their posts were released, here or on another board, and
    still stand in sight. With 0 nobody is ever trusted."""
    if not board.hold_for_review or person.is_staff:
        return False
    return not board.trusted_after or await _accepted(person.id, board.trusted_after) < board.trusted_after


async def _accepted(person_id: int, most: int) -> int:
    found = await row(
        f"""SELECT count(*) AS num FROM (
             SELECT 1 AS one FROM idea i
             WHERE i.id IN ({WROTE % {"them": "= :person"}}) AND NOT i.held AND i.hidden_at IS NULL AND EXISTS (
               SELECT 1 FROM event e WHERE e.subject_type = 'idea' AND e.subject_id = i.id AND e.in_story
                 AND e.action = 'idea.released')
             LIMIT :most) accepted""",
        person=person_id,
        most=most,
    )
    return int(found["num"]) if found else 0

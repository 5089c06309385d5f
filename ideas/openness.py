"""What any visitor, or any of the staff, may read of an idea: for programs, which are nobody in particular."""

from activity.models import Event
from core.database import row
from ideas.events import CommentEvent
from ideas.visibility import Where, visible_comments, visible_ideas
from people.openness import is_meant, reader_of


async def open_now(event: Event, staff: bool) -> bool:
    """Whether such a reader may read this event about an idea now (fills `activity.ports.open_now`).

    Of a comment that was taken back nothing is told but that it was.
    """
    reader = reader_of(staff)
    if not is_meant(event, staff) or not await _stands(visible_ideas(reader), event.subject_id):
        return False
    comment = event.details.get("comment")
    if not isinstance(comment, int):
        return True
    where = visible_comments(reader)
    if event.action != CommentEvent.REMOVED:
        where &= Where("c.removed_at IS NULL")
    return (
        await row(
            f"SELECT 1 AS here FROM comment c JOIN idea i ON i.id = c.idea_id WHERE c.id = :comment AND {where.sql}",
            **{**where.values, "comment": comment},
        )
        is not None
    )


async def _stands(where: Where, idea_id: int) -> bool:
    found = await row(
        f"SELECT 1 AS here FROM idea i WHERE i.id = :idea AND {where.sql}",
        **{**where.values, "idea": idea_id},
    )
    return found is not None

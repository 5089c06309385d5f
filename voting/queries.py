"""What people see of votes."""

from collections.abc import Sequence

from core.database import Row, row, rows
from ideas.visibility import Where
from people.models import Person


async def voted_among(person: Person | None, idea_ids: Sequence[int]) -> set[int]:
    """Of these ideas, those that this person votes for."""
    if person is None or not idea_ids:
        return set()
    found = await rows(
        "SELECT idea_id FROM vote WHERE person_id = :person AND idea_id IN :ids",
        person=person.id,
        ids=list(idea_ids),
    )
    return {each["idea_id"] for each in found}


def voted_by(person: Person) -> Where:
    """Narrows a list of ideas `i` to those that this person votes for."""
    return Where(
        "EXISTS (SELECT 1 FROM vote v WHERE v.idea_id = i.id AND v.person_id = :voter)", {"voter": person.id}
    )


async def voters_of(idea_id: int, *, limit: int = 12) -> list[Row]:
    """Who votes for this idea, newest first: only those who let their name be shown."""
    return await rows(
        """SELECT p.id, p.name, p.handle, p.headline, p.role FROM vote v JOIN person p ON p.id = v.person_id
           WHERE v.counted_on_id = :idea AND p.name_shown AND p.deactivated_at IS NULL AND p.name <> ''
           ORDER BY v.id DESC LIMIT :limit""",
        idea=idea_id,
        limit=limit,
    )


async def others_voted(idea_id: int, person_id: int) -> bool:
    """Whether anybody but this person votes for this idea (fills `ideas.ports.others_voted`)."""
    found = await row(
        "SELECT 1 AS yes FROM vote WHERE idea_id = :idea AND person_id <> :person LIMIT 1",
        idea=idea_id,
        person=person_id,
    )
    return found is not None

"""Finding an idea for somebody who may see it, and asking who may."""

from collections.abc import Sequence

from activity.models import Audience, Event
from core.database import Row, row, rows
from core.errors import NotFound
from ideas.models import CoauthorState, Comment, Idea
from ideas.visibility import AUTHORED, Where, belongs, visible_comments, visible_ideas
from people.models import Person, Role


async def idea_for(idea_id: int, by: Person | None) -> Idea:
    """The idea, locked until the transaction ends. Raises `NotFound` where it isn't visible to `by`."""
    where = visible_ideas(by)
    if not await row(f"SELECT i.id FROM idea i WHERE i.id = :id AND {where.sql}", id=idea_id, **where.values):
        raise NotFound
    return await Idea.select_for_update().get(id=idea_id)


async def comment_for(comment_id: int, by: Person | None) -> tuple[Comment, Idea]:
    """A comment and its idea, both locked. Raises `NotFound` where the comment isn't visible to `by`."""
    where = visible_comments(by)
    found = await row(
        f"SELECT c.idea_id FROM comment c JOIN idea i ON i.id = c.idea_id WHERE c.id = :id AND {where.sql}",
        id=comment_id,
        **where.values,
    )
    if not found:
        raise NotFound
    idea = await Idea.select_for_update().get(id=found["idea_id"])
    return await Comment.get(id=comment_id), idea


async def authors_of(idea_id: int) -> set[int]:
    """The author and the accepted co-authors: who reads what is said to the author alone."""
    found = await rows(
        """SELECT author_id AS id FROM idea WHERE id = :idea AND author_id IS NOT NULL
           UNION SELECT person_id FROM coauthor WHERE idea_id = :idea AND state = :accepted""",
        idea=idea_id,
        accepted=CoauthorState.ACCEPTED.value,
    )
    return {each["id"] for each in found}


async def all_authors_of(idea_id: int) -> set[int]:
    """The same, with the authors of what was merged into it: who is credited, and asked whether it worked."""
    found = await rows(
        """SELECT author_id AS id FROM idea WHERE (id = :idea OR merged_into_id = :idea) AND author_id IS NOT NULL
           UNION SELECT c.person_id FROM coauthor c JOIN idea i ON i.id = c.idea_id
           WHERE (i.id = :idea OR i.merged_into_id = :idea) AND c.state = :accepted""",
        idea=idea_id,
        accepted=CoauthorState.ACCEPTED.value,
    )
    return {each["id"] for each in found}


async def sources_of(idea_id: int) -> list[int]:
    """What was merged into this idea, whose followers hear of it too (fills `activity.ports.also_followed`)."""
    found = await rows("SELECT id FROM idea WHERE merged_into_id = :idea ORDER BY id", idea=idea_id)
    return [each["id"] for each in found]


async def who_may_see(event: Event, person_ids: Sequence[int]) -> set[int]:
    """Of these persons, who may see this event about an idea now (fills `activity.ports.may_see`)."""
    return await who_may_read(
        event.subject_id, event.audience, person_ids, comment_id=event.details.get("comment")
    )


async def who_may_read(
    idea_id: int, audience: Audience, person_ids: Sequence[int], *, comment_id: object = None
) -> set[int]:
    """Of these persons, who may read something about this idea that is meant for `audience`.

    A comment is read by those who also see the idea that it was written on, which may have been merged into this one.
    """
    if not person_ids or not (subject := await _subject(idea_id, comment_id)):
        return set()
    authors = await authors_of(subject["idea_id"])
    people = await rows(
        "SELECT id, role FROM person WHERE id IN :ids AND deactivated_at IS NULL", ids=list(person_ids)
    )
    return {
        each["id"] for each in people if _sees(each["id"], Role(each["role"]), subject, audience, authors)
    }


async def _subject(idea_id: int, comment_id: object) -> Row | None:
    place = await row(f"{PLACE} WHERE i.id = :id", id=idea_id)
    if not place:
        return None
    if comment_id is None:
        return {**place, "audiences": [place["audience"]]}
    comment = await row(
        "SELECT idea_id, author_id, hidden_at, removed_at FROM comment WHERE id = :id", id=comment_id
    )
    if not comment or comment["removed_at"] or comment["hidden_at"]:
        return None
    written_on = await row(f"{PLACE} WHERE i.id = :id", id=comment["idea_id"])
    assert written_on is not None
    away = bool(place["away"] or written_on["away"])
    audiences = [place["audience"], written_on["audience"]]
    return {**written_on, "away": away, "audiences": audiences, "speaker": comment["author_id"]}


PLACE = """SELECT i.id AS idea_id, (i.held OR i.hidden_at IS NOT NULL) AS away, b.audience
           FROM idea i JOIN board b ON b.id = i.board_id"""


def _sees(person: int, role: Role, subject: Row, audience: Audience, authors: set[int]) -> bool:
    if not all(belongs(role, each) for each in subject["audiences"]):
        return False
    if role.is_staff:
        return True
    if subject["away"] and person not in authors:
        return False
    if audience is Audience.STAFF:
        return False
    return audience is Audience.PUBLIC or person in authors or person == subject.get("speaker")


async def which_are_visible(person_id: int, events: Sequence[Event]) -> set[int]:
    """Of these events about ideas, those that this person may see now, by id (fills `activity.ports.visible_among`).

    Asks the same two questions as the pages: is the idea visible, and, where the event is about a comment, that one?
    """
    person = await Person.get_or_none(id=person_id, deactivated_at=None)
    if person is None or not events:
        return set()
    ideas = await _ids("idea i", "i.id", visible_ideas(person), [event.subject_id for event in events])
    said = [event.details["comment"] for event in events if event.details.get("comment")]
    joined = "comment c JOIN idea i ON i.id = c.idea_id"
    where = visible_comments(person) & Where("c.removed_at IS NULL")
    comments = await _ids(joined, "c.id", where, said) if said else set()
    authored = await _authored(person, events)
    return {
        event.id
        for event in events
        if event.subject_id in ideas
        and (not event.details.get("comment") or event.details["comment"] in comments)
        and _heard(person, event, authored)
    }


def _heard(person: Person, event: Event, authored: set[int]) -> bool:
    if person.is_staff or event.audience is Audience.PUBLIC:
        return True
    mine = event.actor_id == person.id or event.subject_id in authored
    return event.audience is Audience.AUTHOR and mine


async def _authored(person: Person, events: Sequence[Event]) -> set[int]:
    asked = [event.subject_id for event in events if event.audience is Audience.AUTHOR]
    if not asked or person.is_staff:
        return set()
    return await _ids("idea i", "i.id", Where(AUTHORED, {"reader": person.id}), asked)


async def _ids(source: str, column: str, where: Where, ids: Sequence[object]) -> set[int]:
    found = await rows(
        f"SELECT {column} AS id FROM {source} WHERE {column} IN :ids AND {where.sql}",
        **{**where.values, "ids": list(dict.fromkeys(ids))},
    )
    return {each["id"] for each in found}

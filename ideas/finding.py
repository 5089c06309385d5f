"""Finding an idea for somebody who may see it, and asking who may."""

from collections.abc import Sequence

from activity.models import Audience, Event
from core.asking import as_json, unpacked
from core.database import Row, on_sqlite, row, rows
from core.errors import NotFound
from ideas.models import CoauthorState, Comment, Idea
from ideas.visibility import AUTHORED, Where, belongs, visible_comments, visible_ideas
from people.models import Person, Role


async def idea_for(idea_id: int, by: Person | None) -> Idea:
    """The idea, locked until the transaction ends. Raises `NotFound` where it isn't visible to `by`."""
    where = visible_ideas(by)
    found = await row(
        f"SELECT i.id, {_coauthors()} AS coauthors FROM idea i WHERE i.id = :id AND {where.sql}",
        id=idea_id,
        **where.values,
    )
    if not found:
        raise NotFound
    return await _locked(idea_id, found["coauthors"])


async def comment_for(comment_id: int, by: Person | None) -> tuple[Comment, Idea]:
    """A comment and its idea, both locked. Raises `NotFound` where the comment isn't visible to `by`."""
    where = visible_comments(by)
    found = await row(
        f"""SELECT c.idea_id, {_coauthors()} AS coauthors FROM comment c JOIN idea i ON i.id = c.idea_id
            WHERE c.id = :id AND {where.sql}""",
        id=comment_id,
        **where.values,
    )
    if not found:
        raise NotFound
    idea = await _locked(found["idea_id"], found["coauthors"])
    return await Comment.get(id=comment_id), idea


def _coauthors() -> str:
    """The accepted co-authors of the idea `i`, as a list."""
    return as_json("SELECT person_id FROM coauthor WHERE idea_id = i.id AND state = 'accepted'", "person_id")


async def _locked(idea_id: int, coauthors: object) -> Idea:
    idea = await Idea.select_for_update().get(id=idea_id)
    idea.coauthors = frozenset(each["person_id"] for each in unpacked(coauthors))
    return idea


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
    """Of these events about ideas, those that this person may see now, by id (fills `activity.ports.visible_among`)."""
    person = await Person.get_or_none(id=person_id, deactivated_at=None)
    if person is None or not events:
        return set()
    seen, values = seen_in_sql(person)
    found = await rows(
        f"SELECT e.id FROM event e WHERE e.id IN :events AND e.subject_type = 'idea' AND {seen}",
        **{**values, "events": [event.id for event in events]},
    )
    return {each["id"] for each in found}


def seen_in_sql(person: Person) -> tuple[str, dict[str, object]]:
    """The same as a condition on the event `e` (fills `activity.ports.seen_in_sql`).

    Asks the same two questions as the pages: is the idea visible, and, where the event is about a comment, that one?
    """
    idea, comment = visible_ideas(person), visible_comments(person) & Where("c.removed_at IS NULL")
    meant = "TRUE" if person.is_staff else f"(e.audience = 'public' OR (e.audience = 'author' AND {MINE}))"
    about = "json_extract(e.details, '$.comment')" if on_sqlite() else "(e.details ->> 'comment')::bigint"
    condition = f"""EXISTS (SELECT 1 FROM idea i WHERE i.id = e.subject_id AND {idea.sql}) AND {meant}
        AND ({about} IS NULL OR EXISTS (SELECT 1 FROM comment c JOIN idea i ON i.id = c.idea_id
                                        WHERE c.id = {about} AND {comment.sql}))"""
    return condition, {**idea.values, **comment.values, "reader": person.id}


MINE = f"(e.actor_id = :reader OR EXISTS (SELECT 1 FROM idea i WHERE i.id = e.subject_id AND {AUTHORED}))"
"""Whether `:reader` did what the event `e` tells of, or is an author of the idea that it is about."""

"""What people see of votes."""

from collections.abc import Sequence

from core.asking import Question
from core.database import Row, row, rows
from ideas.visibility import Where, visible_ideas
from people.models import Person


async def voted_among(person: Person | None, idea_ids: Sequence[int]) -> set[int]:
    """Of these ideas, those that this person votes for, be it by a vote for what was merged into one."""
    if person is None or not idea_ids:
        return set()
    found = await rows(
        """SELECT idea_id, counted_on_id FROM vote
           WHERE person_id = :person AND (idea_id IN :ids OR counted_on_id IN :ids)""",
        person=person.id,
        ids=list(idea_ids),
    )
    return {each[column] for each in found for column in ("idea_id", "counted_on_id")} & set(idea_ids)


def voted_by(person: Person) -> Where:
    """Narrows a list of ideas `i` to those that this person votes for, be it by what was merged into one."""
    return Where(
        """i.id IN (SELECT idea_id FROM vote WHERE person_id = :voter
                    UNION SELECT counted_on_id FROM vote WHERE person_id = :voter AND counted_on_id IS NOT NULL)""",
        {"voter": person.id},
    )


def voters_of(idea_id: int, reader: Person | None, *, limit: int = 12) -> Question[list[Row]]:
    """Who votes for this idea, newest first: only those who let their name be shown, and where the reader may see what
    they voted for, which may be something that was merged into it."""
    where = visible_ideas(reader)
    return Question(
        f"""SELECT p.id, p.name, p.handle, p.headline, p.role FROM vote v JOIN person p ON p.id = v.person_id
            JOIN idea i ON i.id = v.idea_id
            WHERE v.counted_on_id = :idea AND p.name_shown AND p.deactivated_at IS NULL AND p.name <> ''
              AND {where.sql}
            ORDER BY v.id DESC LIMIT :limit""",
        "id name handle headline role",
        {**where.values, "idea": idea_id, "limit": limit},
        list,
    )


def votes_on(idea_id: int, person: Person) -> Question[list[Row]]:
    """This person's votes for this idea and by what was merged into it. One of them may count here (`counted`): its
    weight, and who cast it if it was staff."""
    own = """SELECT v.weight, v.cast_by_id, p.name AS cast_by_name, v.counted_on_id = :idea AS counted
             FROM vote v LEFT JOIN person p ON p.id = v.cast_by_id WHERE v.person_id = :person AND"""
    return Question(
        f"""{own} v.counted_on_id = :idea
            UNION ALL {own} v.idea_id = :idea AND (v.counted_on_id IS NULL OR v.counted_on_id <> :idea)""",
        "weight cast_by_id cast_by_name counted",
        {"idea": idea_id, "person": person.id},
        list,
    )


async def vote_of(person: Person, idea_id: int) -> Row | None:
    """The vote by which this person counts on this idea: its weight, and who cast it if it was staff."""
    return await row(
        """SELECT v.weight, v.cast_by_id, p.name AS cast_by_name FROM vote v
           LEFT JOIN person p ON p.id = v.cast_by_id
           WHERE v.counted_on_id = :idea AND v.person_id = :person""",
        idea=idea_id,
        person=person.id,
    )


def votes_for_others(idea_id: int, *, limit: int = 50) -> Question[list[Row]]:
    """The votes on this idea that staff cast on somebody's behalf, newest first: for whom, and by whom. For staff."""
    return Question(
        """SELECT p.id AS person_id, p.name AS person_name, b.id AS by_id, b.name AS by_name
           FROM vote v JOIN person p ON p.id = v.person_id JOIN person b ON b.id = v.cast_by_id
           WHERE v.counted_on_id = :idea ORDER BY v.id DESC LIMIT :limit""",
        "person_id person_name by_id by_name",
        {"idea": idea_id, "limit": limit},
        list,
    )


async def others_voted(idea_id: int, person_id: int) -> bool:
    """Whether anybody but this person votes for this idea or what was merged into it (fills
    `ideas.ports.others_voted`)."""
    found = await row(
        """SELECT 1 AS yes FROM vote WHERE (idea_id = :idea OR counted_on_id = :idea) AND person_id <> :person
           LIMIT 1""",
        idea=idea_id,
        person=person_id,
    )
    return found is not None

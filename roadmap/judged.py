"""What people read of verdicts: the rounds of an idea with their numbers, and what was said."""

from core.database import Row, moment, rows
from ideas.visibility import visible_ideas
from people.models import Person
from roadmap.models import Ask, Round, Verdict

SAID = 30
"""Answers in words on one page."""


async def rounds_of(idea_id: int) -> list[Round]:
    """Every round of an idea, the latest first. Whoever calls has looked whether the reader sees the idea."""
    return await Round.filter(idea_id=idea_id).order_by("-cycle")


async def said_in(
    idea_id: int, cycle: int, reader: Person | None, *, before: int = 0, limit: int = SAID
) -> tuple[list[Row], int | None]:
    """What stands as said in one round, latest first: the latest answer of each person that has words or is an
    author's. Then the id before which there is more.

    A name is given where its person lets it be shown; an author's also where the reader sees what they wrote, here or
    merged into it. `wrote`: there are words of theirs in this round.
    """
    where = visible_ideas(reader)
    earlier = "AND v.id < :before" if before else ""
    found = await rows(
        f"""SELECT v.id, v.answer, v.body, v.lang, v.created_at, a.role, p.id AS person_id,
                   CASE WHEN p.name_shown OR (a.role = 'author' AND EXISTS (
                     SELECT 1 FROM idea i WHERE (i.id = a.idea_id OR i.merged_into_id = a.idea_id) AND {where.sql}
                       AND (i.author_id = p.id OR EXISTS (SELECT 1 FROM coauthor c WHERE c.idea_id = i.id
                            AND c.person_id = p.id AND c.state = 'accepted')))) THEN p.name ELSE '' END AS name,
                   EXISTS (SELECT 1 FROM verdict x WHERE x.ask_id = a.id AND x.body <> '') AS wrote
            FROM ask a JOIN verdict v ON v.ask_id = a.id JOIN person p ON p.id = a.person_id
            WHERE a.idea_id = :idea AND a.cycle = :cycle AND a.answer IS NOT NULL
              AND (v.body <> '' OR a.role = 'author')
              AND NOT EXISTS (SELECT 1 FROM verdict w WHERE w.ask_id = a.id AND w.id > v.id) {earlier}
            ORDER BY v.id DESC LIMIT :limit""",
        **where.values,
        idea=idea_id,
        cycle=cycle,
        before=before,
        limit=limit + 1,
    )
    shown = [{**each, "created_at": moment(each["created_at"])} for each in found[:limit]]
    return shown, shown[-1]["id"] if len(found) > limit else None


async def standing(idea_id: int, cycle: int, person_id: int) -> Verdict | None:
    """What this person answered last in one cycle."""
    ask = await Ask.get_or_none(idea_id=idea_id, cycle=cycle, person_id=person_id)
    return await Verdict.filter(ask_id=ask.id).order_by("-id").first() if ask else None


async def reopened_by_an_author(idea_id: int) -> set[int]:
    """The cycles of an idea that an author's no ended; the others were taken back."""
    found = await rows(
        "SELECT DISTINCT cycle FROM ask WHERE idea_id = :idea AND role = 'author' AND answer = 'no'",
        idea=idea_id,
    )
    return {each["cycle"] for each in found}

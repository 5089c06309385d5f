"""What people read of verdicts: the rounds of an idea with their numbers, and what was said."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.asking import Question
from core.database import Row, moment
from ideas.queries import Shown
from ideas.visibility import AUTHORED, visible_ideas
from people.models import Person
from roadmap.models import Answer

Said = tuple[list[Row], int | None]
"""What was said, and the id before which there is more."""

SAID = 30
"""Answers in words on one page."""


@dataclass(frozen=True)
class Given:
    """What somebody answered."""

    answer: Answer
    body: str
    at: datetime


@dataclass(frozen=True)
class Part:
    """What somebody has to do with a round: whether they are among those who are asked, and what stands as their
    answer."""

    wanted_it: bool
    given: Given | None


def rounds_of(idea_id: int) -> Question[list[Shown]]:
    """Every round of an idea, the latest first; `reopened`: an author's no ended it. Whoever calls has looked whether
    the reader sees the idea."""
    counted = "asked yes partly no cant_tell"
    return Question(
        f"""SELECT o.id, o.cycle, o.created_at, o.closes_at, o.closed_at, o.ended_at,
                   {", ".join(f"o.{name}" for name in counted.split())},
                   EXISTS (SELECT 1 FROM ask a WHERE a.idea_id = o.idea_id AND a.cycle = o.cycle
                           AND a.role = 'author' AND a.answer = 'no') AS reopened
            FROM round o WHERE o.idea_id = :idea ORDER BY o.cycle DESC""",
        f"id cycle created_at closes_at closed_at ended_at {counted} reopened",
        {"idea": idea_id},
        lambda found: [Shown({**each, **{name: moment(each[name]) for name in TIMES}}) for each in found],
    )


TIMES = ("created_at", "closes_at", "closed_at", "ended_at")


def said_in(
    idea_id: int, cycle: int, reader: Person | None, *, before: int = 0, limit: int = SAID
) -> Question[Said]:
    """What stands as said in one round, latest first: the latest answer of each person that has words or is an
    author's. Then the id before which there is more.

    A name is given where its person lets it be shown; an author's also where the reader sees what they wrote, here or
    merged into it. `wrote`: there are words of theirs in this round.
    """
    condition = f"a.cycle = :cycle {'AND v.id < :before' if before else ''}"
    found = _said(idea_id, reader, condition, limit, cycle=cycle, **({"before": before} if before else {}))
    return found.then(lambda said: said[cycle])


async def said_about(
    complaints: Sequence[tuple[int, int]], reader: Person | None, *, before: int = 0, limit: int = SAID
) -> Said:
    """The same for several ideas, each in its cycle, as one list; whoever calls has looked whether the reader sees
    them."""
    found = [
        (idea, await said_in(idea, cycle, reader, before=before, limit=limit)) for idea, cycle in complaints
    ]
    every = [{**each, "idea_id": idea} for idea, (those, _more) in found for each in those]
    every.sort(key=lambda each: -int(each["id"]))
    more = len(every) > limit or any(more for _idea, (_those, more) in found)
    return every[:limit], every[limit - 1]["id"] if more else None


def said_on(idea_id: int, cycle: int, reader: Person | None, *, before: int = 0) -> Question[dict[int, Said]]:
    """The same for each round of an idea, by its cycle; of this one what was said `before`."""
    condition = "(a.cycle <> :cycle OR v.id < :before)" if before else "TRUE"
    return _said(idea_id, reader, condition, SAID, **({"cycle": cycle, "before": before} if before else {}))


def _said(
    idea_id: int, reader: Person | None, condition: str, limit: int, **values: object
) -> Question[dict[int, Said]]:
    where = visible_ideas(reader)
    return Question(
        f"""SELECT v.id, a.cycle, v.answer, v.body, v.lang, v.created_at, a.role, p.id AS person_id,
                   CASE WHEN p.name_shown OR (a.role = 'author' AND EXISTS (
                     SELECT 1 FROM idea i WHERE (i.id = a.idea_id OR i.merged_into_id = a.idea_id) AND {where.sql}
                       AND (i.author_id = p.id OR EXISTS (SELECT 1 FROM coauthor c WHERE c.idea_id = i.id
                            AND c.person_id = p.id AND c.state = 'accepted')))) THEN p.name ELSE '' END AS name,
                   EXISTS (SELECT 1 FROM verdict x WHERE x.ask_id = a.id AND x.body <> '') AS wrote
            FROM (SELECT v.id, row_number() OVER (PARTITION BY a.cycle ORDER BY v.id DESC) AS place
                  FROM ask a JOIN verdict v ON v.ask_id = a.id
                  WHERE a.idea_id = :idea AND a.answer IS NOT NULL AND (v.body <> '' OR a.role = 'author')
                    AND NOT EXISTS (SELECT 1 FROM verdict w WHERE w.ask_id = a.id AND w.id > v.id) AND {condition}
                 ) AS placed
            JOIN verdict v ON v.id = placed.id JOIN ask a ON a.id = v.ask_id JOIN person p ON p.id = a.person_id
            WHERE placed.place <= :limit ORDER BY v.id DESC""",
        "id cycle answer body lang created_at role person_id name wrote",
        {**where.values, **values, "idea": idea_id, "limit": limit + 1},
        lambda found: _by_cycle(found, limit),
    )


def _by_cycle(found: list[Row], limit: int) -> dict[int, Said]:
    by_cycle: dict[int, list[Row]] = defaultdict(list)
    for each in found:
        by_cycle[each["cycle"]].append({**each, "created_at": moment(each["created_at"])})
    said: dict[int, Said] = defaultdict(lambda: ([], None))
    for cycle, those in by_cycle.items():
        said[cycle] = those[:limit], those[limit - 1]["id"] if len(those) > limit else None
    return said


def part_of(idea_id: int, cycle: int, person: Person) -> Question[Part]:
    """The part that this person has in one cycle of an idea, and what they answered last."""
    return Question(
        f"""SELECT EXISTS (SELECT 1 FROM ask WHERE idea_id = :idea AND cycle = :cycle AND person_id = :reader) AS asked,
                   EXISTS (SELECT 1 FROM idea i WHERE (i.id = :idea OR i.merged_into_id = :idea)
                           AND {AUTHORED}) AS author,
                   EXISTS (SELECT 1 FROM vote WHERE counted_on_id = :idea AND person_id = :reader) AS voter,
                   v.answer, v.body, v.created_at
            FROM (SELECT 1 AS one) AS once LEFT JOIN verdict v ON v.id = (
              SELECT max(x.id) FROM ask a JOIN verdict x ON x.ask_id = a.id
              WHERE a.idea_id = :idea AND a.cycle = :cycle AND a.person_id = :reader)""",
        "asked author voter answer body created_at",
        {"idea": idea_id, "cycle": cycle, "reader": person.id},
        lambda found: _part(found[0]),
    )


def _part(found: Row) -> Part:
    given = (
        Given(Answer(found["answer"]), found["body"], moment(found["created_at"]))
        if found["answer"]
        else None
    )
    return Part(bool(found["asked"] or found["author"] or found["voter"]), given)

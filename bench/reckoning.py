"""After the load: does everything stand that was answered, once, and was everybody told?"""

import asyncio
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage

from bench.crowding import Told
from commands.doctor import posts, search
from commands.doctor.examining import KEPT
from commands.doctor.findings import Mark
from core.clock import now
from core.database import row, rows

EXAMINATIONS = (*KEPT, search.index, posts.deliveries, posts.tasks)
"""What `madang doctor` looks at in the data."""


@dataclass(frozen=True)
class Line:
    """One line of the table: what was looked at, how many there were, and how many were wrong."""

    name: str
    many: int
    wrong: int


async def everybody_told(patience: float) -> None:
    """Returns when nothing is due any more. Fails when for so many seconds nothing has been done."""
    left, deadline = await _left(), time.monotonic() + patience
    while left:
        await asyncio.sleep(0.1)
        still = await _left()
        if still != left:
            left, deadline = still, time.monotonic() + patience
        assert time.monotonic() < deadline, f"{left} are still to be told"


async def _left() -> int:
    found = await row(
        """SELECT (SELECT COUNT(*) FROM task WHERE done_at IS NULL AND (due_at <= :now OR last_error <> ''))
                + (SELECT COUNT(*) FROM delivery WHERE done_at IS NULL AND failed_at IS NULL) AS n""",
        now=now(),
    )
    return int(found["n"]) if found else 0


async def reckoned(told: Told, mails: Sequence[EmailMessage]) -> list[Line]:
    """Every promise with how often it was broken."""
    return [
        await _votes(told),
        await _words("posts that were answered, each there once", "title", "idea", told.posts),
        await _words("comments that were answered, each there once", "body", "comment", told.comments),
        *[await _none(name, sql) for name, sql in ONCE],
        await _mails(mails),
        await _examined(),
    ]


ONCE = (
    (
        "forms that made two things",
        "SELECT subject_id FROM submission WHERE subject_type = 'idea' AND subject_id = 0",
    ),
    (
        "ideas without exactly one event that begins them",
        """SELECT i.id FROM idea i WHERE 1 <> (SELECT COUNT(*) FROM event e
           WHERE e.action = 'idea.posted' AND e.subject_type = 'idea' AND e.subject_id = i.id)""",
    ),
    (
        "comments without exactly one event",
        """SELECT c.id FROM comment c WHERE 1 <> (SELECT COUNT(*) FROM event e WHERE e.action = 'comment.posted'
           AND e.subject_id = c.idea_id AND e.details ->> 'comment' = CAST(c.id AS TEXT))""",
    ),
    (
        "votes without exactly one event",
        """SELECT v.id FROM vote v WHERE 1 <> (SELECT COUNT(*) FROM event e WHERE e.action = 'vote.cast'
           AND e.subject_id = v.idea_id AND e.actor_id = v.person_id)""",
    ),
    (
        "authors who weren't told of a comment, once",
        """SELECT e.id FROM event e JOIN idea i ON i.id = e.subject_id
           WHERE e.action = 'comment.posted' AND e.actor_id <> i.author_id AND 1 <> (
             SELECT COUNT(*) FROM notice n WHERE n.root_id = e.id AND n.person_id = i.author_id)""",
    ),
    (
        "notices of one's own act",
        "SELECT n.id FROM notice n JOIN event e ON e.id = n.root_id WHERE e.actor_id = n.person_id",
    ),
    (
        "notices without exactly one mail sent",
        """SELECT n.id FROM notice n WHERE 1 <> (SELECT COUNT(*) FROM delivery d
           WHERE d.kind = 'notice' AND d.reference = n.id AND d.done_at IS NOT NULL AND d.failed_at IS NULL)""",
    ),
)


async def _votes(told: Told) -> Line:
    found = await rows("SELECT person_id, idea_id FROM vote")
    there = Counter((each["person_id"], each["idea_id"]) for each in found)
    return Line(
        "votes that were answered, each there once",
        len(told.votes),
        sum(there[each] != 1 for each in told.votes),
    )


async def _words(name: str, column: str, table: str, told: set[str]) -> Line:
    there = Counter(each[column] for each in await rows(f"SELECT {column} FROM {table}"))
    twice = sum(many > 1 for words, many in there.items() if " of visitor " in words)
    return Line(name, len(told), sum(not there[each] for each in told) + twice)


async def _none(name: str, sql: str) -> Line:
    table = sql.split(" FROM ", 1)[1].split()[0]
    whole = await row(f"SELECT COUNT(*) AS n FROM {table}")
    found = await row(f"SELECT COUNT(*) AS n FROM ({sql}) AS broken")
    assert whole is not None
    assert found is not None
    return Line(name, whole["n"], found["n"])


async def _mails(mails: Sequence[EmailMessage]) -> Line:
    """Each mail at least once, and none under two identities. What came twice came from somebody killed in between."""
    sent = await rows("SELECT id, target FROM delivery WHERE done_at IS NOT NULL ORDER BY id")
    taken = {(str(mail["Message-ID"]), str(mail["To"])) for mail in mails}
    return Line("mails, each at least once", len(sent), abs(len(sent) - len(taken)))


async def _examined() -> Line:
    found = [finding for check in EXAMINATIONS for finding in await check()]
    return Line("examinations of the doctor", len(found), sum(each.mark is Mark.WRONG for each in found))

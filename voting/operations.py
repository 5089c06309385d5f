"""Voting and taking a vote back: the one hot path that is written in SQL.

A vote is one statement on PostgreSQL and one thread hop on SQLite: it is inserted unless it is there, the counter and
the rank go up, the voter follows, and the event is appended, all or nothing. Both take a `Ballot` and know nothing of
how many are cast together, so that many can be committed as a group.
"""

from dataclasses import dataclass

from core.clock import now
from core.database import connection, on_sqlite
from core.errors import NotFound, Refused
from core.words import _
from ideas.loop import Stage
from ideas.visibility import audiences
from people.models import Person
from voting import on_postgres, on_sqlite_file
from voting.ballot import Ballot


@dataclass(frozen=True)
class Outcome:
    """What came of it: whether anything changed, and the idea's stage and votes afterwards."""

    changed: bool
    stage: str
    votes: int
    open: bool


async def cast_vote(idea_id: int, *, by: Person) -> Outcome:
    """Vote for an idea. Voting twice counts once and isn't an error; whoever votes follows.

    Raises `NotFound` where the voter doesn't see the idea and `Refused` where it takes no votes any more.
    """
    return _judged(await _count(_ballot(idea_id, by), taking_back=False))


async def withdraw_vote(idea_id: int, *, by: Person) -> Outcome:
    """Take one's vote back; without one, nothing changes. Following stays, as a choice of its own."""
    return _judged(await _count(_ballot(idea_id, by), taking_back=True))


def _ballot(idea_id: int, by: Person) -> Ballot:
    return Ballot(idea_id, by.id, tuple(audiences(by)), by.is_staff, now())


async def _count(ballot: Ballot, *, taking_back: bool) -> Outcome | None:
    if on_sqlite():
        work = on_sqlite_file.take_back if taking_back else on_sqlite_file.cast
        found = await connection().in_one_hop(lambda raw: work(raw, ballot))
    else:
        found = await (on_postgres.take_back if taking_back else on_postgres.cast)(ballot)
    return Outcome(**found) if found else None


def _judged(outcome: Outcome | None) -> Outcome:
    if outcome is None:
        raise NotFound
    if not outcome.open:
        raise Refused(_("“%(stage)s”: votes are closed here.", stage=_(Stage(outcome.stage).label)))
    return outcome

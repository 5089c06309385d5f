"""Voting and taking a vote back: the one hot path that is written in SQL.

A vote is one statement on PostgreSQL and one thread hop on SQLite: it is inserted unless it is there, the counter and
the rank go up, the voter follows, and the event is appended, all or nothing. What comes at once is committed as a group
(`voting.urn`).
"""

from core.clock import now
from core.errors import NotFound, Refused
from core.words import _
from ideas.loop import Stage
from ideas.visibility import audiences
from people.models import Person
from voting.ballot import Ballot, Outcome
from voting.urn import put


async def cast_vote(idea_id: int, *, by: Person) -> Outcome:
    """Vote for an idea. Voting twice counts once and isn't an error; whoever votes follows.

    Whoever counts there already, by a vote for what was merged into it, counts once. Raises `NotFound` where the voter
    doesn't see the idea and `Refused` where it takes no votes any more.
    """
    return judged(await put(ballot_of(by, idea_id)))


async def withdraw_vote(idea_id: int, *, by: Person) -> Outcome:
    """Take one's vote back, with those for what was merged into it; without one, nothing changes. Following stays, as a
    choice of its own."""
    return judged(await put(ballot_of(by, idea_id, taking_back=True)))


def ballot_of(
    person: Person, idea_id: int, *, cast_by: int | None = None, taking_back: bool = False
) -> Ballot:
    """The vote of this person, who sees what their role lets them see."""
    return Ballot(
        idea_id,
        person.id,
        tuple(audiences(person)),
        person.is_staff,
        now(),
        cast_by=cast_by,
        taking_back=taking_back,
    )


def judged(outcome: Outcome | None) -> Outcome:
    """What came of it, where the idea is seen and takes votes. Raises `NotFound` or `Refused`."""
    if outcome is None:
        raise NotFound
    if outcome.stage == Stage.MERGED:
        raise Refused(_("This was merged into another idea: votes count there."))
    if not outcome.open:
        raise Refused(_("“%(stage)s”: votes are closed here.", stage=_(Stage(outcome.stage).label)))
    return outcome

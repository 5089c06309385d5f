"""Votes on behalf of customers and partners, who said it on the phone or in a meeting.

It is recorded who cast it and for whom; that person is told, follows, and can take it back like any vote of theirs.
"""

from activity.models import Calling
from core.database import in_transaction, rows
from core.errors import Invalid, NotAllowed, Refused
from core.words import _
from ideas.finding import idea_for, sources_of
from ideas.models import Idea
from ideas.notes import note
from people.models import Person
from voting.ballot import Outcome
from voting.counting import recount
from voting.events import VoteEvent
from voting.operations import ballot_of, judged
from voting.permissions import can_vote_for, takes_votes
from voting.urn import put


@in_transaction
async def cast_for(idea_id: int, *, person_id: int, by: Person) -> Outcome:
    """Vote for an idea on behalf of somebody who sees it. Where they vote for it already, nothing changes."""
    idea = await idea_for(idea_id, by)
    person = await _represented(person_id, by)
    outcome = await put(ballot_of(person, idea.id, cast_by=by.id))
    if outcome is None:
        raise Refused(_("%(name)s can't see this, so nobody votes for it in their name.", name=person.name))
    if judged(outcome).changed:
        await _tell(VoteEvent.CAST_FOR, idea, person, by)
    return outcome


@in_transaction
async def withdraw_for(idea_id: int, *, person_id: int, by: Person) -> None:
    """Take back what staff cast on somebody's behalf. Their own vote only they take back."""
    idea = await idea_for(idea_id, by)
    person = await _represented(person_id, by)
    if not takes_votes(idea):
        raise Refused(_("Votes are closed here."))
    sources = await sources_of(idea.id)
    gone = await rows(
        """DELETE FROM vote WHERE idea_id IN :whole AND person_id = :person AND cast_by_id IS NOT NULL
           RETURNING id""",
        whole=[idea.id, *sources],
        person=person.id,
    )
    if not gone:
        raise Refused(_("Nobody has voted for this on behalf of %(name)s.", name=person.name))
    await recount(idea.id, sources)
    await _tell(VoteEvent.WITHDRAWN_FOR, idea, person, by)


async def _represented(person_id: int, by: Person) -> Person:
    person = await Person.get_or_none(id=person_id)
    if person is None:
        raise Invalid({"person": _("Nobody here is known by this.")})
    if not can_vote_for(by, person):
        raise NotAllowed(_("Staff vote on behalf of customers and partners, not of each other."))
    return person


async def _tell(action: VoteEvent, idea: Idea, person: Person, by: Person) -> None:
    calling = {person.id: Calling.ASSIGNED}
    await note(action, idea, by=by, calling=calling, **{"for": person.id})

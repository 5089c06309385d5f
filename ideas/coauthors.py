"""Who wrote an idea beside whoever posted it. Nobody is credited without saying yes themselves."""

from collections.abc import Sequence
from dataclasses import dataclass

from activity.models import Audience, Reason, Subscription
from activity.operations import record, subscribe
from core.clock import now
from core.database import Row, in_transaction
from core.errors import NotAllowed
from core.words import _
from ideas.events import CoauthorEvent
from ideas.finding import idea_for
from ideas.models import Coauthor, CoauthorState, Idea
from ideas.notes import note
from people.models import Person
from people.names import checked_name

UNNAMED = (CoauthorState.INVITED, CoauthorState.DECLINED, CoauthorState.LEFT)
"""Whoever wrote it too and isn't named: they haven't said yes yet, or said no, or took their name back."""


@dataclass(frozen=True)
class Credit:
    """Somebody who wrote an idea too, and the name under which they want to be credited; "" while they haven't said
    that they do."""

    person: int
    name: str = ""


async def credit(idea: Idea, others: Sequence[Credit]) -> None:
    """Inside a transaction, when the idea is made: those with a name are its co-authors and follow it; the others may
    say on its page that they want to be named too."""
    moment = now()
    for each in others:
        await Coauthor.create(
            idea=idea,
            person_id=each.person,
            state=CoauthorState.ACCEPTED if each.name else CoauthorState.INVITED,
            credit_name=each.name,
            accepted_at=moment if each.name else None,
            created_at=moment,
        )
        if each.name:
            await subscribe(each.person, ("idea", idea.id), Reason.AUTHOR)


@in_transaction
async def accept(idea_id: int, *, name: str = "", by: Person) -> Coauthor:
    """Be named as an author of what one wrote with others, by one's own name unless another is given. From now on they
    may edit it, hear of it and are asked whether it worked. Raises `Invalid` for field `name`."""
    idea = await idea_for(idea_id, by)
    standing = await _standing(idea, by)
    if standing.state is CoauthorState.ACCEPTED:
        return standing
    standing.credit_name = checked_name(name.strip() or by.name)
    standing.state, standing.accepted_at = CoauthorState.ACCEPTED, now()
    await standing.save(update_fields=["state", "credit_name", "accepted_at"])
    await subscribe(by.id, ("idea", idea.id), Reason.AUTHOR)
    await note(CoauthorEvent.ACCEPTED, idea, by=by, audience=Audience.AUTHOR)
    return standing


@in_transaction
async def decline(idea_id: int, *, by: Person) -> Coauthor:
    """Stay unnamed. Who it was that doesn't want to be named is nobody's business: the event is about them alone."""
    idea = await idea_for(idea_id, by)
    standing = await _standing(idea, by)
    if standing.state is CoauthorState.INVITED:
        standing.state = CoauthorState.DECLINED
        await standing.save(update_fields=["state"])
        await record(
            CoauthorEvent.DECLINED, by=by, about=("person", by.id), audience=Audience.AUTHOR, idea=idea.id
        )
    return standing


@in_transaction
async def leave(idea_id: int, *, by: Person) -> Coauthor:
    """Take one's name off what one wrote with others. They are its author no longer; the text stays."""
    idea = await idea_for(idea_id, by)
    standing = await _standing(idea, by)
    if standing.state is CoauthorState.ACCEPTED:
        standing.state, standing.credit_name, standing.accepted_at = CoauthorState.LEFT, "", None
        await standing.save(update_fields=["state", "credit_name", "accepted_at"])
        following = Subscription.filter(person_id=by.id, subject_type="idea", subject_id=idea.id)
        await following.filter(reason=Reason.AUTHOR).delete()
        await note(CoauthorEvent.LEFT, idea, by=by, audience=Audience.AUTHOR)
    return standing


async def _standing(idea: Idea, by: Person) -> Coauthor:
    found = await Coauthor.get_or_none(idea_id=idea.id, person_id=by.id)
    if found is None or found.state not in (*UNNAMED, CoauthorState.ACCEPTED):
        raise NotAllowed(_("Only whoever wrote it too can be named as its author."))
    return found


def by_state(found: Sequence[Row], reader: Person | None) -> Row:
    """What an idea's page says of `OF_IDEA`: who is credited, how many wrote it too and haven't answered, and how the
    reader stands among them."""
    accepted = [each for each in found if each["state"] == CoauthorState.ACCEPTED]
    own = next((each["state"] for each in found if reader and each["person_id"] == reader.id), None)
    return {
        "coauthors": frozenset(each["person_id"] for each in accepted),
        "credited": [{**each, "name": each["credit_name"] or each["name"]} for each in accepted],
        "unnamed": sum(each["state"] == CoauthorState.INVITED for each in found),
        "own_part": CoauthorState(own) if own else None,
    }


OF_IDEA = """SELECT ca.person_id, ca.state, ca.credit_name, p.name, p.role, p.department
    FROM coauthor ca JOIN person p ON p.id = ca.person_id WHERE ca.idea_id = i.id ORDER BY ca.id"""
COLUMNS = "person_id state credit_name name role department"
"""Everybody who wrote the idea `i` too, in the order in which they were credited."""

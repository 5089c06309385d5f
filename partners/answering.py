"""What owners answer to those who ask to come in."""

from core.database import in_transaction
from core.errors import NotFound
from partners.entering import concerned, enter, move, note
from partners.events import MembershipEvent
from partners.finding import membership_of, must_be_active, owner_or_refused
from partners.models import Membership, MemberState, Room
from people.models import Person


@in_transaction
async def let_in(room_id: int, person_id: int, *, by: Person) -> Membership:
    """Let somebody in who has asked. They accepted the terms when they asked; letting in twice is letting in once."""
    room, _mine = await owner_or_refused(room_id, by)
    standing = await membership_of(room.id, person_id)
    if standing is None or standing.state not in (MemberState.REQUESTED, MemberState.ACTIVE):
        raise NotFound
    return standing if standing.state == MemberState.ACTIVE else await admit(room, standing, by)


async def admit(room: Room, standing: Membership, by: Person) -> Membership:
    """Inside an owner's operation: whoever has asked is inside."""
    must_be_active(room)
    inside = await enter(room, standing, terms=standing.terms_accepted, answered_by_id=by.id, words="")
    called = concerned(inside.person_id)
    await note(MembershipEvent.ACCEPTED, room, by=by, calling=called, person=inside.person_id)
    return inside


@in_transaction
async def refuse(room_id: int, person_id: int, *, by: Person) -> None:
    """Say no to somebody who has asked: they can't ask again for `PAUSE`."""
    room, _mine = await owner_or_refused(room_id, by)
    standing = await membership_of(room.id, person_id)
    if standing is None or standing.state != MemberState.REQUESTED:
        raise NotFound
    await move(standing, MemberState.DECLINED, answered_by_id=by.id, words="")
    await note(MembershipEvent.REFUSED, room, by=by, calling=concerned(person_id), person=person_id)

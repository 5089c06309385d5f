"""How somebody becomes a member: invited and accepting, asking and let in, or walking into an open room.

Nobody is made a member without saying yes themselves. Each move holds the room, so that of two at once the second sees
what the first did.
"""

from core.clock import now
from core.database import in_transaction
from core.errors import Invalid, NotAllowed, Refused
from core.text import clean
from core.words import _
from partners.answering import let_in as let_in
from partners.answering import refuse as refuse
from partners.entering import accepted, asked, concerned, enter, move, note, outside, owners_of
from partners.events import MembershipEvent
from partners.finding import insider, listed_room, membership_of, must_be_active
from partners.inviting import invite as invite
from partners.inviting import suggestions as suggestions
from partners.inviting import uninvite as uninvite
from partners.leaving import ban as ban
from partners.leaving import leave as leave
from partners.leaving import readmit as readmit
from partners.leaving import remove as remove
from partners.models import Membership, MemberState, RoomInvitation
from partners.patience import when
from partners.permissions import asks_again_at, can_join, can_request, is_inside
from partners.rules import must_take_part
from partners.succession import hand_over as hand_over
from people.models import Person

LONGEST_WORDS = 1_000


@in_transaction
async def accept(room_id: int, *, by: Person, terms: int | None = None) -> Membership:
    """Come in, invited. `terms` is the version that one has read and accepts; without it, the one that stands.
    Accepting twice is accepting once."""
    room = await listed_room(room_id, by)
    standing = await membership_of(room.id, by.id)
    if standing and is_inside(standing):
        return standing
    if standing is None or standing.state != MemberState.INVITED:
        raise NotAllowed(_("You have no invitation into this room."))
    must_be_active(room)
    inside = await enter(room, standing, terms=accepted(room, terms), answered_by_id=by.id)
    told = concerned(*{*await owners_of(room.id, besides=by.id), standing.invited_by_id or 0})
    await note(MembershipEvent.JOINED, room, by=by, calling=told, person=by.id)
    return inside


@in_transaction
async def decline(room_id: int, *, by: Person) -> None:
    """Say no to an invitation: whoever sent it can't send another for `PAUSE`."""
    room = await listed_room(room_id, by)
    standing = await membership_of(room.id, by.id)
    if standing is None or standing.state != MemberState.INVITED:
        raise NotAllowed(_("You have no invitation into this room."))
    await RoomInvitation.filter(
        room_id=room.id, person_id=by.id, by_id=standing.invited_by_id, declined_at=None
    ).update(declined_at=now())
    await move(standing, MemberState.DECLINED, answered_by_id=by.id)
    told = concerned(standing.invited_by_id)
    await note(MembershipEvent.DECLINED, room, by=by, calling=told, person=by.id)


@in_transaction
async def join(room_id: int, *, by: Person, terms: int | None = None) -> Membership:
    """Come into an open room at once, by accepting its terms (see `accept`)."""
    room = await listed_room(room_id, by)
    standing = await membership_of(room.id, by.id)
    if standing and is_inside(standing):
        return standing
    if standing and standing.state == MemberState.INVITED:
        return await accept(room_id, by=by, terms=terms)
    await must_take_part(by)
    must_be_active(room)
    if not can_join(room, standing):
        raise NotAllowed(_("Nobody comes into this room without being invited or let in."))
    coming = standing or Membership(room=room, person=by)
    inside = await enter(room, coming, terms=accepted(room, terms), answered_by_id=None)
    told = concerned(*await owners_of(room.id, besides=by.id))
    await note(MembershipEvent.JOINED, room, by=by, calling=told, person=by.id)
    return inside


@in_transaction
async def request(room_id: int, words: str = "", *, by: Person, terms: int | None = None) -> Membership:
    """Ask to come in, with a few words and having accepted the terms. Asking twice is asking once."""
    room = await listed_room(room_id, by)
    await must_take_part(by)
    standing = await membership_of(room.id, by.id)
    if standing and standing.state in (MemberState.REQUESTED, MemberState.ACTIVE):
        return standing
    if standing and standing.state == MemberState.INVITED:
        raise Refused(_("You are invited already: accept the invitation."))
    must_be_active(room)
    if until := asks_again_at(standing):
        raise Refused(_("An owner has said no. You can ask again %(when)s.", when=when(until)))
    if not can_request(room, standing):
        raise NotAllowed(_("Nobody needs to ask here: the room is open."))
    said = clean(words)
    if len(said) > LONGEST_WORDS:
        raise Invalid({"words": _("This has at most %(number)s characters.", number=LONGEST_WORDS)})
    fields = {"words": said, "terms_accepted": accepted(room, terms)}
    asking = await move(standing or Membership(room=room, person=by), MemberState.REQUESTED, **fields)
    await note(MembershipEvent.REQUESTED, room, by=by, calling=asked(await owners_of(room.id)), person=by.id)
    return asking


@in_transaction
async def take_back(room_id: int, *, by: Person) -> None:
    """Ask no more."""
    room = await listed_room(room_id, by)
    standing = await membership_of(room.id, by.id)
    if standing is None or standing.state != MemberState.REQUESTED:
        raise NotAllowed(_("You haven't asked to come into this room."))
    await move(standing, outside(standing), words="")
    await note(MembershipEvent.WITHDRAWN, room, by=by, person=by.id)


@in_transaction
async def agree(room_id: int, *, by: Person, terms: int | None = None) -> Membership:
    """A member accepts the terms as they have changed, and may write again."""
    room, standing = await insider(room_id, by)
    version = accepted(room, terms)
    if standing.terms_accepted < version:
        standing.terms_accepted = version
        await standing.save(update_fields=["terms_accepted"])
        await note(MembershipEvent.AGREED, room, by=by, person=by.id, version=version)
    return standing

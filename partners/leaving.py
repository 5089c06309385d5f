"""How somebody ceases to be a member: leaving, or sent away by an owner.

From that moment nothing of the room reaches them: in one transaction their feed ends, they follow it no more, and what
they were about to be told of it is gone. What they wrote and are credited for stays.
"""

from core.clock import now
from core.database import in_transaction, rows
from core.errors import NotAllowed, NotFound, Refused
from core.text import clean
from core.words import _
from partners.entering import concerned, move, note, owners_of, recount
from partners.events import MembershipEvent
from partners.finding import insider, membership_of, owner_or_refused
from partners.models import MemberRole, Membership, MemberState, Room, RoomStatus
from partners.permissions import is_inside, is_owner
from partners.succession import succeed
from people.models import Person

LONGEST_REASON = 500


@in_transaction
async def leave(room_id: int, *, by: Person) -> None:
    """Go. The last owner hands the room over first, or archives it: then whoever has been there longest looks after
    what is left."""
    room, standing = await insider(room_id, by)
    last = is_owner(standing) and not await owners_of(room.id, besides=by.id)
    if last and room.status == RoomStatus.ACTIVE:
        raise Refused(
            _(
                "You are this room's last owner. Hand it over to another member or archive it, then you can leave."
            )
        )
    await _out(room, standing, MemberState.LEFT, words="", answered_by_id=None)
    if last:
        await succeed(room)
    await note(MembershipEvent.LEFT, room, by=by, person=by.id)


@in_transaction
async def remove(room_id: int, person_id: int, reason: str = "", *, by: Person) -> None:
    """An owner sends a member away. `reason` is read by owners, and by whoever was sent away where they still know of
    the room."""
    room, standing = await _removable(room_id, person_id, by)
    if not is_inside(standing):
        raise NotFound
    await _out(room, standing, MemberState.REMOVED, words=_reason(reason), answered_by_id=by.id)
    await note(MembershipEvent.REMOVED, room, by=by, calling=concerned(person_id), person=person_id)


@in_transaction
async def ban(room_id: int, person_id: int, reason: str = "", *, by: Person) -> None:
    """The same, and they neither find the room any more nor can ask or be invited, until they are readmitted. Also for
    somebody who isn't inside but was once, asks, or is invited."""
    room, standing = await _removable(room_id, person_id, by)
    if standing.state == MemberState.BANNED:
        return
    await _out(room, standing, MemberState.BANNED, words=_reason(reason), answered_by_id=by.id)
    await note(MembershipEvent.BANNED, room, by=by, calling=concerned(person_id), person=person_id)


@in_transaction
async def readmit(room_id: int, person_id: int, *, by: Person) -> None:
    """Whoever was banned may come again as anybody else."""
    room, _mine = await owner_or_refused(room_id, by)
    standing = await membership_of(room.id, person_id)
    if standing is None or standing.state != MemberState.BANNED:
        raise NotFound
    await move(standing, MemberState.LEFT, words="", answered_by_id=None)
    await note(MembershipEvent.READMITTED, room, by=by, calling=concerned(person_id), person=person_id)


async def _removable(room_id: int, person_id: int, by: Person) -> tuple[Room, Membership]:
    room, _mine = await owner_or_refused(room_id, by)
    standing = await membership_of(room.id, person_id)
    if standing is None:
        raise NotFound
    if is_owner(standing):
        raise NotAllowed(_("An owner can't be sent away. They leave by themselves."))
    return room, standing


def _reason(given: str) -> str:
    return clean(given)[:LONGEST_REASON]


async def _out(room: Room, standing: Membership, state: MemberState, **fields: object) -> None:
    """Nothing of the room reaches them from now on."""
    gone = {"role": MemberRole.MEMBER, "feed_key": None, "revoked_at": now(), **fields}
    await move(standing, state, **gone)
    await recount(room)
    await _revoke(room.id, standing.person_id)


async def _revoke(room_id: int, person_id: int) -> None:
    """They follow the room no more; notices of it that they haven't seen go, and the mails that are queued for them."""
    about = {"room": room_id, "person": person_id}
    await rows(
        "DELETE FROM subscription WHERE subject_type = 'room' AND subject_id = :room AND person_id = :person",
        **about,
    )
    unseen = await rows(
        """SELECT n.id FROM notice n JOIN event e ON e.id = n.event_id
           WHERE n.person_id = :person AND n.seen_at IS NULL AND e.subject_type = 'room' AND e.subject_id = :room""",
        **about,
    )
    notices = [each["id"] for each in unseen]
    await rows(
        """UPDATE delivery SET done_at = :now, leased_until = NULL
           WHERE kind = 'notice' AND reference IN :notices AND done_at IS NULL AND failed_at IS NULL""",
        now=now(),
        notices=notices,
    )
    await rows("DELETE FROM notice WHERE id IN :notices", notices=notices)

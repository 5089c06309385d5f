"""Finding a room for somebody, as far as they may know of it. Inside an operation the room is held until it ends, and
with it all that changes in the room: who is inside, what is said."""

from core.database import in_act, row
from core.errors import NotAllowed, NotFound, Refused
from core.words import _
from ideas.visibility import Where
from partners.models import Membership, Room, RoomStatus
from partners.permissions import has_accepted, is_inside, is_owner
from partners.visibility import readable_rooms, visible_rooms
from people.models import Person


async def listed_room(room_id: int, person: Person | None) -> Room:
    """A room that this person may know of: its name, purpose, kind and numbers. Raises `NotFound`."""
    return await _found(room_id, visible_rooms(person))


async def room_for(room_id: int, person: Person | None) -> Room:
    """A room that this person may read inside. Raises `NotFound`."""
    return await _found(room_id, readable_rooms(person))


async def _found(room_id: int, where: Where) -> Room:
    """Held first and looked at then: who was sent away a moment ago doesn't find it any more."""
    rooms = Room.select_for_update() if in_act() else Room.all()
    room = await rooms.get_or_none(id=room_id)
    if room is None or not await row(
        f"SELECT r.id FROM room r WHERE r.id = :id AND ({where.sql})", id=room_id, **where.values
    ):
        raise NotFound
    return room


async def membership_of(room_id: int, person_id: int) -> Membership | None:
    """Their standing in this room, whatever it is; None for whoever never had any."""
    return await Membership.get_or_none(room_id=room_id, person_id=person_id)


async def insider(room_id: int, by: Person) -> tuple[Room, Membership]:
    """The room and one's membership. Raises `NotFound` for whoever may not read it, `NotAllowed` for a reader who isn't
    a member."""
    room = await room_for(room_id, by)
    standing = await membership_of(room_id, by.id)
    if standing is None or not is_inside(standing):
        raise NotAllowed(_("Only members of this room can do that."))
    return room, standing


async def member_or_refused(room_id: int, by: Person) -> tuple[Room, Membership]:
    """The same for whoever wants to write. Raises `Refused` where the room is only read, or where one hasn't accepted
    its terms as they stand."""
    room, standing = await insider(room_id, by)
    must_be_active(room)
    if not has_accepted(room, standing):
        raise Refused(_("The terms of this room have changed. Accept them first."))
    return room, standing


async def owner_or_refused(room_id: int, by: Person) -> tuple[Room, Membership]:
    """The same for what only owners do. Raises `NotAllowed` for other members."""
    room, standing = await insider(room_id, by)
    if not is_owner(standing):
        raise NotAllowed(_("Only owners of this room can do that."))
    return room, standing


def must_be_active(room: Room) -> None:
    """Raises `Refused` where the room is only read."""
    if room.status == RoomStatus.ARCHIVED:
        raise Refused(_("This room is archived: it can be read, but nothing changes in it any more."))
    if room.status == RoomStatus.FROZEN:
        raise Refused(_("This room is frozen while something in it is looked into. It can only be read."))

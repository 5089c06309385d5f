"""Questions about rooms with a yes or no. Operations ask them, pages ask the same ones.

A membership is somebody's standing in a room, or None for whoever has none. Roles of the house count for nothing here.
"""

from datetime import datetime, timedelta
from typing import Any

from core.clock import now
from partners.models import MemberRole, Membership, MemberState, Room, RoomKind, RoomStatus

PAUSE = timedelta(days=30)
"""So long nobody is invited again by whom they have declined, nor asks again where they were refused."""

NARROWER = {
    RoomKind.OPEN: (RoomKind.CLOSED, RoomKind.SECRET),
    RoomKind.CLOSED: (RoomKind.SECRET,),
    RoomKind.SECRET: (),
}
"""What a room may become. What was said among few never becomes readable for more."""


def is_inside(membership: Membership | None) -> bool:
    """Are they a member now?"""
    return membership is not None and membership.state == MemberState.ACTIVE


def is_owner(membership: Membership | None) -> bool:
    """Are they a member who looks after the room?"""
    return membership is not None and is_inside(membership) and membership.role == MemberRole.OWNER


def has_accepted(room: Room, membership: Membership) -> bool:
    """Have they accepted the room's terms as they stand? Without terms there is nothing to accept."""
    return not room.terms or membership.terms_accepted >= room.terms_version


def can_write(room: Room, membership: Membership | None) -> bool:
    """May they write here? Members who have accepted the terms as they stand, while the room isn't only read."""
    if membership is None or not is_inside(membership):
        return False
    return room.status == RoomStatus.ACTIVE and has_accepted(room, membership)


def can_invite(room: Room, membership: Membership | None) -> bool:
    """May they invite others? Every member who may write."""
    return can_write(room, membership)


def can_decide(room: Room, membership: Membership | None) -> bool:
    """May they let people in and change what the room says of itself? Owners, while the room isn't only read."""
    return room.status == RoomStatus.ACTIVE and is_owner(membership)


def can_take_away(membership: Membership | None) -> bool:
    """May they remove, ban, narrow and hand over? Owners always: what only takes away needs no active room."""
    return is_owner(membership)


def can_join(room: Room, membership: Membership | None) -> bool:
    """May they come in at once? Into an open room, unless an owner has turned them away. (Whether they take part here
    at all is asked elsewhere.)"""
    if room.kind != RoomKind.OPEN or room.status != RoomStatus.ACTIVE:
        return False
    if membership is None:
        return True
    away = membership.state in (MemberState.DECLINED, MemberState.LEFT)
    return away and not was_turned_away(membership)


def can_request(room: Room, membership: Membership | None) -> bool:
    """May they ask to come in? Where the room is closed, or where they were turned away from an open one; after a no,
    not for `PAUSE`."""
    if room.kind == RoomKind.SECRET or room.status != RoomStatus.ACTIVE:
        return False
    if membership is None:
        return room.kind == RoomKind.CLOSED
    if membership.state not in (MemberState.DECLINED, MemberState.LEFT, MemberState.REMOVED):
        return False
    turned = was_turned_away(membership)
    return (turned or room.kind == RoomKind.CLOSED) and asks_again_at(membership) is None


def was_turned_away(membership: Membership) -> bool:
    """Did an owner remove them, or refuse their request? Then an owner's yes is needed before they are in again."""
    by_owner = membership.answered_by_id not in (None, membership.person_id)
    return membership.state == MemberState.REMOVED or (membership.state == MemberState.DECLINED and by_owner)


def asks_again_at(membership: Membership | None) -> datetime | None:
    """Since an owner said no: when they may ask again. None where they may now."""
    if membership is None or not was_turned_away(membership):
        return None
    until = membership.changed_at + PAUSE
    return until if until > now() else None


def can_edit_post(room: Room, membership: Membership | None, said: Any) -> bool:
    """May they change these words? Whoever wrote them, while they may write here. `said` is a post or a comment."""
    standing = not said.removed_at and not said.hidden_at
    return standing and can_write(room, membership) and membership is not None and _wrote(membership, said)


def can_remove_post(room: Room, membership: Membership | None, said: Any) -> bool:
    """May they take these words away? Members their own, owners any, also where a room is archived; not while it is
    frozen: then they are looked at."""
    if membership is None or not is_inside(membership) or said.removed_at:
        return False
    return room.status != RoomStatus.FROZEN and (_wrote(membership, said) or is_owner(membership))


def _wrote(membership: Membership, said: Any) -> bool:
    return bool(said.author_id == membership.person_id)

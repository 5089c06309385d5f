"""What every move of a membership leaves behind: its event, the number of members, what a member follows."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from activity.models import Audience, Calling, Event, Reason
from activity.operations import record, subscribe
from core.clock import now
from core.database import rows
from core.errors import Invalid
from core.words import _
from partners.events import MembershipEvent
from partners.models import MemberRole, Membership, MemberState, Room
from people.models import Person


async def note(
    action: StrEnum,
    room: Room,
    *,
    by: Person | None,
    audience: Audience = Audience.AUTHOR,
    calling: Mapping[int, Calling] | None = None,
    **details: Any,
) -> Event:
    """An event in the room, for those inside unless `audience` says otherwise; `person` in the details may know of it
    too, wherever they know of the room."""
    return await record(action, by=by, about=("room", room.id), audience=audience, calling=calling, **details)


async def move(membership: Membership, state: MemberState, **fields: Any) -> Membership:
    """This membership goes there, and stands saved."""
    membership.update_from_dict({"state": state, "changed_at": now(), **fields})
    await membership.save()
    return membership


async def enter(room: Room, membership: Membership, *, terms: int, **fields: Any) -> Membership:
    """They are inside from now on, and follow the room. Where nobody looks after it, they do."""
    role = MemberRole.MEMBER if await owners_of(room.id) else MemberRole.OWNER
    given = {"role": role, "since": now(), "revoked_at": None, "terms_accepted": terms, **fields}
    inside = await move(membership, MemberState.ACTIVE, **given)
    owns = role == MemberRole.OWNER
    await subscribe(inside.person_id, ("room", room.id), Reason.OWNER if owns else Reason.FOLLOWER)
    await recount(room)
    if owns and room.founder_id != inside.person_id:
        await note(MembershipEvent.SUCCEEDED, room, by=None, person=inside.person_id)
    return inside


async def owners_of(room_id: int, *, besides: int = 0) -> list[int]:
    """Who looks after the room and is still here, by their ids. Whoever's account is closed looks after nothing."""
    found = await rows(
        """SELECT m.person_id FROM membership m JOIN person p ON p.id = m.person_id
           WHERE m.room_id = :room AND m.state = 'active' AND m.role = 'owner' AND m.person_id <> :besides
             AND p.deactivated_at IS NULL ORDER BY m.since, m.id""",
        room=room_id,
        besides=besides,
    )
    return [each["person_id"] for each in found]


async def recount(room: Room) -> None:
    """How many are inside, as they are now."""
    room.members = await Membership.filter(room_id=room.id, state=MemberState.ACTIVE).count()
    await room.save(update_fields=["members"])


def accepted(room: Room, version: int | None) -> int:
    """The version of the terms that one accepts: the one that was shown (0 where nothing was ticked), or, given none,
    the one that stands. Raises `Invalid` for field `terms` where the one that stands wasn't accepted."""
    if room.terms and version is not None and version != room.terms_version:
        sentence = _("The terms have changed meanwhile. Please read them again.")
        raise Invalid({"terms": sentence if version else _("Please accept the terms of this room.")})
    return room.terms_version


def outside(standing: Membership) -> MemberState:
    """Where somebody stands who is neither invited nor asking any more: whom an owner had turned away, still is."""
    turned_away = standing.answered_by_id not in (None, standing.person_id)
    return MemberState.DECLINED if turned_away else MemberState.LEFT


def asked(people: list[int]) -> dict[int, Calling]:
    """Each of them is to answer."""
    return dict.fromkeys(people, Calling.ASKED)


def concerned(*people: int | None) -> dict[int, Calling]:
    """Each of them is told because it concerns them."""
    return {person: Calling.ASSIGNED for person in people if person}

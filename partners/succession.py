"""A room always has an owner: it is handed over, or whoever has been there longest takes it on."""

from core.database import in_transaction, row, rows
from core.errors import NotFound, Refused
from core.words import _
from partners.entering import concerned, note, owners_of
from partners.events import MembershipEvent
from partners.finding import membership_of, owner_or_refused
from partners.models import MemberRole, Membership, MemberState, Room
from partners.permissions import is_inside, is_owner
from people.models import Person


@in_transaction
async def hand_over(room_id: int, person_id: int, *, keep: bool = False, by: Person) -> None:
    """Another member looks after the room from now on; with `keep`, both do."""
    room, mine = await owner_or_refused(room_id, by)
    theirs = await membership_of(room.id, person_id)
    if theirs is None or not is_inside(theirs) or theirs.person_id == by.id:
        raise NotFound
    if await Person.exists(id=person_id, deactivated_at__not_isnull=True):
        raise Refused(_("This account is closed: choose somebody who is still here."))
    if is_owner(theirs) and keep:
        return
    await _set_role(theirs, MemberRole.OWNER)
    if not keep:
        await _set_role(mine, MemberRole.MEMBER)
    called = concerned(person_id)
    await note(MembershipEvent.HANDED_OVER, room, by=by, calling=called, person=person_id, kept=int(keep))


async def succeed(room: Room) -> None:
    """Inside an operation that holds the room: where nobody looks after it any more, the member does who has been there
    longest and whose account isn't closed."""
    if await owners_of(room.id):
        return
    heir = await row(
        """SELECT m.id FROM membership m JOIN person p ON p.id = m.person_id
           WHERE m.room_id = :room AND m.state = 'active' AND p.deactivated_at IS NULL
           ORDER BY m.since, m.id LIMIT 1""",
        room=room.id,
    )
    if heir is None:
        return
    owner = await Membership.get(id=heir["id"])
    for former in await Membership.filter(room_id=room.id, state=MemberState.ACTIVE, role=MemberRole.OWNER):
        await _set_role(former, MemberRole.MEMBER)
    await _set_role(owner, MemberRole.OWNER)
    called = concerned(owner.person_id)
    await note(MembershipEvent.SUCCEEDED, room, by=None, calling=called, person=owner.person_id)


async def _set_role(membership: Membership, role: MemberRole) -> None:
    membership.role = role
    await membership.save(update_fields=["role"])


async def gone(person: Person) -> None:
    """Inside the transaction that closes or opens an account again: none of their rooms stays without an owner (fills
    `people.ports.gone`)."""
    theirs = await rows(
        "SELECT room_id FROM membership WHERE person_id = :person AND state = 'active' ORDER BY room_id",
        person=person.id,
    )
    for room in (
        await Room.filter(id__in=[each["room_id"] for each in theirs]).order_by("id").select_for_update()
    ):
        await succeed(room)

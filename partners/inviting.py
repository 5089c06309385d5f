"""Asking somebody to come into a room: whom one may find here, and never by guessing an e-mail address."""

from datetime import timedelta

from core.clock import now
from core.database import Row, in_transaction, row, rows
from core.errors import NotAllowed, NotFound, Refused
from core.text import one_line
from core.words import _, ngettext
from ideas.visibility import Where
from partners.answering import admit
from partners.entering import asked, move, note, outside
from partners.events import MembershipEvent
from partners.finding import insider, member_or_refused, membership_of
from partners.models import Membership, MemberState, Room, RoomInvitation
from partners.patience import next_at, when
from partners.permissions import PAUSE, is_owner, was_turned_away
from partners.rules import rules
from partners.visibility import PARTAKING, unblocked
from people.models import Person

DAY = timedelta(days=1)
FOUND = 8


@in_transaction
async def invite(room_id: int, person_id: int, *, by: Person) -> Membership:
    """Ask somebody to come in. Every member may; where they have asked to come in themselves, an owner lets them in by
    this. Whoever is invited already stays so.

    Raises `NotFound` for somebody whom `by` may not find, `Refused` where they declined `by` within `PAUSE`, where an
    owner has sent them away, or where that were too many on one day.
    """
    room, mine = await member_or_refused(room_id, by)
    person = await found_person(person_id, by)
    standing = await membership_of(room.id, person.id)
    state = standing.state if standing else None
    if standing and state == MemberState.INVITED:
        return standing
    if standing and state == MemberState.REQUESTED and is_owner(mine):
        return await admit(room, standing, by)
    await _must_be_invitable(room, standing, by, owner=is_owner(mine))
    await RoomInvitation.create(room=room, person=person, by=by, created_at=now())
    standing = standing or Membership(room=room, person=person)
    answered = None if is_owner(mine) else standing.answered_by_id
    invited = await move(standing, MemberState.INVITED, invited_by_id=by.id, answered_by_id=answered)
    await note(MembershipEvent.INVITED, room, by=by, calling=asked([person.id]), person=person.id)
    return invited


async def _must_be_invitable(room: Room, standing: Membership | None, by: Person, *, owner: bool) -> None:
    if standing and standing.state == MemberState.ACTIVE:
        raise Refused(_("They are in this room already."))
    if standing and standing.state == MemberState.BANNED:
        raise Refused(_("They were banned from this room. An owner has to readmit them first."))
    if standing and was_turned_away(standing) and not owner:
        raise Refused(_("An owner has turned them away. Only an owner can invite them again."))
    person_id = standing.person_id if standing else 0
    declined = RoomInvitation.filter(
        room_id=room.id, person_id=person_id, by_id=by.id, declined_at__gt=now() - PAUSE
    )
    if last := await declined.order_by("-declined_at").first():
        assert last.declined_at is not None
        again = when(last.declined_at + PAUSE)
        raise Refused(
            _("They have declined your invitation. You can invite them again %(when)s.", when=again)
        )
    await _must_be_within_limits(by)


async def _must_be_within_limits(by: Person) -> None:
    most = (await rules()).invitations_a_day
    if not most:
        raise Refused(_("Nobody can invite others into rooms here at the moment."))
    await Person.select_for_update().get(
        id=by.id
    )  # of two at once in two rooms, one is counted after the other
    sent = RoomInvitation.filter(by_id=by.id, created_at__gt=now() - DAY).order_by("-created_at")
    again = next_at([each.created_at for each in await sent.limit(most)], most, DAY)
    if again:
        raise Refused(
            ngettext(
                "You can invite %(num)s person a day. The next invitation is possible %(when)s.",
                "You can invite %(num)s people a day. The next invitation is possible %(when)s.",
                most,
                when=when(again),
            )
        )


@in_transaction
async def uninvite(room_id: int, person_id: int, *, by: Person) -> None:
    """Take an invitation back: whoever sent it, or an owner."""
    room, mine = await insider(room_id, by)
    standing = await membership_of(room.id, person_id)
    if standing is None or standing.state != MemberState.INVITED:
        raise NotFound
    if standing.invited_by_id != by.id and not is_owner(mine):
        raise NotAllowed(_("Only owners, and whoever sent an invitation, can take it back."))
    await move(standing, outside(standing))
    await note(MembershipEvent.UNINVITED, room, by=by, person=person_id)


def findable(by: Person) -> Where:
    """For a query in which `p` is the person: somebody who is here, whose page members may open, and whom nothing
    stands between. Staff look for people here as everybody does."""
    return Where(
        f"""p.id <> :reader AND p.deactivated_at IS NULL AND p.name <> ''
            AND (p.role IN ('employee', 'manager', 'admin') OR p.visibility IN ('public', 'members'))
            AND {unblocked("p.id")}""",
        {"reader": by.id},
    )


async def found_person(person_id: int, by: Person) -> Person:
    """Somebody whom `by` may find. Raises `NotFound`, whatever the reason is that they may not."""
    where = findable(by)
    if not await row(
        f"SELECT p.id FROM person p WHERE p.id = :id AND {where.sql}", id=person_id, **where.values
    ):
        raise NotFound
    return await Person.get(id=person_id)


async def suggestions(room_id: int, q: str, by: Person) -> list[Row]:
    """Who could be meant by a handle, or by a part of the name of somebody who takes part: id, name, handle, headline,
    role, department, and their state in the room if they have one. Members of the room are left out."""
    wanted = one_line(q).removeprefix("@").lower()
    if len(wanted) < 2 or "@" in wanted:
        return []
    where = findable(by)
    escaped = "".join(f"!{sign}" if sign in "!%_" else sign for sign in wanted[:80])
    return await rows(
        f"""SELECT p.id, p.name, p.handle, p.headline, p.role, p.department, o.name AS organisation
            FROM person p LEFT JOIN organisation o ON o.id = p.organisation_id
            WHERE {where.sql} AND (p.handle = :handle OR (lower(p.name) LIKE :q ESCAPE '!' AND {PARTAKING.format("p")}))
              AND NOT EXISTS (SELECT 1 FROM membership m WHERE m.room_id = :room AND m.person_id = p.id
                              AND m.state IN ('active', 'banned'))
            ORDER BY p.handle <> :handle, p.name, p.id LIMIT :limit""",
        handle=wanted,
        q=f"%{escaped}%",
        room=room_id,
        limit=FOUND,
        **where.values,
    )

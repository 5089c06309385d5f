"""Opening rooms, and what owners say of them. Nobody is asked for permission."""

from datetime import timedelta
from typing import Any

from activity.models import Audience
from activity.submissions import once
from core.clock import now
from core.database import in_transaction
from core.errors import Invalid, NotAllowed, Refused
from core.text import clean, language, one_line
from core.words import _, ngettext
from partners.entering import enter, note
from partners.events import RoomEvent
from partners.finding import must_be_active, owner_or_refused
from partners.models import Membership, MemberState, Room, RoomKind, RoomStatus
from partners.patience import next_at, when
from partners.permissions import NARROWER
from partners.rules import must_take_part, rules
from people.models import Person

WEEK = timedelta(days=7)
LONGEST_NAME, LONGEST_PURPOSE, LONGEST_TERMS = 80, 2_000, 5_000


@in_transaction
async def open_room(
    *, name: str, purpose: str, kind: str, terms: str = "", key: str = "", by: Person
) -> Room:
    """Open a room; whoever does looks after it. `terms`, if any, are what everyone accepts who comes in.

    Raises `Invalid` for the fields, `Refused` for more rooms in a week than the rules let one open.
    """
    await must_take_part(by)
    said = _checked(name, purpose, terms)
    if kind not in list(RoomKind):
        raise Invalid({"kind": _("Choose who may know of the room.")})
    await Person.select_for_update().get(
        id=by.id
    )  # of two rooms at once, the second is counted after the first
    form = await once(by.id, "room", key) if key else None
    if form and form.subject_id:
        return await Room.get(id=form.subject_id)
    await _must_be_within_limits(by)
    moment = now()
    room = await Room.create(founder=by, kind=RoomKind(kind), created_at=moment, active_at=moment, **said)
    if form:
        await form.update_from_dict({"subject_type": "room", "subject_id": room.id}).save()
    await enter(room, Membership(room=room, person=by, state=MemberState.ACTIVE), terms=1)
    await note(RoomEvent.OPENED, room, by=by, audience=Audience.PUBLIC, kind=room.kind.value)
    return room


async def _must_be_within_limits(by: Person) -> None:
    most = (await rules()).rooms_a_week
    if not most:
        raise Refused(_("Nobody can open rooms here at the moment."))
    opened = Room.filter(founder_id=by.id, created_at__gt=now() - WEEK).order_by("-created_at")
    again = next_at(await opened.limit(most).values_list("created_at", flat=True), most, WEEK)  # type: ignore[arg-type]
    if again:
        raise Refused(
            ngettext(
                "You can open %(num)s room a week. The next one is possible %(when)s.",
                "You can open %(num)s rooms a week. The next one is possible %(when)s.",
                most,
                when=when(again),
            )
        )


@in_transaction
async def change_room(room_id: int, *, name: str, purpose: str, terms: str, by: Person) -> Room:
    """Change what the room says of itself. Changed terms are accepted anew by everyone before they write again; whoever
    changed them accepts them by that."""
    room, standing = await owner_or_refused(room_id, by)
    must_be_active(room)
    said = _checked(name, purpose, terms)
    changed = [name for name, value in said.items() if name != "lang" and getattr(room, name) != value]
    if not changed:
        return room
    room.update_from_dict(said)
    if "terms" in changed:
        room.terms_version += 1
        standing.terms_accepted = room.terms_version
        await standing.save(update_fields=["terms_accepted"])
    await room.save()
    await note(RoomEvent.CHANGED, room, by=by, audience=Audience.PUBLIC, fields=changed)
    return room


@in_transaction
async def narrow(room_id: int, kind: str, *, by: Person) -> Room:
    """Fewer may know of the room, and of what is in it, from now on: also of what they were about to be told. There is
    no way back."""
    room, _standing = await owner_or_refused(room_id, by)
    if kind not in NARROWER[room.kind]:
        raise Refused(_("A room can only be narrowed: from open to closed to secret."))
    before, room.kind = room.kind, RoomKind(kind)
    await room.save(update_fields=["kind"])
    details: dict[str, Any] = {"from": before.value, "to": room.kind.value}
    await note(RoomEvent.NARROWED, room, by=by, **details)
    return room


@in_transaction
async def archive(room_id: int, *, by: Person) -> Room:
    """From now on the room is only read."""
    return await _set_status(room_id, RoomStatus.ACTIVE, RoomStatus.ARCHIVED, by)


@in_transaction
async def resume(room_id: int, *, by: Person) -> Room:
    """An archived room goes on."""
    return await _set_status(room_id, RoomStatus.ARCHIVED, RoomStatus.ACTIVE, by)


async def _set_status(room_id: int, before: RoomStatus, after: RoomStatus, by: Person) -> Room:
    room, _standing = await owner_or_refused(room_id, by)
    if room.status == after:
        return room
    if room.status != before:
        raise NotAllowed(_("This room is frozen while something in it is looked into. It can only be read."))
    room.status = after
    await room.save(update_fields=["status"])
    await note(RoomEvent.ARCHIVED if after == RoomStatus.ARCHIVED else RoomEvent.RESUMED, room, by=by)
    return room


def _checked(name: str, purpose: str, terms: str) -> dict[str, Any]:
    """What a room says of itself, as it is kept. Raises `Invalid` with all that is wrong."""
    said = {"name": one_line(name), "purpose": clean(purpose), "terms": clean(terms)}
    wrong: dict[str, str] = {}
    if len(said["name"]) < 2:
        wrong["name"] = _("Give the room a name of at least 2 characters.")
    longest = {"name": LONGEST_NAME, "purpose": LONGEST_PURPOSE, "terms": LONGEST_TERMS}
    for field, most in longest.items():
        if len(said[field]) > most:
            wrong[field] = _("This has at most %(number)s characters.", number=most)
    if wrong:
        raise Invalid(wrong)
    return {**said, "lang": language(f"{said['name']}\n{said['purpose']}")}

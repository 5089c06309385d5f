"""How somebody becomes a member, and that nobody does without saying yes."""

import asyncio
from datetime import timedelta

import pytest

from activity.models import Event, Subscription
from core.clock import moved_to, now
from core.errors import Invalid, NotAllowed, NotFound, Refused
from partners import memberships, rooms
from partners.events import MembershipEvent
from partners.finding import listed_room, member_or_refused, room_for
from partners.models import Membership, MemberState, PartnerRules, Room, RoomInvitation
from tests.makers import a_person
from tests.partners.world import a_member, a_partner, a_room, standing

pytestmark = pytest.mark.usefixtures("database")


async def events(room: Room, action: MembershipEvent) -> int:
    return await Event.filter(subject_type="room", subject_id=room.id, action=action.value).count()


async def follows(room: Room, person_id: int) -> bool:
    return await Subscription.exists(subject_type="room", subject_id=room.id, person_id=person_id)


async def test_whoever_is_invited_comes_in_by_accepting() -> None:
    owner, guest = await a_partner("Owner"), await a_person("Guest")
    room = await a_room("secret", by=owner)
    with pytest.raises(NotFound):
        await listed_room(room.id, guest)

    await memberships.invite(room.id, guest.id, by=owner)
    assert (await listed_room(room.id, guest)).id == room.id
    with pytest.raises(NotFound):
        await room_for(room.id, guest)
    assert (await Room.get(id=room.id)).members == 1

    await memberships.accept(room.id, by=guest)
    assert (await member_or_refused(room.id, guest))[1].state == MemberState.ACTIVE
    assert (await Room.get(id=room.id)).members == 2
    assert await follows(room, guest.id)


async def test_an_open_room_is_joined_at_once_and_a_closed_one_asked_for() -> None:
    sora = await a_partner("Sora")
    opened, closed = await a_room("open"), await a_room("closed")

    await memberships.join(opened.id, by=sora)
    assert (await standing(opened, sora)).state == MemberState.ACTIVE
    with pytest.raises(NotAllowed):
        await memberships.join(closed.id, by=sora)

    await memberships.request(closed.id, "I draw calendars.", by=sora)
    assert (await standing(closed, sora)).state == MemberState.REQUESTED
    with pytest.raises(NotFound):
        await room_for(closed.id, sora)


async def test_an_owner_lets_in_whoever_asked_and_members_dont() -> None:
    owner, sora = await a_partner("Owner"), await a_partner("Sora")
    room = await a_room(by=owner)
    member = await a_member(room)
    await memberships.request(room.id, by=sora)

    with pytest.raises(NotAllowed):
        await memberships.let_in(room.id, sora.id, by=member)
    await memberships.let_in(room.id, sora.id, by=owner)
    await memberships.let_in(room.id, sora.id, by=owner)

    assert (await standing(room, sora)).state == MemberState.ACTIVE
    assert await events(room, MembershipEvent.ACCEPTED) == 1


async def test_whoever_was_refused_asks_again_after_thirty_days() -> None:
    owner, sora = await a_partner("Owner"), await a_partner("Sora")
    room = await a_room(by=owner)
    await memberships.request(room.id, by=sora)
    await memberships.refuse(room.id, sora.id, by=owner)

    with pytest.raises(Refused, match="in 30 days"):
        await memberships.request(room.id, by=sora)
    with moved_to(now() + timedelta(days=31)):
        await memberships.request(room.id, by=sora)
    assert (await standing(room, sora)).state == MemberState.REQUESTED


async def test_terms_are_accepted_as_they_stand_and_anew_when_they_change() -> None:
    owner, guest = await a_partner("Owner"), await a_partner("Guest")
    room = await a_room(by=owner, terms="Quote nobody.")
    await memberships.invite(room.id, guest.id, by=owner)

    with pytest.raises(Invalid):
        await memberships.accept(room.id, by=guest, terms=0)
    await memberships.accept(room.id, by=guest, terms=1)
    changed = {"name": room.name, "purpose": room.purpose, "terms": "Quote nobody, ever."}
    await rooms.change_room(room.id, **changed, by=owner)

    await member_or_refused(room.id, owner)
    assert (await room_for(room.id, guest)).terms_version == 2
    with pytest.raises(Refused, match="terms"):
        await member_or_refused(room.id, guest)
    with pytest.raises(Invalid):
        await memberships.agree(room.id, by=guest, terms=1)
    await memberships.agree(room.id, by=guest, terms=2)
    await member_or_refused(room.id, guest)


async def test_two_acceptances_at_once_are_one() -> None:
    owner, guest = await a_partner("Owner"), await a_partner("Guest")
    room = await a_room(by=owner)
    await memberships.invite(room.id, guest.id, by=owner)

    await asyncio.gather(*(memberships.accept(room.id, by=guest) for _ in range(4)))

    assert await events(room, MembershipEvent.JOINED) == 1
    assert (await Room.get(id=room.id)).members == 2


async def test_two_invitations_at_once_are_one() -> None:
    owner, guest = await a_partner("Owner"), await a_partner("Guest")
    room = await a_room(by=owner)
    others = [owner, *[await a_member(room) for _ in range(2)]]

    await asyncio.gather(*(memberships.invite(room.id, guest.id, by=each) for each in others * 2))

    assert await Membership.filter(room_id=room.id, person_id=guest.id).count() == 1
    assert await RoomInvitation.filter(room_id=room.id, person_id=guest.id).count() == 1
    assert await events(room, MembershipEvent.INVITED) == 3


async def test_two_people_who_come_in_at_once_are_both_counted() -> None:
    room = await a_room("open")
    people = [await a_partner(f"Guest {number}") for number in range(5)]

    await asyncio.gather(*(memberships.join(room.id, by=each) for each in people))

    assert (await Room.get(id=room.id)).members == 6
    assert await Membership.filter(room_id=room.id, state=MemberState.ACTIVE).count() == 6


async def test_who_was_turned_away_from_an_open_room_needs_an_owners_yes() -> None:
    owner, sora = await a_partner("Owner"), await a_partner("Sora")
    room = await a_room("open", by=owner)
    member = await a_member(room)
    await memberships.join(room.id, by=sora)
    await memberships.remove(room.id, sora.id, "Advertising.", by=owner)

    with pytest.raises(NotAllowed):
        await memberships.join(room.id, by=sora)
    with pytest.raises(Refused, match="Only an owner"):
        await memberships.invite(room.id, sora.id, by=member)
    with moved_to(now() + timedelta(days=31)):
        await memberships.request(room.id, by=sora)
        await memberships.take_back(room.id, by=sora)
        with pytest.raises(NotAllowed):
            await memberships.join(room.id, by=sora)
    await memberships.invite(room.id, sora.id, by=owner)
    await memberships.accept(room.id, by=sora)


async def test_customers_come_by_invitation_where_they_dont_take_part() -> None:
    customer = await a_person("Grace")
    opened = await a_room("open")

    with pytest.raises(NotFound):
        await memberships.join(opened.id, by=customer)
    with pytest.raises(NotFound):
        await rooms.open_room(name="Mine", purpose="", kind="open", by=customer)
    await a_member(opened, customer)
    assert (await room_for(opened.id, customer)).id == opened.id

    await PartnerRules.create(customers_take_part=True)
    await memberships.join((await a_room("open")).id, by=customer)

"""A room always has an owner."""

import asyncio

import pytest

from core.errors import Refused
from partners import memberships, rooms
from partners.models import MemberRole, Membership, MemberState, Room
from people.roles import deactivate, reactivate
from tests.makers import a_person
from tests.partners.world import a_member, a_partner, a_room

pytestmark = pytest.mark.usefixtures("database")


async def owners(room: Room) -> set[int]:
    inside = Membership.filter(room_id=room.id, state=MemberState.ACTIVE, role=MemberRole.OWNER)
    return {each.person_id for each in await inside}


async def test_the_last_owner_hands_over_or_archives_first() -> None:
    owner, guest = await a_partner("Owner"), await a_partner("Guest")
    room = await a_room(by=owner)
    await a_member(room, guest)
    with pytest.raises(Refused, match="last owner"):
        await memberships.leave(room.id, by=owner)

    await memberships.hand_over(room.id, guest.id, by=owner)
    assert await owners(room) == {guest.id}
    await memberships.leave(room.id, by=owner)
    with pytest.raises(Refused, match="last owner"):
        await memberships.leave(room.id, by=guest)
    await rooms.archive(room.id, by=guest)
    await memberships.leave(room.id, by=guest)
    assert (await Room.get(id=room.id)).members == 0


async def test_whoever_stays_longest_owns_an_archived_room_that_its_owner_leaves() -> None:
    owner = await a_partner("Owner")
    room = await a_room(by=owner)
    first, second = await a_member(room), await a_member(room)
    await rooms.archive(room.id, by=owner)
    await memberships.leave(room.id, by=owner)

    assert await owners(room) == {first.id}
    assert second.id not in await owners(room)


async def test_of_the_last_two_owners_who_leave_at_once_one_stays() -> None:
    owner = await a_partner("Owner")
    room = await a_room(by=owner)
    other = await a_member(room, role="owner")

    left = await asyncio.gather(
        memberships.leave(room.id, by=owner), memberships.leave(room.id, by=other), return_exceptions=True
    )

    assert sorted(type(each).__name__ for each in left) == ["NoneType", "Refused"]
    assert len(await owners(room)) == 1


async def test_a_room_whose_owners_account_is_closed_goes_to_whoever_was_there_longest() -> None:
    admin, owner = await a_person("Admin", "admin"), await a_partner("Owner")
    room = await a_room("secret", by=owner)
    first, second = await a_member(room), await a_member(room)
    await deactivate(first.id, by=admin)
    assert await owners(room) == {owner.id}

    await deactivate(owner.id, by=admin)
    assert await owners(room) == {second.id}
    await reactivate(owner.id, by=admin)
    assert await owners(room) == {second.id}
    with pytest.raises(Refused, match="last owner"):
        await memberships.leave(room.id, by=second)


async def test_another_owner_keeps_the_room_when_one_goes() -> None:
    admin, owner = await a_person("Admin", "admin"), await a_partner("Owner")
    room = await a_room(by=owner)
    other = await a_member(room, role="owner")
    await deactivate(owner.id, by=admin)

    with pytest.raises(Refused, match="last owner"):
        await memberships.leave(room.id, by=other)


async def test_whoever_comes_into_a_room_without_an_owner_looks_after_it() -> None:
    admin, owner, guest = await a_person("Admin", "admin"), await a_partner("Owner"), await a_partner("Guest")
    room = await a_room(by=owner)
    await memberships.invite(room.id, guest.id, by=owner)
    await deactivate(owner.id, by=admin)
    await memberships.accept(room.id, by=guest)

    assert guest.id in await owners(room)
    await rooms.archive(room.id, by=guest)

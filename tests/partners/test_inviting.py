"""Whom somebody finds to invite into a room, and how often."""

from datetime import timedelta

import pytest

from core.clock import moved_to, now
from core.errors import NotFound, Refused
from partners import memberships
from partners.finding import listed_room
from partners.models import Membership, MemberState, PartnerRules
from people.blocks import block
from people.models import Visibility
from tests.makers import a_person
from tests.partners.world import a_member, a_partner, a_room, standing

pytestmark = pytest.mark.usefixtures("database")


async def test_a_declined_invitation_stops_the_inviter_for_thirty_days_and_nobody_else() -> None:
    owner, guest = await a_partner("Owner"), await a_partner("Guest")
    room = await a_room("secret", by=owner)
    other = await a_member(room)
    await memberships.invite(room.id, guest.id, by=owner)
    await memberships.decline(room.id, by=guest)
    with pytest.raises(NotFound):
        await listed_room(room.id, guest)

    with pytest.raises(Refused, match=r"declined your invitation.*in 30 days"):
        await memberships.invite(room.id, guest.id, by=owner)
    await memberships.invite(room.id, guest.id, by=other)
    assert (await standing(room, guest)).state == MemberState.INVITED

    await memberships.uninvite(room.id, guest.id, by=other)
    with moved_to(now() + timedelta(days=31)):
        await memberships.invite(room.id, guest.id, by=owner)
    assert (await standing(room, guest)).invited_by_id == owner.id


async def test_nobody_is_found_who_hides_has_gone_or_is_blocked() -> None:
    owner = await a_partner("Owner")
    room = await a_room(by=owner)
    hidden = await a_partner("Hidden", visibility=Visibility.HIDDEN)
    closed = await a_partner("Closed", deactivated_at=now())
    blocking, blocked = await a_partner("Blocking"), await a_partner("Blocked")
    await block(owner.id, by=blocking)
    await block(blocked.id, by=owner)

    for person in (hidden, closed, blocking, blocked, owner):
        with pytest.raises(NotFound):
            await memberships.invite(room.id, person.id, by=owner)
    assert await Membership.filter(room_id=room.id).count() == 1


async def test_people_are_found_by_handle_or_name_and_never_by_address() -> None:
    owner = await a_partner("Owner")
    room = await a_room(by=owner)
    sora = await a_partner("Sora Kim", handle="sora-k", email="sora@studio.example")
    customer = await a_person("Sora Customer", handle="sora-c")
    await a_partner("Sora Hidden", handle="sora-h", visibility=Visibility.HIDDEN)
    await a_member(room, await a_partner("Sora Inside"))

    async def found(q: str) -> list[int]:
        return [each["id"] for each in await memberships.suggestions(room.id, q, owner)]

    assert await found("sora") == [sora.id]
    assert await found("@sora-k") == [sora.id]
    assert await found("sora-c") == [customer.id]
    assert await found("sora-h") == []
    assert await found("sora@studio.example") == await found("studio") == await found("s") == []
    await PartnerRules.create(customers_take_part=True)
    assert await found("sora") == [customer.id, sora.id]


async def test_invitations_are_counted_in_words() -> None:
    owner = await a_partner("Owner")
    room = await a_room(by=owner)
    await PartnerRules.create(invitations_a_day=2)
    guests = [await a_partner(f"Guest {number}") for number in range(4)]
    await memberships.invite(room.id, guests[0].id, by=owner)
    await memberships.invite(room.id, guests[0].id, by=owner)
    await memberships.invite(room.id, guests[1].id, by=owner)

    with pytest.raises(
        Refused, match=r"You can invite 2 people a day. The next invitation is possible in 24 hours"
    ):
        await memberships.invite(room.id, guests[2].id, by=owner)
    with moved_to(now() + timedelta(hours=25)):
        await memberships.invite(room.id, guests[2].id, by=owner)

"""Opening, changing and listing rooms: without asking anyone, within limits, and never wider."""

import asyncio
from datetime import timedelta

import pytest

from activity.models import Event
from core.clock import moved_to, now
from core.errors import Invalid, NotAllowed, NotFound, Refused
from partners import listing, memberships, posts, rooms
from partners.finding import listed_room, room_for
from partners.models import MemberRole, Membership, MemberState, PartnerRules, Room, RoomKind, RoomStatus
from people.models import Person, Role
from people.roles import change_role
from tests.makers import a_person
from tests.partners.world import a_member, a_partner, a_room, standing

pytestmark = pytest.mark.usefixtures("database")


async def test_whoever_opens_a_room_owns_it() -> None:
    for person in (await a_partner("Sora"), await a_person("Staff", "employee")):
        room = await a_room("closed", by=person)
        mine = await standing(room, person)
        assert (mine.state, mine.role) == (MemberState.ACTIVE, MemberRole.OWNER)
        assert (await Room.get(id=room.id)).members == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", " "), ("name", "x" * 81), ("purpose", "x" * 2001), ("terms", "x" * 5001), ("kind", "wide")],
)
async def test_what_is_wrong_stands_beside_its_field(field: str, value: str) -> None:
    given = {"name": "Room", "purpose": "", "terms": "", "kind": "open", field: value}

    with pytest.raises(Invalid) as wrong:
        await rooms.open_room(**given, by=await a_partner("Sora"))
    assert list(wrong.value.fields) == [field]
    assert await Room.all().count() == 0


async def test_rooms_of_a_week_are_counted_also_when_opened_at_once() -> None:
    sora = await a_partner("Sora")
    opened = await asyncio.gather(*(a_room(by=sora) for _ in range(5)), return_exceptions=True)

    assert sum(isinstance(each, Room) for each in opened) == 3
    assert await Room.filter(founder_id=sora.id).count() == 3
    with pytest.raises(Refused, match=r"You can open 3 rooms a week. The next one is possible in 7 days"):
        await a_room(by=sora)
    with moved_to(now() + timedelta(days=5, hours=1)), pytest.raises(Refused, match="in 47 hours"):
        await a_room(by=sora)
    with moved_to(now() + timedelta(days=8)):
        await a_room(by=sora)
    await PartnerRules.create(rooms_a_week=0)
    with pytest.raises(Refused, match="Nobody can open rooms"):
        await a_room(by=await a_partner("Late"))


async def test_one_form_opens_one_room() -> None:
    sora = await a_partner("Sora")
    given = {"name": "Once", "purpose": "", "kind": "open", "key": "one form", "by": sora}

    made = await asyncio.gather(*(rooms.open_room(**given) for _ in range(3)))  # type: ignore[arg-type]
    assert len({each.id for each in made}) == 1
    assert await Room.filter(name="Once").count() == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("open", "open"),
        ("closed", "open"),
        ("closed", "closed"),
        ("secret", "open"),
        ("secret", "closed"),
        ("open", "x"),
    ],
)
async def test_a_room_never_becomes_wider(before: str, after: str) -> None:
    owner = await a_partner("Owner")
    room = await a_room(before, by=owner)

    with pytest.raises(Refused, match="only be narrowed"):
        await rooms.narrow(room.id, after, by=owner)
    assert (await Room.get(id=room.id)).kind == before


async def test_narrowing_hides_what_was_open() -> None:
    owner, reader = await a_partner("Owner"), await a_partner("Reader")
    room = await a_room("open", by=owner)
    member = await a_member(room)
    await room_for(room.id, reader)

    with pytest.raises(NotAllowed):
        await rooms.narrow(room.id, "closed", by=member)
    await rooms.narrow(room.id, "closed", by=owner)
    await listed_room(room.id, reader)
    with pytest.raises(NotFound):
        await room_for(room.id, reader)
    await rooms.narrow(room.id, "secret", by=owner)
    with pytest.raises(NotFound):
        await listed_room(room.id, reader)
    assert (await room_for(room.id, member)).kind == RoomKind.SECRET


async def test_of_two_who_narrow_at_once_the_room_stays_at_the_narrowest() -> None:
    owner = await a_partner("Owner")
    room = await a_room("open", by=owner)
    other = await a_member(room, role="owner")

    await asyncio.gather(
        rooms.narrow(room.id, "secret", by=owner),
        rooms.narrow(room.id, "closed", by=other),
        return_exceptions=True,
    )
    assert (await Room.get(id=room.id)).kind == RoomKind.SECRET


async def test_only_owners_change_archive_and_resume() -> None:
    owner, outsider = await a_partner("Owner"), await a_partner("Outsider")
    room = await a_room("closed", by=owner)
    member = await a_member(room)
    said = {"name": "New", "purpose": "New", "terms": ""}

    for person, error in ((member, NotAllowed), (outsider, NotFound)):
        for attempt in (
            rooms.change_room(room.id, **said, by=person),
            rooms.archive(room.id, by=person),
            rooms.resume(room.id, by=person),
        ):
            with pytest.raises(error):
                await attempt
    await rooms.change_room(room.id, **said, by=owner)
    await rooms.change_room(room.id, **said, by=owner)
    assert await Event.filter(action="room.changed", subject_id=room.id).count() == 1
    await rooms.archive(room.id, by=owner)
    with pytest.raises(Refused, match="archived"):
        await rooms.change_room(room.id, **said, by=owner)
    assert (await rooms.resume(room.id, by=owner)).status == RoomStatus.ACTIVE


async def test_owners_cant_thaw_what_was_frozen() -> None:
    owner = await a_partner("Owner")
    room = await a_room(by=owner)
    await Room.filter(id=room.id).update(status=RoomStatus.FROZEN)

    for attempt in (rooms.resume(room.id, by=owner), rooms.archive(room.id, by=owner)):
        with pytest.raises(NotAllowed, match="frozen"):
            await attempt
    with pytest.raises(Refused, match="frozen"):
        await posts.write(room.id, body="Late", by=owner)


async def test_who_sees_which_room_in_the_list() -> None:
    founder = await a_partner("Founder")
    made = {kind: await a_room(kind, by=founder) for kind in ("open", "closed", "secret")}
    banned, invited, member = await a_partner("Banned"), await a_person("Invited"), await a_partner("Member")
    for room in made.values():
        await a_member(room, member)
        await a_member(room, banned)
        await memberships.ban(room.id, banned.id, by=founder)
        await memberships.invite(room.id, invited.id, by=founder)

    async def sees(person: Person) -> set[str]:
        listed = (await listing.list_rooms(person, q="room")).rows
        plain = (await listing.list_rooms(person)).rows + await listing.my_rooms(person)
        assert {each["id"] for each in listed} == {each["id"] for each in plain}
        return {each["kind"] for each in listed}

    assert await sees(member) == await sees(invited) == {"open", "closed", "secret"}
    assert (
        await sees(await a_partner("Outsider"))
        == await sees(await a_person("Admin", "admin"))
        == {"open", "closed"}
    )
    assert await sees(banned) == await sees(await a_person("Customer")) == set()


async def test_search_reads_names_and_purposes_in_both_languages_and_signs_as_they_are() -> None:
    sora = await a_partner("Sora")
    await a_room(name="달력 방", purpose="함께 만들어요", by=sora)
    await a_room(name="Percent 100%", purpose="Under_scores", by=sora)

    async def found(q: str) -> list[str]:
        return [each["name"] for each in (await listing.list_rooms(sora, q=q)).rows]

    assert await found("달력") == await found("방 만들") == ["달력 방"]
    assert await found("100%") == await found("PERCENT under_") == ["Percent 100%"]
    assert await found("0_") == await found("%방") == await found("nothing") == []


async def test_counts_equal_the_rows_whatever_happens() -> None:
    admin, owner = await a_person("Admin", "admin"), await a_partner("Owner")
    room = await a_room("open", by=owner)
    people = [await a_partner(f"Guest {number}") for number in range(4)]

    async def right() -> bool:
        inside = await Membership.filter(room_id=room.id, state=MemberState.ACTIVE).select_related("person")
        stored = await Room.get(id=room.id)
        staff = sum(each.person.is_staff for each in inside)
        return (stored.members, await listing.staff_in(stored)) == (len(inside), staff)

    for each in people:
        await memberships.join(room.id, by=each)
        assert await right()
    await change_role(people[0].id, Role.MANAGER, by=admin)
    await change_role(people[1].id, Role.EMPLOYEE, by=admin)
    assert await right()
    assert await listing.staff_in(room) == 2
    await memberships.leave(room.id, by=people[1])
    await memberships.remove(room.id, people[2].id, by=owner)
    await memberships.ban(room.id, people[3].id, by=owner)
    assert await right()
    await change_role(people[0].id, Role.PARTNER, by=admin)
    assert await right()
    assert await listing.staff_in(room) == 0

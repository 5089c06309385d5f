"""Roles, closed doors, organisations: by admins, told, and never the last admin."""

import asyncio

import pytest

from activity.models import Addressee, Event
from core.errors import Invalid, NotAllowed, NotFound, Refused
from people import sessions
from people.models import Block, Person, Role
from people.operations import (
    assign_organisation,
    block,
    change_organisation,
    change_role,
    create_organisation,
    deactivate,
    reactivate,
    unblock,
)
from people.queries import list_people, members_by_organisation, who_blocked
from tests.makers import a_person

pytestmark = pytest.mark.usefixtures("database")


async def test_a_changed_role_is_told_to_whom_it_concerns() -> None:
    admin, grace = await a_person("Root", "admin"), await a_person()
    await change_role(grace.id, Role.EMPLOYEE, by=admin)
    await change_role(grace.id, Role.EMPLOYEE, by=admin)
    event = await Event.get(action="person.role_changed")
    assert event.details == {"was": "customer", "role": "employee"}
    assert [told.person_id for told in await Addressee.filter(event_id=event.id)] == [grace.id]


async def test_nobody_changes_their_own_role_or_closes_their_own_door() -> None:
    admin = await a_person("Root", "admin")
    await a_person("Other", "admin")
    with pytest.raises(Refused):
        await change_role(admin.id, Role.CUSTOMER, by=admin)
    with pytest.raises(Refused):
        await deactivate(admin.id, by=admin)


@pytest.mark.parametrize("role", ["customer", "partner", "employee", "manager"])
async def test_only_admins_change_roles(role: str) -> None:
    somebody, grace = await a_person("Somebody", role), await a_person()
    for work in (
        change_role(grace.id, Role.ADMIN, by=somebody),
        change_role(somebody.id, Role.ADMIN, by=somebody),
        deactivate(grace.id, by=somebody),
        assign_organisation(grace.id, None, by=somebody),
        create_organisation(by=somebody, name="Mine"),
    ):
        with pytest.raises(NotAllowed):
            await work


async def test_two_admins_who_demote_each_other_at_once_leave_one() -> None:
    one, other = await a_person("One", "admin"), await a_person("Other", "admin")
    await asyncio.gather(
        change_role(one.id, Role.CUSTOMER, by=other),
        change_role(other.id, Role.CUSTOMER, by=one),
        return_exceptions=True,
    )
    assert await Person.filter(role=Role.ADMIN).count() == 1


async def test_an_admin_of_a_moment_ago_is_none_any_more() -> None:
    one, other, grace = await a_person("One", "admin"), await a_person("Other", "admin"), await a_person()
    await change_role(one.id, Role.CUSTOMER, by=other)
    assert one.is_admin
    with pytest.raises(NotAllowed):
        await change_role(grace.id, Role.ADMIN, by=one)


async def test_a_closed_door_ends_every_session_and_opens_again() -> None:
    admin, grace = await a_person("Root", "admin"), await a_person()
    token = await sessions.begin(grace)
    await deactivate(grace.id, by=admin)
    assert await sessions.person_of(token) is None
    await reactivate(grace.id, by=admin)
    assert (await Person.get(id=grace.id)).deactivated_at is None
    assert await sessions.person_of(token) is None


async def test_organisations_are_checked_and_counted() -> None:
    admin, grace = await a_person("Root", "admin"), await a_person()
    with pytest.raises(Invalid) as refused:
        await create_organisation(by=admin, name="", kind="x", website="javascript:alert(1)", weight="many")
    assert set(refused.value.fields) == {"name", "kind", "website", "weight"}
    studio = await create_organisation(by=admin, name="흙손", website="https://heukson.example", weight="3")
    changed = await change_organisation(studio.id, by=admin, name="흙손 공방", weight=5)
    assert (changed.name, changed.weight, changed.website) == ("흙손 공방", 5, "https://heukson.example")
    await assign_organisation(grace.id, studio.id, by=admin)
    assert await members_by_organisation() == {studio.id: 1}
    with pytest.raises(NotFound):
        await assign_organisation(grace.id, studio.id + 999, by=admin)


async def test_people_are_found_by_name_handle_and_address_a_page_at_a_time() -> None:
    admin = await a_person("Root", "admin")
    for number in range(5):
        await a_person(f"김서연{number}", email=f"seo{number}@example.com")
    await a_person("100% Grace", handle="grace", role="employee")
    found, more = await list_people("서연", limit=3, reader=admin)
    rest, end = await list_people("서연", limit=3, after=more, reader=admin)
    assert [one.name for one in [*found, *rest]] == [f"김서연{number}" for number in (4, 3, 2, 1, 0)]
    assert end is None
    assert [one.handle for one in (await list_people("@GRACE", reader=admin))[0]] == ["grace"]
    assert [one.handle for one in (await list_people("0%", reader=admin))[0]] == ["grace"]
    assert [one.name for one in (await list_people("seo3@", reader=admin))[0]] == ["김서연3"]
    assert [one.name for one in (await list_people(role=Role.EMPLOYEE, reader=admin))[0]] == ["100% Grace"]
    with pytest.raises(NotAllowed):
        await list_people(reader=await a_person("Manager", "manager"))


async def test_a_block_is_one_and_ends() -> None:
    grace, mallory, staff = (
        await a_person("Grace"),
        await a_person("Mallory"),
        await a_person("S", "employee"),
    )
    await asyncio.gather(*(block(mallory.id, by=grace) for _ in range(3)))
    assert await Block.all().count() == 1
    assert await who_blocked(mallory.id, [grace.id, staff.id]) == {grace.id}
    await unblock(mallory.id, by=grace)
    assert await who_blocked(mallory.id, [grace.id]) == set()
    for other in (grace, staff):
        with pytest.raises(Refused):
            await block(other.id, by=grace)

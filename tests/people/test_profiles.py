"""What people say about themselves, and who may read it."""

import asyncio

import pytest

from core.clock import now
from core.errors import Invalid, NotFound
from people.models import Person
from people.operations import change_profile
from people.permissions import can_see_email
from people.queries import visible_profile
from tests.makers import a_person

pytestmark = pytest.mark.usefixtures("database")


async def sees(reader: Person | None, person: Person) -> bool:
    try:
        await visible_profile(person.id, reader)
    except NotFound:
        return False
    return True


@pytest.mark.parametrize(
    ("visibility", "visitor", "member"),
    [("public", True, True), ("members", False, True), ("hidden", False, False)],
)
async def test_a_person_chooses_who_sees_their_page(visibility: str, visitor: bool, member: bool) -> None:
    grace = await a_person("Grace", visibility=visibility)
    assert await sees(None, grace) is visitor
    assert await sees(await a_person("Ada"), grace) is member
    assert await sees(grace, grace)
    assert await sees(await a_person("Staff", "employee"), grace)


async def test_staff_are_found_by_everyone() -> None:
    assert await sees(None, await a_person("Answering", "employee", visibility="hidden"))


async def test_the_deactivated_and_the_nameless_are_for_staff() -> None:
    staff = await a_person("Staff", "employee")
    for person in (await a_person("Gone", deactivated_at=now()), await a_person("")):
        assert not await sees(None, person)
        assert await sees(staff, person)


async def test_addresses_are_for_oneself_and_staff() -> None:
    grace = await a_person()
    assert can_see_email(grace, grace)
    assert can_see_email(await a_person("Staff", "employee"), grace)
    assert not can_see_email(await a_person("Partner", "partner"), grace)
    assert not can_see_email(None, grace)


async def test_all_that_is_wrong_is_said_at_once_and_nothing_changes() -> None:
    grace = await a_person("Grace", handle="grace")
    with pytest.raises(Invalid) as refused:
        await change_profile(
            by=grace, name="", handle="G!", headline="x" * 121, bio="x" * 2001, locale="xx", timezone="Mars/Base",
            visibility="none", contact="all",
        )  # fmt: skip
    assert len(refused.value.fields) == 8
    kept = await Person.get(id=grace.id)
    assert (kept.name, kept.handle) == ("Grace", "grace")


async def test_a_department_is_for_staff() -> None:
    customer, employee = await a_person(), await a_person("Staff", "employee")
    assert (await change_profile(by=customer, department="CEO")).department == ""
    assert (await change_profile(by=employee, department="운영")).department == "운영"


async def test_two_who_want_one_handle_at_once_get_one() -> None:
    people = [await a_person(f"Person {number}") for number in range(4)]
    found = await asyncio.gather(
        *(change_profile(by=one, handle="grace") for one in people), return_exceptions=True
    )
    assert sum(isinstance(one, Person) for one in found) == 1
    assert sum(isinstance(one, Invalid) for one in found) == 3
    assert await Person.filter(handle="grace").count() == 1

"""Who may become a member, and as what."""

import asyncio

import pytest

from activity.models import Delivery, Event
from core.errors import Invalid, NotAllowed, Refused
from people import site as sites
from people.models import Invitation, Person, Role, SignUp
from people.operations import (
    agree,
    appoint,
    create_organisation,
    invite,
    join,
    revoke_invitation,
    settle,
)
from people.permissions import has_agreed, is_settled
from people.sign_in import admitted
from tests.makers import a_person

pytestmark = pytest.mark.usefixtures("database")


async def actions() -> list[str]:
    return [event.action for event in await Event.all().order_by("id")]


async def test_joining_twice_at_once_makes_one_person_and_one_event() -> None:
    found = await asyncio.gather(*(join("new@example.com") for _ in range(6)))
    assert len({person.id for person in found}) == 1
    assert await actions() == ["person.joined"]


async def test_handles_come_from_names_and_tell_nobodys_address() -> None:
    grace = await join("g.hopper@example.com", name="Grace Hopper")
    again = await join("grace2@example.com", name="Grace Hopper")
    seoyeon = await join("seoyeon.kim@example.com", name="김서연")
    employee = await join("haneul@company.example", name="정하늘", role=Role.EMPLOYEE)
    assert grace.handle == "grace-hopper"
    assert again.handle.startswith("grace-hopper-")
    assert seoyeon.handle.startswith("member-")
    assert employee.handle.startswith("member-")


async def test_a_handle_that_is_taken_is_refused() -> None:
    await join("one@example.com", handle="grace")
    with pytest.raises(Invalid) as refused:
        await join("two@example.com", handle="Grace")
    assert "handle" in refused.value.fields


async def test_who_is_admitted_by_domain() -> None:
    admin = await a_person("Root", "admin", email="root@elsewhere.example")
    await sites.change(by=admin, sign_up="domains", sign_up_domains="@Example.com, 한국.kr; example.com")
    assert sites.domains(await sites.current()) == ["example.com", "xn--3e0b707e.kr"]
    assert await admitted("new@example.com")
    assert await admitted("new@xn--3e0b707e.kr")
    assert await admitted("root@elsewhere.example")
    assert not await admitted("new@sub.example.com")
    assert not await admitted("new@notexample.com")
    await invite("guest@gmail.example", by=admin)
    assert await admitted("guest@gmail.example")


async def test_an_invitation_carries_role_organisation_and_language() -> None:
    admin = await a_person("Root", "admin")
    studio = await create_organisation(by=admin, name="흙손 도예공방", kind="partner")
    sent = await invite(
        "Guest@Example.com", by=admin, role=Role.PARTNER, organisation_id=studio.id, locale="ko"
    )
    guest = await join("guest@example.com")
    assert (guest.role, guest.organisation_id, guest.locale) == (Role.PARTNER, studio.id, "ko")
    assert (await Invitation.get(id=sent.id)).accepted_at is not None
    assert [one.target for one in await Delivery.all()] == ["guest@example.com"]
    assert (await actions())[-2:] == ["person.joined", "invitation.accepted"]


async def test_a_revoked_invitation_opens_nothing() -> None:
    admin = await a_person("Root", "admin")
    await sites.change(by=admin, sign_up="invited")
    sent = await invite("guest@example.com", by=admin, role=Role.ADMIN)
    await revoke_invitation(sent.id, by=admin)
    assert not await admitted("guest@example.com")
    assert (await join("guest@example.com")).role is Role.CUSTOMER
    with pytest.raises(Refused):
        await revoke_invitation(sent.id, by=admin)


async def test_one_open_invitation_for_each_address_and_none_for_members() -> None:
    admin = await a_person("Root", "admin")
    found = await asyncio.gather(
        *(invite("g@example.com", by=admin) for _ in range(3)), return_exceptions=True
    )
    assert sum(isinstance(one, Invitation) for one in found) == 1
    assert sum(isinstance(one, Invalid) for one in found) == 2
    with pytest.raises(Invalid, match="member already"):
        await invite(str(admin.email), by=admin)


async def test_only_admins_invite() -> None:
    with pytest.raises(NotAllowed):
        await invite("guest@example.com", by=await a_person("Manager", "manager"))


async def test_appointing_creates_whom_nobody_knew_and_lets_back_in_who_was_out() -> None:
    root = await appoint("root@example.com", Role.ADMIN)
    assert root.role is Role.ADMIN
    customer = await join("c@example.com")
    assert (await appoint("c@example.com", Role.EMPLOYEE)).id == customer.id
    assert await Person.all().count() == 2


async def test_a_new_member_tells_their_name_and_agrees_to_one_version() -> None:
    admin = await a_person("Root", "admin")
    await sites.change(by=admin, terms="# 약관")
    member = await join("new@example.com")
    with pytest.raises(Invalid) as refused:
        await settle(member, name=" ", locale="xx")
    assert set(refused.value.fields) == {"name", "locale", "agree"}
    await settle(member, name="Grace Hopper", locale="en", agrees_to=1)
    assert (member.handle, member.terms_version) == ("grace-hopper", 1)
    assert is_settled(member, await sites.current())
    consent = await Event.get(action="person.agreed")
    assert (consent.actor_id, consent.details) == (member.id, {"version": 1})


async def test_one_agrees_to_what_one_was_shown() -> None:
    admin, member = await a_person("Root", "admin"), await a_person()
    await sites.change(by=admin, terms="one")
    await sites.change(by=admin, terms="two", ask_again=True)
    with pytest.raises(Refused, match="just changed"):
        await agree(member, 1)
    await agree(member, 2)
    await agree(member, 2)
    assert (await actions()).count("person.agreed") == 1


async def test_terms_ask_again_only_when_told_to_and_their_text_is_kept() -> None:
    admin = await a_person("Root", "admin")
    site = await sites.change(by=admin, terms="one")
    assert site.terms_version == 1
    assert not has_agreed(admin, site)
    assert (await sites.change(by=admin, terms="one, without the slip")).terms_version == 1
    assert (await sites.change(by=admin, terms="two", ask_again=True)).terms_version == 2
    assert (await sites.change(by=admin, terms="")).terms_version == 2
    assert has_agreed(admin, await sites.current())
    assert (await sites.change(by=admin, terms="three")).terms_version == 3


async def test_house_rules_say_all_that_is_wrong_and_change_nothing() -> None:
    admin = await a_person("Root", "admin")
    with pytest.raises(Invalid) as refused:
        await sites.change(by=admin, name="", sign_up="domains", sign_up_domains="not a domain", locale="xx")
    assert set(refused.value.fields) == {"name", "sign_up_domains", "locale"}
    with pytest.raises(Invalid):
        await sites.change(by=admin, sign_up="domains")
    site = await sites.current()
    assert (site.name, site.sign_up) == ("Madang", SignUp.ANYONE)
    with pytest.raises(NotAllowed):
        await sites.change(by=await a_person("Manager", "manager"), name="Mine")

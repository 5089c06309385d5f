"""Whom an import named, whom an invitation waits for, and what is deleted when it is over."""

import asyncio
from datetime import timedelta

import httpx
import pytest

from activity import worker
from activity.housekeeping import tidy
from activity.models import Delivery, Submission
from core.clock import moved_to, now
from core.errors import Invalid
from people import intents, sessions, sign_in
from people import site as sites
from people.models import Intent, Invitation, Person, Role, SignIn, SignUp, Visibility
from people.operations import bring, create_organisation, invite, join, settle
from people.permissions import can_see_profile
from people.sign_in import admitted
from tests.makers import a_person
from tests.makers import sign_in as signed_in

pytestmark = pytest.mark.usefixtures("database")

GRACE = "grace@example.com"
A_MONTH = timedelta(days=30)


async def test_whom_an_import_names_is_seen_only_after_they_came() -> None:
    reader, brought = await a_person("Reader"), await bring(GRACE, name="Grace Hopper")
    assert not can_see_profile(None, brought)
    assert not can_see_profile(reader, brought)
    assert (await bring(GRACE, name="Somebody Else")).name == "Grace Hopper"
    came = await sign_in.with_token(await sign_in.link_for(GRACE))
    assert came.id == brought.id
    assert can_see_profile(None, await Person.get(id=brought.id))


async def test_who_chose_to_be_hidden_stays_hidden() -> None:
    grace = await sign_in.with_token(await sign_in.link_for(GRACE))
    await sessions.begin(grace)
    await Person.filter(id=grace.id).update(visibility=Visibility.HIDDEN)
    await sign_in.with_token(await sign_in.link_for(GRACE))
    await settle(await Person.get(id=grace.id), name="Grace", locale="en")
    assert (await Person.get(id=grace.id)).visibility is Visibility.HIDDEN
    await sites.change(by=None, sign_up="invited")
    assert await admitted(GRACE)


@pytest.mark.parametrize("rule", [SignUp.INVITED, SignUp.DOMAINS])
async def test_an_import_invites_nobody(rule: SignUp) -> None:
    await sites.change(by=None, sign_up=rule, sign_up_domains="company.example")
    await bring(GRACE, name="Grace")
    await bring("ada@company.example", name="Ada")
    assert not await admitted(GRACE)
    assert await admitted("ada@company.example") is (rule is SignUp.DOMAINS)
    admin = await a_person("Root", "admin")
    studio = await create_organisation(by=admin, name="흙손 도예공방", kind="partner")
    await invite(GRACE, by=admin, role=Role.PARTNER, organisation_id=studio.id)
    await bring(GRACE)
    assert (await Invitation.get()).accepted_at is None
    assert await admitted(GRACE)
    came = await sign_in.with_token(await sign_in.link_for(GRACE))
    kept = await Person.get(id=came.id)
    assert (kept.role, kept.organisation_id, kept.visibility) == (
        Role.PARTNER,
        studio.id,
        Visibility.PUBLIC,
    )
    assert (await Invitation.get()).accepted_at is not None


async def test_an_invitation_is_good_for_thirty_days_and_can_be_sent_anew() -> None:
    admin = await a_person("Root", "admin")
    await sites.change(by=admin, sign_up="invited")
    first = await invite(GRACE, by=admin, role=Role.ADMIN)
    with moved_to(now() + A_MONTH - timedelta(minutes=1)):
        assert await admitted(GRACE)
        with pytest.raises(Invalid):
            await invite(GRACE, by=admin)
    with moved_to(now() + A_MONTH + timedelta(minutes=1)):
        assert not await admitted(GRACE)
        assert (await Invitation.get(id=first.id)).is_expired
        found = await asyncio.gather(*(invite(GRACE, by=admin) for _ in range(3)), return_exceptions=True)
        assert sum(isinstance(one, Invitation) for one in found) == 1
        assert (await Invitation.get(id=first.id)).is_expired
        assert (await join(GRACE)).role is Role.CUSTOMER
    assert await Delivery.filter(kind="invitation").count() == 2


async def test_an_expired_invitation_is_shown_and_sent_anew(client: httpx.AsyncClient) -> None:
    admin = await signed_in(client, await a_person("Root", "admin"))
    sent = await invite(GRACE, by=admin, role=Role.PARTNER, locale="ko")
    await Invitation.filter(id=sent.id).update(created_at=now() - A_MONTH)
    shown = (await client.get("/admin/invitations")).text
    assert "Expired" in shown
    assert "Send anew" in shown
    typed = {"email": GRACE, "role": "partner", "organisation": "", "locale": "ko"}
    assert (await client.post("/admin/invitations", data=typed)).status_code == 303
    assert await Invitation.filter(revoked_at=None).count() == 1
    assert "Expired" in (await client.get("/admin/invitations")).text


@pytest.mark.parametrize("chosen", ["none", "1.5", "-1", "9" * 30])
async def test_what_is_no_organisation_clears_none(client: httpx.AsyncClient, chosen: str) -> None:
    admin = await signed_in(client, await a_person("Root", "admin"))
    studio = await create_organisation(by=admin, name="흙손 도예공방", kind="partner")
    grace = await a_person("Grace", organisation_id=studio.id)
    path = f"/admin/people/{grace.id}/organisation"
    refused = await client.post(path, data={"organisation": chosen})
    assert refused.status_code == 422
    assert 'id="field-organisation-error"' in refused.text
    assert (await Person.get(id=grace.id)).organisation_id == studio.id
    typed = {"email": GRACE, "role": "customer", "organisation": chosen, "locale": "ko"}
    assert (await client.post("/admin/invitations", data=typed)).status_code == 422
    assert (await client.post(path, data={"organisation": ""})).status_code == 303
    assert (await Person.get(id=grace.id)).organisation_id is None


async def test_what_is_over_is_deleted_by_the_worker() -> None:
    person = await a_person()
    await sign_in.link_for(GRACE)
    await intents.keep("vote", "/", {}, subject_id=1)
    await Submission.create(person=person, key="old")
    with moved_to(now() + timedelta(hours=23)):
        await tidy()
    assert (await SignIn.all().count(), await Intent.all().count()) == (1, 1)
    with moved_to(now() + timedelta(days=29)):
        await Submission.create(person=person, key="new")
        await tidy()
        assert (await SignIn.all().count(), await Intent.all().count()) == (0, 0)
    with moved_to(now() + timedelta(days=31)):
        stop = asyncio.Event()
        working = asyncio.create_task(worker.run(stop))
        async with asyncio.timeout(20):
            while await Submission.filter(key="old").exists():
                await asyncio.sleep(0.02)
        stop.set()
        await asyncio.wait_for(working, 10)
    assert [one.key for one in await Submission.all()] == ["new"]


async def test_many_are_deleted_a_thousand_at_a_time() -> None:
    over = now() - timedelta(days=2)
    await Intent.bulk_create(
        [Intent(key_hash=str(number), kind="vote", path="/", expires_at=over) for number in range(2_100)]
    )
    await tidy()
    assert await Intent.all().count() == 0

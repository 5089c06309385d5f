"""Tokens: shown once, kept hashed, felt as ended at once, and their use is written down while nobody waits."""

import asyncio
from datetime import timedelta

import pytest

from activity.models import Event
from core.clock import moved_to, now
from core.errors import Invalid, NotAllowed, NotFound, Refused
from people import tokens
from people.models import ApiToken, Person
from people.operations import deactivate, reactivate
from people.tokens import Scope
from tests.asked import asked_of_the_database
from tests.core.interrupting import unattended
from tests.makers import a_person

pytestmark = pytest.mark.usefixtures("database")


async def made_for(person: Person, *scopes: str, name: str = "A robot") -> str:
    return await tokens.make(person.id, name=name, scopes=scopes or ["read"], by=person)


async def test_a_token_leads_to_its_person_and_scopes_and_is_kept_nowhere() -> None:
    grace = await a_person("Grace", "manager", bio="Admiral")
    shown = await made_for(grace, "write", "read", name="  The\nledger ")

    held = await tokens.holder(shown)

    assert held
    assert (held.person.id, held.person.role, held.person.bio) == (grace.id, "manager", "Admiral")
    assert held.scopes == {Scope.READ, Scope.WRITE}
    kept = await ApiToken.get()
    assert (kept.id, kept.name, kept.scopes) == (held.token_id, "The ledger", "read write")
    assert shown.startswith("mdg_")
    assert len(shown) >= 4 + 43  # 256 bits, six to a character
    assert shown not in str(await ApiToken.all().values()) + str(await Event.all().values())
    for wrong in ("", "mdg_", shown + "x", shown.removeprefix("mdg_"), shown.upper(), "mdg_" + "é" * 500):
        assert await tokens.holder(wrong) is None
    held.person.bio = "Rear admiral"
    await held.person.save()
    again = await tokens.holder(shown)
    assert again
    assert again.person.bio == "Rear admiral"


async def test_each_who_asks_gets_a_person_of_their_own() -> None:
    people = [await a_person(f"Member {number}") for number in range(9)]
    shown = [await made_for(person) for person in people]

    found = await asyncio.gather(*map(tokens.holder, [*shown, "mdg_nobodys", shown[0]]))

    ids = [each and each.person.id for each in found]
    assert ids == [person.id for person in people] + [None, people[0].id]
    assert found[0]
    assert found[-1]
    assert found[0].person is not found[-1].person


async def test_its_use_is_written_down_at_most_hourly_and_on_nobodys_time() -> None:
    grace = await a_person()
    shown = await made_for(grace)
    start = now()
    for minutes, written in ((0, 0), (59, 0), (61, 61)):
        with moved_to(start + timedelta(minutes=minutes)):
            with asked_of_the_database() as statements:
                assert await tokens.holder(shown)
            assert len(statements) == 1
            await unattended()
        kept = await ApiToken.get()
        assert kept.last_used_at == start + timedelta(minutes=written)


async def test_one_ends_ones_own_and_nobody_elses() -> None:
    grace, ada = await a_person("Grace"), await a_person("Ada")
    shown, other = await made_for(grace), await made_for(grace, name="Another")
    newest, oldest = await tokens.of(grace)
    assert (newest.name, oldest.name) == ("Another", "A robot")
    with pytest.raises(NotFound):
        await tokens.revoke(oldest.id, by=ada)
    with pytest.raises(NotAllowed):
        await tokens.make(grace.id, name="Mine", scopes=["read"], by=ada)

    await tokens.revoke(oldest.id, by=grace)
    await tokens.revoke(oldest.id, by=grace)

    assert await tokens.holder(shown) is None
    assert await tokens.holder(other)
    assert [each.id for each in await tokens.of(grace)] == [newest.id]
    about = Event.filter(subject_type="person", subject_id=grace.id, audience="staff", in_story=False)
    told = [(each.action, each.actor_id) for each in await about.order_by("id")]
    made, revoked = ("person.token_made", grace.id), ("person.token_revoked", grace.id)
    assert told == [made, made, revoked]


async def test_a_closed_account_ends_them_for_good() -> None:
    grace, admin = await a_person(), await a_person("Root", "admin")
    shown = await made_for(grace)

    await deactivate(grace.id, by=admin)

    assert await tokens.holder(shown) is None
    with pytest.raises(Refused):
        await tokens.make(grace.id, name="Late", scopes=["read"])
    await reactivate(grace.id, by=admin)
    assert await tokens.holder(shown) is None
    assert await tokens.of(grace) == []


@pytest.mark.parametrize(
    ("name", "scopes", "wrong"),
    [
        (" \u200b", ["read"], {"name"}),
        ("x" * 81, ["read"], {"name"}),
        ("x", [], {"scopes"}),
        ("", ["read", "everything"], {"name", "scopes"}),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_what_a_token_cannot_be_is_told_by_field(name: str, scopes: list[str], wrong: set[str]) -> None:
    with pytest.raises(Invalid) as said:
        await tokens.make((await a_person()).id, name=name, scopes=scopes)
    assert set(said.value.fields) == wrong
    assert await ApiToken.all().count() == 0

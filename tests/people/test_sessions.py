"""Sessions are rows: rotated, listed, ended, and over by themselves after a while."""

import asyncio
from datetime import timedelta

import pytest

from core.clock import moved_to, now
from core.errors import NotFound
from people import sessions
from people.models import Session
from tests.makers import a_person

pytestmark = pytest.mark.usefixtures("database")


async def test_a_token_leads_to_its_person_whole() -> None:
    grace = await a_person("Grace", "manager", bio="Admiral", name_shown=False)
    found = await sessions.person_of(await sessions.begin(grace, "Firefox"))
    assert found is not None
    person, session = found
    assert (person.id, person.name, person.role, person.name_shown) == (grace.id, "Grace", "manager", False)
    assert (session.user_agent, session.person_id) == ("Firefox", grace.id)
    assert person.created_at.tzinfo is not None
    person.bio = "Rear admiral"
    await person.save()


async def test_each_request_gets_a_person_of_its_own_as_they_are_now() -> None:
    grace = await a_person("Grace")
    token = await sessions.begin(grace)
    one, other = await sessions.person_of(token), await sessions.person_of(token)
    assert one
    assert other
    one[0].name = "Changed, and not saved"
    assert other[0].name == "Grace"
    await type(grace).filter(id=grace.id).update(name="Grace Hopper", role="manager")
    found = await sessions.person_of(token)
    assert found
    assert (found[0].name, found[0].is_manager) == ("Grace Hopper", True)
    await type(grace).filter(id=grace.id).update(deactivated_at=now())
    assert await sessions.person_of(token) is None


async def test_the_token_is_kept_nowhere() -> None:
    token = await sessions.begin(await a_person())
    assert token not in str(await Session.all().values())
    assert await sessions.person_of(token + "x") is None
    assert await sessions.person_of("") is None


async def test_signing_in_again_rotates() -> None:
    grace = await a_person()
    before = await sessions.begin(grace)
    after = await sessions.begin(grace, instead_of=before)
    assert await sessions.person_of(before) is None
    assert await sessions.person_of(after) is not None


async def test_thirty_days_idle_end_it_and_a_visit_in_between_does_not() -> None:
    token = await sessions.begin(await a_person())
    start = now()
    with moved_to(start + timedelta(days=29)):
        assert await sessions.person_of(token) is not None
    with moved_to(start + timedelta(days=58)):
        assert await sessions.person_of(token) is not None
    with moved_to(start + timedelta(days=89)):
        assert await sessions.person_of(token) is None


async def test_a_hundred_and_eighty_days_end_it_in_any_case() -> None:
    token = await sessions.begin(await a_person())
    start = now()
    for day in range(20, 180, 20):
        with moved_to(start + timedelta(days=day)):
            assert await sessions.person_of(token) is not None
    with moved_to(start + timedelta(days=180, seconds=1)):
        assert await sessions.person_of(token) is None


async def test_a_visit_is_written_down_at_most_hourly() -> None:
    token = await sessions.begin(await a_person())
    start = (await Session.get()).last_seen_at
    with moved_to(start + timedelta(minutes=59)):
        await sessions.person_of(token)
        assert (await Session.get()).last_seen_at == start
    with moved_to(start + timedelta(minutes=61)):
        await sessions.person_of(token)
        assert (await Session.get()).last_seen_at == start + timedelta(minutes=61)


async def test_one_ends_ones_own_sessions_and_nobody_elses() -> None:
    grace, ada = await a_person("Grace"), await a_person("Ada")
    here, there, hers = await sessions.begin(grace), await sessions.begin(grace), await sessions.begin(ada)
    one, other = [session.id for session in reversed(await sessions.sessions_of(grace))]
    with pytest.raises(NotFound):
        await sessions.revoke(one, by=ada)
    await sessions.revoke(other, by=grace)
    await sessions.revoke(other, by=grace)
    assert await sessions.person_of(there) is None
    assert await sessions.person_of(here) is not None
    assert await sessions.revoke_all(grace, except_=one) == 0
    assert [session.id for session in await sessions.sessions_of(grace)] == [one]
    assert await sessions.person_of(hers) is not None


async def test_a_deactivated_person_is_nowhere_signed_in() -> None:
    grace = await a_person()
    token = await sessions.begin(grace)
    grace.deactivated_at = now()
    await grace.save()
    assert await sessions.person_of(token) is None


async def test_many_at_once_each_get_their_own_person() -> None:
    people = [await a_person(f"Member {number}") for number in range(12)]
    tokens = [await sessions.begin(person) for person in people]
    asked = [*tokens, "nobody's", *tokens[:3]]

    found = await asyncio.gather(*map(sessions.person_of, asked))

    ids = [each and (each[0].id, each[1].person_id) for each in found]
    assert ids == [(person.id, person.id) for person in people] + [None] + [
        (person.id, person.id) for person in people[:3]
    ]
    assert found[0]
    assert found[13]
    assert found[0][0] is not found[13][0]

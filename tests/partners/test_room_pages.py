"""Rooms, as a browser meets them."""

import re

import httpx
import pytest

from partners import memberships, posts, rooms
from partners.models import MemberState, PartnerRules, Room
from tests.makers import a_person, sign_in
from tests.partners.world import a_member, a_partner, a_room, standing

pytestmark = pytest.mark.a_page

HONEST = "Staff of this yard can't read in here unless they are members. Whoever runs the server technically could."


async def test_a_room_is_opened_in_the_browser(client: httpx.AsyncClient) -> None:
    sora = await sign_in(client, await a_partner("Sora"))
    form = await client.get("/rooms/new")
    key = re.search(r'name="submission" value="([^"]+)"', form.text)
    assert key
    given = {
        "name": "달력 방",
        "purpose": "달력을 **함께** 그려요.",
        "kind": "closed",
        "terms": "",
        "submission": key[1],
    }

    first = await client.post("/rooms", data=given)
    second = await client.post("/rooms", data=given)
    assert first.status_code == second.status_code == 303
    assert first.headers["location"] == second.headers["location"]

    room = await Room.get(name="달력 방")
    assert room.founder_id == sora.id
    assert room.lang == "ko"
    page = await client.get(f"/rooms/{room.id}")
    assert "1 member, none of them staff" in page.text
    assert HONEST in page.text
    assert "<strong>함께</strong>" in page.text


async def test_what_was_typed_stays_where_a_room_is_refused(client: httpx.AsyncClient) -> None:
    await sign_in(client, await a_partner("Sora"))

    answer = await client.post(
        "/rooms", data={"name": "R", "purpose": "Kept words", "kind": "open", "terms": ""}
    )
    assert answer.status_code == 422
    assert "at least 2 characters" in answer.text
    assert "Kept words" in answer.text

    await PartnerRules.create(rooms_a_week=1)
    await client.post("/rooms", data={"name": "First", "purpose": "", "kind": "open", "terms": ""})
    answer = await client.post("/rooms", data={"name": "Second", "purpose": "", "kind": "open", "terms": ""})
    assert answer.status_code == 409
    assert "You can open 1 room a week. The next one is possible in 7 days." in answer.text


async def test_the_list_begins_with_ones_own_rooms(client: httpx.AsyncClient) -> None:
    sora = await sign_in(client, await a_partner("Sora"))
    secret = await a_room("secret", name="Secret of Sora")
    await a_room("secret", name="Secret of others")
    await a_room("closed", name="Closed of others")
    await a_room("open", name="Open of Sora", by=sora)
    await memberships.invite(secret.id, sora.id, by=await a_person_who_founded(secret))

    page = (await client.get("/rooms")).text
    names = re.findall(r'<a class="name"[^>]*>([^<]+)</a>', page)
    assert names == ["Secret of Sora", "Open of Sora", "Closed of others"]
    assert "You are invited" in page
    found = (await client.get("/rooms", params={"q": "OTHERS closed"})).text
    assert re.findall(r'<a class="name"[^>]*>([^<]+)</a>', found) == ["Closed of others"]
    assert "Secret of others" not in (await client.get("/rooms", params={"q": "secret"})).text


async def a_person_who_founded(room: Room):  # type: ignore[no-untyped-def]
    return await (await Room.get(id=room.id).select_related("founder")).founder


async def test_the_list_goes_on_by_key(client: httpx.AsyncClient) -> None:
    await sign_in(client, await a_partner("Sora"))
    opened = [(await a_room("open")).name for _ in range(25)]

    page = (await client.get("/rooms")).text
    more = re.search(r'href="(/rooms\?after=[^"]+)"', page)
    assert more
    second = (await client.get(more[1])).text
    names = re.findall(r'<a class="name"[^>]*>([^<]+)</a>', page + second)
    assert names == opened[::-1]
    assert (await client.get("/rooms?after=broken")).status_code == 200


async def test_customers_have_no_rooms_but_those_they_belong_to(client: httpx.AsyncClient) -> None:
    grace = await sign_in(client, await a_person("Grace"))
    opened = await a_room("open", name="Open to partners")
    assert (await client.get("/rooms")).status_code == 404
    assert (await client.get("/rooms/new")).status_code == 404
    assert (await client.get(f"/rooms/{opened.id}")).status_code == 404
    assert 'href="/rooms"' not in (await client.get("/")).text

    room = await a_room("secret", name="With Grace")
    await a_member(room, grace)
    page = (await client.get("/rooms")).text
    assert "With Grace" in page
    assert "Open to partners" not in page
    assert (await client.get(f"/rooms/{room.id}")).status_code == 200
    home = (await client.get("/")).text
    assert 'href="/rooms"' in home
    assert 'href="/partners"' not in home


async def test_a_visitor_is_led_to_the_sign_in_whatever_room_they_ask_for(client: httpx.AsyncClient) -> None:
    room = await a_room("secret")

    for path in (f"/rooms/{room.id}", "/rooms/987654", "/rooms", "/posts/1"):
        answer = await client.get(path)
        assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")


async def test_from_outside_a_closed_room_shows_its_head_alone(client: httpx.AsyncClient) -> None:
    owner = await a_partner("Founding Owner")
    room = await a_room("closed", by=owner, name="Closed doors", purpose="Known purpose.")
    await a_member(room, await a_person("Staff Inside", "employee"))
    post = await posts.write(room.id, body="Words inside", by=owner)
    await sign_in(client, await a_person("Manager", "manager"))

    page = (await client.get(f"/rooms/{room.id}")).text
    assert "Closed doors" in page
    assert "Known purpose." in page
    assert "2 members, 1 of them staff" in page
    assert "Ask to come in" in page
    for hidden in ("Words inside", "Founding Owner", "Staff Inside"):
        assert hidden not in page
    for path in (
        f"/rooms/{room.id}/members",
        f"/posts/{post.id}",
        f"/rooms/{room.id}/feed",
        f"/rooms/{room.id}/edit",
    ):
        assert (await client.get(path)).status_code == 404


async def test_staff_among_the_members_are_counted_as_their_roles_stand(client: httpx.AsyncClient) -> None:
    from people.models import Role
    from people.roles import change_role

    admin, sora = await a_person("Admin", "admin"), await a_partner("Sora")
    room = await a_room(by=sora)
    member = await a_member(room)
    await sign_in(client, sora)
    assert "2 members, none of them staff" in (await client.get(f"/rooms/{room.id}")).text

    await change_role(member.id, Role.EMPLOYEE, by=admin)
    assert "2 members, 1 of them staff" in (await client.get(f"/rooms/{room.id}")).text
    assert "2 members, 1 of them staff" in (await client.get("/rooms")).text
    await change_role(member.id, Role.PARTNER, by=admin)
    assert "2 members, none of them staff" in (await client.get(f"/rooms/{room.id}")).text


async def test_an_invitation_is_accepted_with_its_terms(client: httpx.AsyncClient) -> None:
    owner = await a_partner("Owner")
    room = await a_room("secret", by=owner, terms="Quote nobody.")
    guest = await sign_in(client, await a_partner("Guest"))
    await memberships.invite(room.id, guest.id, by=owner)
    page = (await client.get(f"/rooms/{room.id}")).text
    assert "You are invited into this room" in page
    assert "Quote nobody." in page

    refused = await client.post(f"/rooms/{room.id}/membership", data={})
    assert refused.status_code == 422
    assert "Please accept the terms of this room." in refused.text
    assert (await client.post(f"/rooms/{room.id}/membership", data={"terms": "1"})).status_code == 303
    assert (await standing(room, guest)).state == MemberState.ACTIVE


async def test_somebody_is_found_and_invited_from_the_members_page(client: httpx.AsyncClient) -> None:
    owner = await sign_in(client, await a_partner("Owner"))
    room = await a_room(by=owner)
    guest = await a_partner("Guest Kim", handle="guest-kim")

    page = (await client.get(f"/rooms/{room.id}/members", params={"q": "guest k"})).text
    assert f'name="person" value="{guest.id}"' in page
    assert (
        await client.post(f"/rooms/{room.id}/invitations", data={"person": str(guest.id)})
    ).status_code == 303
    assert "Take the invitation back" in (await client.get(f"/rooms/{room.id}/members")).text
    assert (await client.post(f"/rooms/{room.id}/invitations", data={"person": "x"})).status_code == 404


async def test_owners_decide_on_the_members_page(client: httpx.AsyncClient) -> None:
    owner = await sign_in(client, await a_partner("Owner"))
    room = await a_room(by=owner)
    one, other = await a_partner("Asking One"), await a_partner("Asking Other")
    await memberships.request(room.id, "I can draw.", by=one)
    await memberships.request(room.id, by=other)
    page = (await client.get(f"/rooms/{room.id}/members")).text
    assert "They ask to come in" in page
    assert "I can draw." in page

    for person, noun, state in (
        (one, "admission", MemberState.ACTIVE),
        (other, "refusal", MemberState.DECLINED),
        (one, "ban", MemberState.BANNED),
        (one, "ban/withdrawal", MemberState.LEFT),
    ):
        answer = await client.post(f"/rooms/{room.id}/members/{person.id}/{noun}", data={"reason": "Because"})
        assert answer.status_code == 303, noun
        assert (await standing(room, person)).state == state


async def test_owners_change_narrow_and_archive(client: httpx.AsyncClient) -> None:
    owner = await sign_in(client, await a_partner("Owner"))
    room = await a_room("open", by=owner)
    assert (await client.get(f"/rooms/{room.id}/edit")).status_code == 200
    changed = {"name": "New name", "purpose": "New purpose", "terms": "New terms"}
    assert (await client.post(f"/rooms/{room.id}/text", data=changed)).status_code == 303
    assert (await client.post(f"/rooms/{room.id}/narrowing", data={"kind": "secret"})).status_code == 303
    assert (await client.post(f"/rooms/{room.id}/narrowing", data={"kind": "open"})).status_code == 409
    assert (await client.post(f"/rooms/{room.id}/archive")).status_code == 303
    assert (await client.post(f"/rooms/{room.id}/posts", data={"body": "Late"})).status_code == 409
    assert (await client.post(f"/rooms/{room.id}/text", data=changed)).status_code == 409
    page = (await client.get(f"/rooms/{room.id}")).text
    assert "Archived" in page
    assert "New name" in page
    assert "Secret room" in page
    assert (await client.post(f"/rooms/{room.id}/archive/withdrawal")).status_code == 303
    await rooms.archive(room.id, by=owner)


@pytest.mark.parametrize("language", ["ko", "en"])
async def test_every_page_of_a_room_is_drawn_in_both_languages(
    client: httpx.AsyncClient, language: str
) -> None:
    owner = await sign_in(client, await a_partner("Owner", locale=language))
    room = await a_room("open", by=owner, terms="Quote nobody.")
    post = await posts.write(room.id, body="Hello", by=owner)

    for path in ("", "/members", "/feed", "/edit"):
        answer = await client.get(f"/rooms/{room.id}{path}")
        assert answer.status_code == 200
        assert f'<html lang="{language}"' in answer.text
    assert (await client.get(f"/posts/{post.id}")).status_code == 200
    assert (await client.get("/rooms/new")).status_code == 200

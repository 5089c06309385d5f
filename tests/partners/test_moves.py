"""Every move of a membership, and every change of a room, sent straight at its address by everyone who mustn't."""

import os
from dataclasses import dataclass, field

import httpx
import pytest

from activity.models import Event
from partners import memberships, posts
from partners.models import Membership, Post, PostComment, Room, RoomInvitation
from people.blocks import block
from people.models import Person
from tests.makers import a_person, sign_in
from tests.partners.world import a_member, a_partner, a_room

KINDS = ("open", "closed", "secret")
FULL = os.environ.get("MADANG_TEST_FULL") == "1"
PAIRS = [
    *(("sqlite", kind) for kind in KINDS),
    *(("postgres", kind) for kind in (KINDS if FULL else ["closed"])),
]
"""Every kind of room on one database; on the other, one of them unless all are wanted."""

WAY_IN, WAY_OUT, TALK = "membership", "membership/withdrawal", "posts"
DECISIONS = {
    "invitation/withdrawal": "invited",
    "admission": "requested",
    "refusal": "requested",
    "removal": "member",
    "ban": "member",
    "ban/withdrawal": "banned",
    "ownership": "member",
}
"""What owners decide, and about whom it could be decided here."""
OWNERS = ("text", "narrowing", "archive", "archive/withdrawal")
FEED = ("feed", "feed/withdrawal")
GIVEN = {
    "name": "Taken",
    "kind": "secret",
    "purpose": "Taken",
    "terms": "Taken",
    "words": "Please",
    "body": "Words",
    "reason": "Because",
    "keep": "yes",
}

MAY: dict[str, dict[str, set[str]]] = {
    "invited": {"": {WAY_IN, WAY_OUT}},
    "requested": {"": {WAY_IN, WAY_OUT}},
    "member": {"": {WAY_IN, WAY_OUT, TALK, "invitations", *FEED, "comments"}},
    "outsider": {"open": {WAY_IN}, "closed": {WAY_IN}, "secret": set()},
    "manager": {"open": {WAY_IN}, "closed": {WAY_IN}, "secret": set()},
    "admin": {"open": {WAY_IN}, "closed": {WAY_IN}, "secret": set()},
    "declined": {"open": {WAY_IN}, "closed": {WAY_IN}, "secret": set()},
    "left": {"open": {WAY_IN}, "closed": {WAY_IN}, "secret": set()},
    "blocked": {"open": {WAY_IN}, "closed": {WAY_IN}, "secret": set()},
}
"""What somebody may do, in every kind of room or in this one. Visitors, customers, and those who were refused, removed
or banned may do nothing."""


@dataclass
class World:
    room: Room
    owner: Person
    post: Post
    said: PostComment
    people: dict[str, Person | None] = field(default_factory=dict)


async def world(kind: str) -> World:
    """A room with somebody of each standing."""
    owner = await a_partner("Owner")
    room = await a_room(kind, by=owner)
    post = await posts.write(room.id, body="Said by the owner", by=owner)
    said = await posts.comment(post.id, body="More of it", by=owner)
    made = World(room, owner, post, said, {"visitor": None, "member": await a_member(room)})
    for name in ("invited", "requested", "declined", "left", "refused", "removed", "banned", "outsider"):
        made.people[name] = await a_partner(name.title())
    made.people |= {
        "manager": await a_person("Manager", "manager"),
        "admin": await a_person("Admin", "admin"),
    }
    made.people |= {"customer": await a_person("Customer"), "blocked": await a_partner("Blocked")}
    await block(_of(made, "blocked").id, by=owner)
    for name in ("declined", "left", "removed", "banned"):
        await memberships.invite(room.id, _of(made, name).id, by=owner)
    await memberships.decline(room.id, by=_of(made, "declined"))
    for name in ("left", "removed", "banned"):
        await memberships.accept(room.id, by=_of(made, name))
    await memberships.leave(room.id, by=_of(made, "left"))
    await memberships.remove(room.id, _of(made, "removed").id, by=owner)
    await memberships.ban(room.id, _of(made, "banned").id, by=owner)
    await memberships.invite(room.id, _of(made, "invited").id, by=owner)
    for name in ("requested", "refused"):
        await Membership.create(room=room, person=_of(made, name), state="requested")
    await memberships.refuse(room.id, _of(made, "refused").id, by=owner)
    return made


def _of(made: World, name: str) -> Person:
    person = made.people[name]
    assert person is not None
    return person


def moves(made: World, who: Person | None) -> list[tuple[str, str]]:
    """What can be sent, by the name of the move: each decision about whom it could be about, and about oneself."""
    room = f"/rooms/{made.room.id}"
    sent = [(name, f"{room}/{name}") for name in (WAY_IN, WAY_OUT, TALK, "invitations", *OWNERS, *FEED)]
    for noun, name in DECISIONS.items():
        about = {_of(made, name).id, who.id if who else made.owner.id}
        sent += [(noun, f"{room}/members/{each}/{noun}") for each in sorted(about)]
    sent += [("comments", f"/posts/{made.post.id}/comments")]
    sent += [(name, f"/posts/{made.post.id}/{name}") for name in ("text", "removal")]
    return sent + [(name, f"/post-comments/{made.said.id}/{name}") for name in ("text", "removal")]


async def everything(made: World) -> object:
    """All that such a move could change."""
    room = await Room.get(id=made.room.id)
    return (
        sorted(await Membership.all().values_list("person_id", "state", "role", "feed_key", "changed_at")),
        (room.name, room.kind, room.status, room.members, room.terms_version, room.active_at),
        await RoomInvitation.all().count(),
        await Event.filter(subject_type="room").count(),
        sorted(await Post.all().values_list("id", "body", "removed_at")),
        sorted(await PostComment.all().values_list("id", "body", "removed_at")),
    )


@pytest.mark.parametrize(("database_url", "kind"), PAIRS, indirect=["database_url"])
async def test_nobody_moves_what_they_mustnt(client: httpx.AsyncClient, kind: str) -> None:
    made = await world(kind)
    before = await everything(made)
    stranger = await a_partner("Stranger")

    for name, person in made.people.items():
        client.cookies.clear()
        if person:
            await sign_in(client, person)
        allowed = {
            move for place, moves_ in MAY.get(name, {}).items() if place in ("", kind) for move in moves_
        }
        for move, address in moves(made, person):
            if move in allowed:
                continue
            answer = await client.post(address, data={**GIVEN, "person": str(stranger.id)})
            if person is None:
                assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in"), address
            else:
                assert answer.status_code in (403, 404, 409), (name, address, answer.status_code)
        assert await everything(made) == before, name


@pytest.mark.parametrize(
    ("database_url", "kind"), [pair for pair in PAIRS if pair[1] != "open"], indirect=["database_url"]
)
async def test_what_is_refused_outside_of_a_room_is_refused_like_a_room_that_isnt(
    client: httpx.AsyncClient, kind: str
) -> None:
    """A secret room answers like one that doesn't exist; of a closed one, all but its head does."""
    made = await world(kind)
    for name in ("outsider", "admin", "removed", "banned"):
        person = await sign_in(client, _of(made, name))
        for move, address in moves(made, person):
            if kind == "closed" and name != "banned" and move in (WAY_IN, WAY_OUT):
                continue
            answer = await client.post(address, data=GIVEN)
            nothing = await client.post(address.replace(f"/{made.room.id}/", "/987654321/", 1), data=GIVEN)
            assert answer.status_code == 404, (name, address)
            if address.startswith("/rooms/"):
                assert _without_address(answer.text) == _without_address(nothing.text)


def _without_address(text: str) -> str:
    """What differs on the page of any two addresses: the address, to come back to."""
    return "\n".join(line for line in text.splitlines() if 'name="next"' not in line)

"""What is inside a room, and between two people, is shown to nobody else: every page of the route table, for eight
kinds of person, with an open, a closed and a secret room.

The addresses are made from the route table by `tests.frontend.test_leaks`: a page that it can't fill in fails there.
"""

import os
from dataclasses import dataclass
from typing import Any

import pytest
from starlette.applications import Starlette

from activity import worker
from frontend.routes import named
from partners import (
    conversations,
    documents,
    leaving,
    memberships,
    posts,
    proposals,
    reporting,
    suggestions,
)
from partners.models import Message, Room
from people.models import Contact, Person
from tests.conftest import a_browser
from tests.frontend.test_leaks import World, addresses, filled
from tests.makers import a_person, sign_in
from tests.partners.world import a_member, a_partner, a_room

READERS = ("visitor", "customer", "partner", "invited", "member", "left", "banned", "admin")
KINDS = ("open", "closed", "secret")
TAKING_PART = {"partner", "invited", "member", "left", "admin"}
"""Whoever was banned from a room doesn't find it any more, though they take part."""
FULL = os.environ.get("MADANG_TEST_FULL") == "1"
GROUPS = [READERS[:4], READERS[4:]]
PAIRS = [("sqlite", group) for group in GROUPS] + [
    ("postgres", group) for group in (GROUPS if FULL else [("left",)])
]
"""Each group of readers looks at one yard; unless all are wanted, one looks at the other database."""
WORD = "harbour"
"""Stands in everything that is written here, so that a search could find it."""


@dataclass
class Yard:
    people: dict[str, Person]
    secrets: dict[str, set[str]]
    """By word, who may read it."""
    subjects: list[str]
    """What can be reported, as its form names it."""


async def a_yard() -> Yard:
    people: dict[str, Person] = {}
    for name in READERS[1:]:
        role = {"customer": "customer", "admin": "admin"}.get(name, "partner")
        people[name] = await a_person(f"The {name}", role, email=f"zmail-{name}@example.com")
    await Person.filter(id=people["invited"].id).update(contact=Contact.MEMBERS)
    secrets: dict[str, set[str]] = {"zmessage": {"member", "invited"}}
    subjects: list[str] = []
    for kind in KINDS:
        subjects += await _furnish(kind, people, secrets)
    talk = await conversations.request(people["invited"].id, text=f"zmessage {WORD}", by=people["member"])
    message = await Message.get(conversation_id=talk.id)
    while await worker.drain():
        pass
    for name, person in people.items():
        secrets[str(person.email)] = {name, "admin"}
    return Yard(people, secrets, [*subjects, f"message-{message.id}"])


async def _furnish(kind: str, people: dict[str, Person], secrets: dict[str, set[str]]) -> list[str]:
    """A room with something of everything, and who may read what of it."""
    owner = await a_partner(f"Owner {kind}", email=f"zowner-{kind}@example.com")
    room = await a_room(kind, by=owner, name=f"z{kind}name {WORD}", purpose=f"z{kind}purpose {WORD}")
    for name in ("member", "left", "banned"):
        await a_member(room, people[name])
    await memberships.invite(room.id, people["invited"].id, by=owner)
    subjects = await _write(kind, room, owner, people)
    await leaving.leave(room.id, by=people["left"])
    await leaving.ban(room.id, people["banned"].id, f"z{kind}why", by=owner)
    inside = TAKING_PART if kind == "open" else {"member"}
    listed = {"member", "invited"} if kind == "secret" else TAKING_PART
    secrets |= {f"z{kind}{part}": listed for part in ("name", "purpose")}
    secrets |= {f"z{kind}{part}": inside for part in ("post", "remark", "note", "suggested")}
    secrets |= {f"z{kind}{part}": inside | {"left"} for part in ("title", "body")}  # asked as an author
    for shown in ("post", "remark", "reported"):  # what was reported, and what stood around it
        secrets[f"z{kind}{shown}"] = inside | ({"admin"} if shown != "remark" else set())
    secrets[f"zowner-{kind}@example.com"] = {"admin"}
    return [f"room-{room.id}", *subjects]


async def _write(kind: str, room: Room, owner: Person, people: dict[str, Person]) -> list[str]:
    """A post, a comment, a document with a suggestion of somebody who leaves, an open one, a proposal, and a report."""
    said = await posts.write(room.id, body=f"z{kind}post {WORD}", by=people["member"])
    remark = await posts.comment(said.id, body=f"z{kind}remark {WORD}", by=owner)
    rude = await posts.write(room.id, body=f"z{kind}reported {WORD}", by=owner)
    title, body = f"z{kind}title {WORD}", f"z{kind}body {WORD}"
    made = await documents.start(room.id, title=title, body=body, note=f"z{kind}note", by=owner)
    joined = await suggestions.suggest(
        made.id, base=1, title=title, body=f"{body}\n\nA line of theirs.", by=people["left"]
    )
    await suggestions.accept(joined.id, by=owner)
    await suggestions.suggest(made.id, base=2, title=title, body=f"z{kind}suggested", by=people["member"])
    await proposals.open_proposal(made.id, version=2, board="ideas", kind="idea", by=owner)
    await reporting.report("post", rude.id, reason="abuse", by=people["member"])
    return [f"post-{said.id}", f"post_comment-{remark.id}", f"document-{made.id}"]


SEARCHES = (
    f"/rooms?q={WORD}",
    f"/partners?q={WORD}",
    f"/?q={WORD}&stage=all",
    f"/ideas/similar?title={WORD}+calendar",
    f"/ideas/new?title={WORD}+calendar",
    "/feed.atom?stage=all",
)
PLACES = ("", "/members", "/edit", "/documents", "/documents/new", "/feed", "/feed.atom?key=x")
"""Behind a room's address."""


@pytest.mark.parametrize(("database_url", "readers"), PAIRS, indirect=["database_url"])
async def test_no_page_shows_what_is_inside_to_anybody_else(
    app: Starlette, database: str, readers: tuple[str, ...]
) -> None:
    yard = await a_yard()
    world = World(yard.people, {}, yard.secrets, await filled())
    for reader in readers:
        await _reads_nothing_of_others(app, yard, world, reader)


async def _reads_nothing_of_others(app: Starlette, yard: Yard, world: World, reader: str) -> None:
    readable = [route for route in named() if route.methods and "GET" in route.methods]
    paths = [path for route in readable for path in addresses(route, world)]
    paths += [*SEARCHES, *(f"/reports/new?about={subject}" for subject in yard.subjects)]
    read = ""
    async with a_browser(app) as browser:
        if reader != "visitor":
            await sign_in(browser, yard.people[reader])
        for path in paths:
            answer = await browser.get(path, follow_redirects=True)
            assert answer.status_code in (200, 403, 404, 410), f"{path}: {answer.status_code}"
            read += answer.text
            for secret, readers in yard.secrets.items():
                assert reader in readers or secret not in answer.text, (
                    f"{secret} is shown to a {reader} at {path}"
                )
    for secret, readers in yard.secrets.items():  # and who may read it finds it, so that the test can fail
        assert reader not in readers or secret in read or reader == "admin", secret


async def test_a_secret_room_answers_like_one_that_does_not_exist(app: Starlette, database: str) -> None:
    people = {name: await a_partner(name) for name in ("left", "banned", "partner")}
    people |= {name: await a_person(name, name) for name in ("customer", "admin")}
    room = await a_room("secret")
    owner = await Person.get(id=room.founder_id)
    for name in ("left", "banned"):
        await a_member(room, people[name])
    await leaving.leave(room.id, by=people["left"])
    await leaving.ban(room.id, people["banned"].id, by=owner)
    nowhere = room.id + 1000

    for reader in ("visitor", *people):
        async with a_browser(app) as browser:
            if reader != "visitor":
                await sign_in(browser, people[reader])
            for path in PLACES:
                there = await browser.get(f"/rooms/{room.id}{path}")
                not_there = await browser.get(f"/rooms/{nowhere}{path}")
                assert _alike(there, room.id) == _alike(not_there, nowhere), (reader, path)


def _alike(answer: Any, id_: int) -> tuple[int, str, str]:
    return (
        answer.status_code,
        answer.headers.get("location", ""),
        answer.text.replace(f"/rooms/{id_}", "/rooms/0"),
    )

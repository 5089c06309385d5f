"""What is said in rooms, by whom, and who hears of it."""

import asyncio

import pytest

from activity import fanout, tasks
from activity.models import Event, Notice
from core.errors import Invalid, NotAllowed, NotFound, Refused
from partners import feeding, memberships, posts, rooms
from partners.models import Post, PostComment, Room
from partners.talk import comments_of, posts_of
from people.blocks import block
from people.models import Person
from tests.makers import a_person
from tests.partners.world import a_member, a_partner, a_room

pytestmark = pytest.mark.usefixtures("client")  # the application fills the ports


async def told(action: str) -> set[int]:
    """Who has a notice of this action."""
    while task := await tasks.claim():
        while not await fanout.step(task):
            pass
    return {each.person_id for each in await Notice.filter(event__action=action)}


async def test_members_write_and_all_others_dont() -> None:
    owner, outsider = await a_partner("Owner"), await a_partner("Outsider")
    opened, closed = await a_room("open", by=owner), await a_room("closed", by=owner)

    with pytest.raises(NotAllowed, match="Only members"):
        await posts.write(opened.id, body="Hello", by=outsider)
    with pytest.raises(NotFound):
        await posts.write(closed.id, body="Hello", by=outsider)
    post = await posts.write(opened.id, body="Hello", by=owner)
    with pytest.raises(NotAllowed):
        await posts.comment(post.id, body="And I", by=outsider)
    await memberships.join(opened.id, by=outsider)
    await posts.comment(post.id, body="And I", by=outsider)
    assert (await Post.get(id=post.id)).comments == 1


@pytest.mark.parametrize("body", ["", "  \n ", "x" * 20_001])
async def test_a_post_says_something_and_ends_somewhere(body: str) -> None:
    owner = await a_partner("Owner")
    room = await a_room(by=owner)

    with pytest.raises(Invalid):
        await posts.write(room.id, body=body, by=owner)


async def test_one_form_is_one_post() -> None:
    owner = await a_partner("Owner")
    room = await a_room(by=owner)

    made = await asyncio.gather(*(posts.write(room.id, body="Once", key="k", by=owner) for _ in range(4)))
    assert len({each.id for each in made}) == 1
    said = await asyncio.gather(
        *(posts.comment(made[0].id, body="Once", key="k", by=owner) for _ in range(4))
    )
    assert len({each.id for each in said}) == 1
    assert (await Post.get(id=made[0].id)).comments == 1
    assert await Event.filter(action="post.commented").count() == 1


async def test_comments_at_once_are_all_counted() -> None:
    owner = await a_partner("Owner")
    room = await a_room(by=owner)
    others = [await a_member(room) for _ in range(3)]
    post = await posts.write(room.id, body="Say", by=owner)

    await asyncio.gather(*(posts.comment(post.id, body="I say", by=each) for each in others * 2))
    assert (await Post.get(id=post.id)).comments == await PostComment.filter(post_id=post.id).count() == 6


async def test_members_hear_of_a_post_and_nobody_else() -> None:
    owner = await a_partner("Owner")
    room = await a_room("closed", by=owner)
    member = await a_member(room)
    outsider = await a_partner("Outsider", handle="out-side")
    await posts.write(room.id, body="Hello @out-side", by=owner)

    assert await told("post.written") == {member.id}
    assert not await Notice.exists(person_id=outsider.id)


async def test_a_comment_is_heard_by_those_who_spoke_and_those_it_calls() -> None:
    owner = await a_partner("Owner")
    room = await a_room(by=owner)
    speaker, called, silent = (
        await a_member(room),
        await a_partner("Called", handle="called-one"),
        await a_member(room),
    )
    await a_member(room, called)
    post = await posts.write(room.id, body="Hello", by=owner)
    await posts.comment(post.id, body="I speak", by=speaker)
    await posts.comment(post.id, body="And @called-one?", by=owner)

    assert await told("post.commented") == {owner.id, speaker.id, called.id}
    assert silent.id not in await told("post.commented")


async def test_between_the_blocked_nothing_is_heard() -> None:
    owner = await a_partner("Owner")
    room = await a_room(by=owner)
    loud, friend = await a_member(room), await a_member(room)
    await block(loud.id, by=owner)
    await posts.write(room.id, body="Hello", by=loud)

    assert await told("post.written") == {friend.id}
    mine, theirs = (await posts_of(room.id, owner))[0], (await posts_of(room.id, friend))[0]
    assert [each["blocked"] for each in mine + theirs] == [True, False]
    assert await feeding.entries(room.id, owner) == []
    assert len(await feeding.entries(room.id, friend)) == 1


async def test_ones_words_are_edited_by_oneself_and_removed_by_owners_too() -> None:
    owner = await a_partner("Owner")
    room = await a_room(by=owner)
    writer, other = await a_member(room), await a_member(room)
    post = await posts.write(room.id, body="First", by=writer)
    said = await posts.comment(post.id, body="Second", by=writer)
    await posts.edit(post.id, body="Changed", by=writer)
    assert (await Post.get(id=post.id)).edited_at is not None

    for person in (owner, other):
        with pytest.raises(NotAllowed):
            await posts.edit(post.id, body="Taken", by=person)
    with pytest.raises(NotAllowed):
        await posts.remove(post.id, by=other)
    await posts.remove_comment(said.id, by=owner)
    await posts.remove(post.id, by=owner)
    await posts.remove(post.id, by=owner)

    kept = await Post.get(id=post.id)
    assert (kept.body, kept.body_html, kept.comments) == ("", "", 0)
    assert await Event.filter(action="post.removed").count() == 2
    with pytest.raises(NotAllowed):
        await posts.comment(post.id, body="Late", by=writer)


async def test_an_archived_room_is_only_read() -> None:
    owner = await a_partner("Owner")
    room = await a_room(by=owner)
    post = await posts.write(room.id, body="First", by=owner)
    await rooms.archive(room.id, by=owner)

    with pytest.raises(Refused, match="archived"):
        await posts.write(room.id, body="Late", by=owner)
    with pytest.raises(Refused, match="archived"):
        await posts.comment(post.id, body="Late", by=owner)
    with pytest.raises(NotAllowed):
        await posts.edit(post.id, body="Late", by=owner)
    assert len((await posts_of(room.id, owner))[0]) == 1


@pytest.mark.parametrize("kind", ["open", "closed", "secret"])
async def test_reading_is_for_those_who_read_the_room(kind: str) -> None:
    owner = await a_partner("Owner")
    room = await a_room(kind, by=owner)
    post = await posts.write(room.id, body="Inside", by=owner)
    await posts.comment(post.id, body="Inside too", by=owner)
    readers = {
        "partner": await a_partner("Partner"),
        "manager": await a_person("Manager", "manager"),
        "admin": await a_person("Admin", "admin"),
        "customer": await a_person("Customer"),
    }
    for name, reader in readers.items():
        reads = kind == "open" and name != "customer"
        assert len((await posts_of(room.id, reader))[0]) == int(reads), name
        assert len((await comments_of(post.id, reader))[0]) == int(reads), name
        assert len(await feeding.entries(room.id, reader)) == int(reads), name


async def test_pages_go_on_by_key() -> None:
    owner = await a_partner("Owner")
    room = await a_room(by=owner)
    written = [(await _plain(room, owner)).id for _ in range(25)]

    first, before = await posts_of(room.id, owner)
    second, end = await posts_of(room.id, owner, before=before)
    assert [each["id"] for each in first + second] == written[::-1]
    assert end is None


async def _plain(room: Room, by: Person) -> Post:
    return await Post.create(room=room, author=by, body="x", body_html="<p>x</p>")

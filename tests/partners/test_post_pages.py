"""What is said in rooms and a member's own feed of it, as a browser meets them."""

import re

import httpx
import pytest

from partners import memberships, posts
from partners.models import Post, PostComment
from people.blocks import block
from tests.makers import sign_in
from tests.partners.world import a_member, a_partner, a_room

pytestmark = pytest.mark.a_page


async def test_words_of_the_blocked_are_folded_in_a_room_that_both_are_in(client: httpx.AsyncClient) -> None:
    owner = await sign_in(client, await a_partner("Owner"))
    room = await a_room(by=owner)
    loud = await a_member(room, await a_partner("Loud"))
    await posts.write(room.id, body="Loud words", by=loud)
    await block(loud.id, by=owner)

    page = (await client.get(f"/rooms/{room.id}")).text
    assert re.search(
        r"<details><summary[^>]*>.*Somebody you blocked wrote this</summary>.*Loud words", page, re.S
    )
    assert ">Loud</a>" not in page


async def test_posts_and_comments_go_the_whole_way_without_javascript(client: httpx.AsyncClient) -> None:
    owner = await sign_in(client, await a_partner("Owner"))
    room = await a_room(by=owner)
    data = {"body": "Hello **room**", "submission": "one"}
    assert (await client.post(f"/rooms/{room.id}/posts", data=data)).status_code == 303
    assert (await client.post(f"/rooms/{room.id}/posts", data=data)).status_code == 303
    post = await Post.get(room_id=room.id)
    assert "Hello <strong>room</strong>" in (await client.get(f"/rooms/{room.id}")).text
    empty = await client.post(f"/rooms/{room.id}/posts", data={"body": " "})
    assert empty.status_code == 422
    assert "Write something first." in empty.text

    await client.post(f"/posts/{post.id}/comments", data={"body": "And a comment", "submission": "two"})
    said = await PostComment.get(post_id=post.id)
    assert "And a comment" in (await client.get(f"/posts/{post.id}")).text
    assert "Hello **room**" in (await client.get(f"/posts/{post.id}/edit")).text
    await client.post(f"/posts/{post.id}/text", data={"body": "Changed"})
    await client.post(f"/post-comments/{said.id}/text", data={"body": "Changed comment"})
    page = (await client.get(f"/posts/{post.id}")).text
    assert "Changed comment" in page
    assert "edited" in page
    assert (await client.post(f"/post-comments/{said.id}/text", data={"body": ""})).status_code == 422

    assert (await client.post(f"/post-comments/{said.id}/removal")).status_code == 303
    assert (await client.post(f"/posts/{post.id}/removal")).status_code == 303
    page = (await client.get(f"/posts/{post.id}")).text
    assert page.count("What stood here was removed.") == 2
    assert "Changed" not in page


async def test_a_feed_is_its_members_own_and_ends_with_them(client: httpx.AsyncClient) -> None:
    owner, guest = await a_partner("Owner"), await a_partner("Guest")
    room = await a_room("secret", by=owner, name="Secret feed")
    await a_member(room, guest)
    await posts.write(room.id, body="Told to [few](/rooms)", by=owner)
    await sign_in(client, guest)
    assert "feed.atom?key=" not in (await client.get(f"/rooms/{room.id}/feed")).text
    await client.post(f"/rooms/{room.id}/feed")
    shown = await client.get(f"/rooms/{room.id}/feed")
    assert shown.headers["cache-control"] == "private, no-store"
    address = re.search(r'value="http://madang.test(/rooms/[^"]+)"', shown.text)
    assert address

    client.cookies.clear()
    feed = await client.get(address[1])
    assert feed.status_code == 200
    assert "Told to" in feed.text
    assert "no-store" in feed.headers["cache-control"]
    assert (await client.get(address[1] + "0")).status_code == 404
    assert (await client.get(f"/rooms/{room.id}/feed.atom")).status_code == 404
    assert (
        await client.get(address[1].replace(f"/rooms/{room.id}/", f"/rooms/{room.id + 1}/"))
    ).status_code == 404

    await sign_in(client, guest)
    await client.post(f"/rooms/{room.id}/feed")
    assert (await client.get(address[1])).status_code == 404
    renewed = re.search(
        r'value="http://madang.test(/rooms/[^"]+)"', (await client.get(f"/rooms/{room.id}/feed")).text
    )
    assert renewed
    assert (await client.get(renewed[1])).status_code == 200
    await memberships.leave(room.id, by=guest)
    assert (await client.get(renewed[1])).status_code == 404

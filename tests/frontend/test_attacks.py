"""What an attacker tried once: each stays refused."""

import base64
import json
import time

import httpx
import pytest
from starlette.applications import Starlette

from core.markup import render
from core.text import changes
from ideas import operations
from ideas.models import Comment, Idea
from ideas.stewardship import change_board, hide, restore
from tests.conftest import a_browser
from tests.makers import a_board, a_comment, a_person, an_idea, sign_in

NASTY = ("# a\n", "a\n", "*a", "[a](b)*c*", "//a.b ", "[a](b)", "a\n=\n", "> ", "|a", "`", "<", "- ")


def cursor(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps([value, 1]).encode()).decode().rstrip("=")


async def test_no_text_keeps_the_renderer_busy_for_long() -> None:
    began = time.process_time()
    await render("word " * 4000)
    plain = max(time.process_time() - began, 0.05)
    for piece in NASTY:
        began = time.process_time()
        await render(piece * (20_000 // len(piece)))
        assert time.process_time() - began < 100 * plain, piece


def test_no_two_texts_keep_the_history_busy_for_long() -> None:
    text = "".join(chr(0x100000 + number) + "!" for number in range(10_000))
    began = time.process_time()
    parts = changes(text, text.replace("!", "?"))

    assert time.process_time() - began < 5
    assert "".join(words for kind, words in parts if kind != "new") == text


async def test_a_form_key_opens_nothing_that_another_form_made(client: httpx.AsyncClient) -> None:
    await sign_in(client, await a_person("Ada"))
    idea = await an_idea()
    await client.post(f"/ideas/{idea.id}/comments", data={"body": "x", "submission": "K"})
    posted = {"board": "ideas", "kind": "idea", "title": "abc def", "body": "", "submission": "K"}

    answer = await client.post("/ideas", data=posted)

    made = await Idea.filter(title="abc def").get()
    assert answer.headers["location"].startswith(f"/ideas/{made.id}-")
    await client.post(f"/ideas/{made.id}/comments", data={"body": "y", "submission": "K"})
    assert await Comment.filter(idea_id=made.id).count() == 1


async def test_a_reply_to_a_private_reply_stays_private(database: str) -> None:
    ada, emil = await a_person("Ada"), await a_person("Emil", "employee")
    idea = await an_idea(by=ada)
    public = await a_comment(idea, "in public", by=ada)
    for audience in ("author", "staff"):
        private = await a_comment(idea, "in private", by=emil, audience=audience, parent=public.id)
        speaker = ada if audience == "author" else await a_person("Mina", "manager")
        reply = await a_comment(idea, "and back", by=speaker, parent=private.id)
        assert (reply.audience, reply.parent_id) == (audience, public.id)


@pytest.mark.parametrize(
    "path",
    [
        "/static/nothing",
        "/static/%00",
        "/healthz",
        "/readyfoo",
        "/boards/%00",
        "/boards/" + "a" * 3000,
        "/x%00",
    ],
)
async def test_odd_addresses_are_not_found(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path)
    assert answer.status_code == 404
    assert "content-security-policy" in answer.headers


@pytest.mark.parametrize(
    ("sort", "value"),
    [
        ("new", "0001-01-01T00:00:00+14:00"),
        ("new", "9999-12-31T23:59:59-14:00"),
        ("top", 3_000_000_000),
        ("discussed", 1e300),
    ],
)
async def test_made_up_cursors_begin_at_the_first_page(
    client: httpx.AsyncClient, sort: str, value: object
) -> None:
    assert (await client.get(f"/?sort={sort}&after={cursor(value)}")).status_code == 200


async def test_odd_headers_and_forms_are_refused_in_words(client: httpx.AsyncClient) -> None:
    odd = client.build_request("POST", "/theme", data={"theme": "dark"})
    del odd.headers["sec-fetch-site"]
    odd.headers["origin"] = "http://["
    assert (await client.send(odd)).status_code == 403
    for origin in (
        "https://madang.test",
        "ftp://madang.test",
        "http://madang.test:81",
        "http://madang.test.evil.test",
    ):
        odd.headers["origin"] = origin
        assert (await client.send(odd)).status_code == 403, origin
    signed_out = await client.post(
        "/ideas", content="a%00b=1&title=x", headers={"content-type": "application/x-www-form-urlencoded"}
    )
    assert signed_out.status_code == 303
    assert (await client.get("/notices/", headers={"host": "evil.test"})).status_code == 404


async def test_why_something_was_hidden_is_read_by_its_author_and_staff_alone(
    app: Starlette, database: str
) -> None:
    ada, mina = await a_person("Ada"), await a_person("Mina", "manager")
    idea = await an_idea(by=ada)
    await hide(idea.id, reason="a phone number", by=mina)
    await restore(idea.id, by=mina)

    async with a_browser(app) as visitor, a_browser(app) as author:
        await sign_in(author, ada)
        path = f"/ideas/{idea.id}"
        assert "a phone number" in (await author.get(path, follow_redirects=True)).text
        assert "a phone number" not in (await visitor.get(path, follow_redirects=True)).text
        assert "a phone number" not in (await visitor.get(f"{path}/feed.atom")).text


async def test_what_was_said_to_few_is_not_moved_to_many(client: httpx.AsyncClient) -> None:
    await a_board("inner", audience="staff")
    emil = await a_person("Emil", "employee")
    mina = await sign_in(client, await a_person("Mina", "manager"))
    discussed = await an_idea(by=emil, board="inner")
    await a_comment(discussed, by=mina)
    edited = await an_idea("First words", by=emil, board="inner")
    await operations.edit(edited.id, title="Second words", body="", by=emil)
    fresh = await an_idea(by=emil, board="inner")

    for idea in (discussed, edited):
        answer = await client.post(f"/ideas/{idea.id}/board", data={"board": "ideas"})
        assert answer.status_code == 409
        assert "Post it there anew" in answer.text
    await change_board(fresh.id, board="ideas", by=mina)
    assert (await client.get("/sign-in")).headers["cache-control"] == "no-store"


async def test_a_failure_of_ours_is_a_page_with_every_header(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("frontend.pages.ideas.list_ideas", broken)
    answer = await client.get("/")

    assert answer.status_code == 500
    assert "secret detail" not in answer.text
    assert "Something broke on our side" in answer.text
    assert "content-security-policy" in answer.headers

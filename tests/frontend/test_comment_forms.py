"""What can be done with one comment comes when somebody wants it: a page of its own, or a piece beneath the comment."""

import re

import httpx
import pytest
from starlette.applications import Starlette

from ideas.comments import hide_comment, remove_comment
from ideas.models import Comment, Idea
from people import intents
from people.models import Person, Site
from tests.conftest import a_browser
from tests.makers import a_comment, a_person, an_idea, sign_in
from triage.models import Report

pytestmark = pytest.mark.a_page

A_COMMENT = 1_800
"""Bytes of one more comment of five words on a page at most, with all that its reader may do about it."""
FRAGMENT = {"x-fragment": "1"}


async def a_talk(comments: int, by: Person) -> tuple[Idea, list[Comment]]:
    idea = await an_idea()
    return idea, [
        await a_comment(idea, f"This is remark number {number}.", by=by) for number in range(comments)
    ]


async def shown(browser: httpx.AsyncClient, idea: Idea) -> str:
    return (await browser.get(f"/ideas/{idea.id}", follow_redirects=True)).text


@pytest.mark.parametrize("role", ["customer", "manager"])
async def test_a_long_conversation_carries_no_form_for_each_comment(
    app: Starlette, client: httpx.AsyncClient, role: str
) -> None:
    speaker = await a_person("Linus")
    (short, _), (long, _) = await a_talk(22, speaker), await a_talk(42, speaker)
    await sign_in(client, await a_person("Reader", role))

    few, many = await shown(client, short), await shown(client, long)

    assert many.count("<form") == few.count("<form")
    assert (len(many.encode()) - len(few.encode())) / 20 < A_COMMENT


async def test_every_reader_finds_the_way_to_what_they_may_do_and_to_no_more(
    app: Starlette, client: httpx.AsyncClient
) -> None:
    speaker = await a_person("Linus")
    idea, (said,) = await a_talk(1, speaker)
    expected = {"customer": {"reply", "reports"}, "manager": {"reply", "hiding"}, "Linus": {"reply"}}
    found: dict[str, set[str]] = {
        "visitor": set(re.findall(rf"/comments/{said.id}/(\w+)", await shown(client, idea)))
    }
    for who, person in (
        ("customer", await a_person("Grace")),
        ("manager", await a_person("Mina", "manager")),
        ("Linus", speaker),
    ):
        async with a_browser(app) as browser:
            await sign_in(browser, person)
            page = await shown(browser, idea)
            found[who] = set(re.findall(rf'href="/comments/{said.id}/(reply|reports|hiding)"', page))
            for form in ("reply", "reports", "hiding"):
                answer = await browser.get(f"/comments/{said.id}/{form}")
                assert answer.status_code == (200 if form in found[who] else 404), (who, form)
    assert found == {"visitor": set(), **expected}


async def test_a_reply_is_written_on_a_page_of_its_own_without_javascript(client: httpx.AsyncClient) -> None:
    idea, (said,) = await a_talk(1, await a_person("Linus"))
    await sign_in(client, await a_person("Grace"))

    page = (await client.get(f"/comments/{said.id}/reply")).text
    sent = await client.post(
        f"/ideas/{idea.id}/comments", data={"body": "So do I.", "parent": said.id, "audience": "everyone"}
    )

    assert "This is remark number 0." in page
    assert f'name="parent" value="{said.id}"' in page
    assert "data-target" not in page.partition("<main")[2].partition("</main>")[0]
    reply = await Comment.get(parent_id=said.id)
    assert sent.headers["location"].endswith(f"#comment-{reply.id}")


async def test_as_a_piece_the_form_bears_the_id_of_the_link_that_it_replaces(
    client: httpx.AsyncClient,
) -> None:
    idea, (said,) = await a_talk(1, await a_person("Linus"))
    for person, forms in (
        (await a_person("Grace"), ("reply", "reports")),
        (await a_person("Mina", "manager"), ("hiding",)),
    ):
        await sign_in(client, person)
        page = await shown(client, idea)
        for form in forms:
            link = re.search(
                rf'<span id="([\w-]+)"><a href="/comments/{said.id}/{form}" data-swap="#([\w-]+)"', page
            )
            piece = await client.get(f"/comments/{said.id}/{form}", headers=FRAGMENT)
            assert link
            assert link[1] == link[2]
            assert re.match(rf'\s*<details class="[\w ]+" id="{link[1]}" open>', piece.text), piece.text
            assert "<html" not in piece.text


async def test_a_report_is_made_from_its_page(client: httpx.AsyncClient) -> None:
    _, (said,) = await a_talk(1, await a_person("Linus"))
    await sign_in(client, await a_person("Grace"))

    assert f'action="/comments/{said.id}/reports"' in (await client.get(f"/comments/{said.id}/reports")).text
    refused = await client.post(f"/comments/{said.id}/reports", data={"reason": "", "words": "Look!"})
    assert refused.status_code == 422
    assert re.search(rf'id="report_comment-{said.id}" open', refused.text)
    assert "Look!" in refused.text
    await client.post(f"/comments/{said.id}/reports", data={"reason": "spam", "words": "Look!"})
    assert await Report.filter(comment_id=said.id).count() == 1


async def test_nothing_is_done_with_what_isnt_there_any_more(client: httpx.AsyncClient) -> None:
    linus, mina = await a_person("Linus"), await a_person("Mina", "manager")
    idea, (removed, hidden) = await a_talk(2, linus)
    private = await a_comment(idea, "Among us.", by=mina, audience="staff")
    await remove_comment(removed.id, by=linus)
    await hide_comment(hidden.id, reason="Rude", by=mina)
    await sign_in(client, await a_person("Grace"))

    for said in (removed, hidden, private):
        for form in ("reply", "reports", "hiding"):
            for headers in ({}, FRAGMENT):
                assert (await client.get(f"/comments/{said.id}/{form}", headers=headers)).status_code == 404


async def test_a_reply_waits_on_its_page_for_whoever_had_to_agree_first(client: httpx.AsyncClient) -> None:
    idea, (said,) = await a_talk(1, await a_person("Linus"))
    grace = await sign_in(client, await a_person("Grace"))
    await Site.filter(id=1).update(terms="Be kind.", terms_version=1)
    typed = {"body": "So do I.", "parent": str(said.id)}
    kept, key = await intents.keep("create_comment", f"/comments/{said.id}/reply", typed, subject_id=idea.id)
    await intents.claim(key, grace)
    await Person.filter(id=grace.id).update(terms_version=1)

    page = (await client.get(f"/comments/{said.id}/reply?draft={kept}")).text

    assert "So do I." in page
    assert "posted yet" in page

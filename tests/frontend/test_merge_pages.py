"""Merging as a browser without JavaScript meets it."""

import re

import httpx
import pytest
from starlette.applications import Starlette

from ideas.models import Comment, Idea
from tests.conftest import a_browser
from tests.makers import a_board, a_comment, a_person, an_idea, sign_in, votes_of
from triage.merging import merge
from triage.models import Merge
from voting.operations import cast_vote

pytestmark = pytest.mark.a_page


async def page_of(browser: httpx.AsyncClient, idea: Idea) -> str:
    answer = await browser.get(f"/ideas/{idea.id}", follow_redirects=True)
    assert answer.status_code == 200, answer.text
    return answer.text


async def test_a_manager_merges_by_number_or_address_and_undoes_it_on_either_page(
    app: Starlette, client: httpx.AsyncClient
) -> None:
    source, target = await an_idea("Dark mode"), await an_idea("Night colours")
    await a_comment(source, "Since when?", by=await a_person("Grace"))
    await sign_in(client, await a_person("Mina", "manager"))
    assert f'action="/ideas/{source.id}/merge"' in await page_of(client, source)

    for address in (f"#{target.id}", f"http://madang.test/ideas/{target.id}-night-colours?sort=new#comments"):
        merged = await client.post(f"/ideas/{source.id}/merge", data={"into": address})
        assert merged.status_code == 303, merged.text
        here, there = await page_of(client, source), await page_of(client, target)
        assert "It goes on in:" in here
        assert "My eyes hurt at night." in here
        assert f'action="/ideas/{source.id}/comments"' not in here
        assert "Merged into this" in there
        assert "Said about:" in there
        assert re.search(r"Asked for by.*?Ada", there, re.DOTALL)
        (undoing,) = re.findall(rf'action="(/ideas/{source.id}/merges/\d+/undo)"', there)
        assert undoing in here
        undone = await client.post(undoing, data={"next": f"/ideas/{target.id}"})
        assert (undone.status_code, undone.headers["location"]) == (303, f"/ideas/{target.id}")
        assert "Merged into this" not in await page_of(client, target)
    assert (await client.post(undoing)).status_code == 409
    assert (
        await client.post(f"/ideas/{target.id}/merges/{(await Merge.first()).id}/undo")
    ).status_code == 404
    async with a_browser(app) as visitor:
        assert "merged this into the idea" in await page_of(visitor, source)


async def test_what_cant_be_merged_is_said_at_the_form_with_what_was_typed(client: httpx.AsyncClient) -> None:
    source, target = await an_idea("Dark mode"), await an_idea("Night colours")
    await sign_in(client, await a_person("Mina", "manager"))

    for typed, sentence, status in (
        ("the other one", "Write the number of an idea", 422),
        ("987654", "There is no idea with this number.", 422),
        (str(source.id), "be merged into itself", 409),
    ):
        refused = await client.post(f"/ideas/{source.id}/merge", data={"into": typed})
        assert (refused.status_code, sentence in refused.text) == (status, True)
        assert f'value="{typed}"' in refused.text
    await sign_in(client, await a_person("Emil", "employee"))
    assert (await client.post(f"/ideas/{source.id}/merge", data={"into": str(target.id)})).status_code == 403
    assert "/merge" not in await page_of(client, source)


async def test_a_voter_takes_back_on_the_target_what_they_gave_the_source(client: httpx.AsyncClient) -> None:
    source, target, mina = await an_idea(), await an_idea(), await a_person("Mina", "manager")
    grace = await sign_in(client, await a_person("Grace"))
    await cast_vote(source.id, by=grace)
    await merge([source.id], into=target.id, by=mina)

    assert (
        'aria-pressed="true"'
        in re.search(r"<button class=\"vote-button.*?>", await page_of(client, target))[0]
    )
    assert '<button class="vote-button' not in await page_of(client, source)
    taken = await client.post(f"/ideas/{target.id}/vote/withdrawal", headers={"x-fragment": "1"})
    assert 'aria-pressed="false"' in taken.text
    assert await votes_of(target) == 0


async def test_words_sent_to_an_idea_that_was_merged_meanwhile_are_kept_where_it_goes_on(
    client: httpx.AsyncClient,
) -> None:
    source, target, mina = await an_idea("Dark"), await an_idea("Night"), await a_person("Mina", "manager")
    said = await a_comment(source, "Since when?", by=await a_person("Ada"))
    grace = await sign_in(client, await a_person("Grace"))
    await merge([source.id], into=target.id, by=mina)

    late = await client.post(f"/ideas/{source.id}/comments", data={"body": "I typed this."})
    assert late.status_code == 409
    assert "the conversation goes on there" in late.text
    assert "I typed this." in late.text
    assert f'action="/ideas/{target.id}/comments"' in late.text
    reply = await client.post(
        f"/ideas/{target.id}/comments", data={"body": "Since May.", "parent": str(said.id)}
    )
    assert reply.headers["location"].startswith(f"/ideas/{target.id}-night#comment-")
    spoken = await Comment.get(author_id=grace.id)
    assert spoken.idea_id == source.id
    gone = await client.post(f"/comments/{spoken.id}/removal")
    assert gone.headers["location"].startswith(f"/ideas/{target.id}-night#comment-")


async def test_a_target_that_the_reader_may_not_see_isnt_named(client: httpx.AsyncClient) -> None:
    source, target, mina = (
        await an_idea("Open words"),
        await an_idea("Secret plan"),
        await a_person("Mina", "manager"),
    )
    staff = await a_board(audience="staff")
    await merge([source.id], into=target.id, by=mina)
    await Idea.filter(id=target.id).update(board_id=staff.id)

    page = await page_of(client, source)

    assert "It was merged into another idea." in page
    assert "Secret plan" not in page
    assert f"/ideas/{target.id}" not in page

"""Documents in the browser: written, suggested and decided without JavaScript, and not there for whoever is outside."""

import re

import httpx
import pytest
from starlette.applications import Starlette

from activity import worker
from frontend.pages import documents as document_pages
from frontend.pages import suggestions as suggestion_pages
from partners import documents, memberships, rooms
from partners.models import Document, DocumentVersion, Room, Suggestion, SuggestionState
from partners.suggestions import accept
from people.blocks import block
from people.models import Person
from tests.conftest import a_browser
from tests.makers import a_person, sign_in
from tests.partners.world import a_document, a_member, a_partner, a_room, a_suggestion, text_of

pytestmark = pytest.mark.a_page

BODY = "The first line.\n\nThe line between.\n\nThe last line."


class Yard:
    room: Room
    owner: Person
    member: Person
    document: Document


@pytest.fixture
async def yard(client: httpx.AsyncClient) -> Yard:
    """A closed room, a document by its owner, a member; the browser is the owner's."""
    made = Yard()
    made.owner = await a_partner("Owner")
    made.room = await a_room("closed", by=made.owner)
    made.member = await a_member(made.room)
    made.document = await a_document(made.room, by=made.owner, body=BODY)
    await sign_in(client, made.owner)
    return made


def typed(html: str, name: str) -> str:
    """What a field of the page's form holds."""
    found = re.search(rf'<input[^>]*name="{name}"[^>]*value="([^"]*)"', html) or re.search(
        rf'<textarea[^>]*name="{name}"[^>]*>\n?(.*?)</textarea>', html, re.S
    )
    assert found is not None, name
    return found[1]


async def test_a_document_is_begun_written_and_read(client: httpx.AsyncClient, yard: Yard) -> None:
    form = await client.get(f"/rooms/{yard.room.id}/documents/new")
    sent = {"title": "A plan", "body": "**Ours**", "submission": typed(form.text, "submission")}
    made = await client.post(f"/rooms/{yard.room.id}/documents", data=sent)
    assert made.status_code == 303
    again = await client.post(f"/rooms/{yard.room.id}/documents", data=sent)
    assert again.headers["location"] == made.headers["location"]

    page = await client.get(made.headers["location"])
    assert "<strong>Ours</strong>" in page.text
    listed = await client.get(f"/rooms/{yard.room.id}/documents")
    assert "A plan" in listed.text
    assert "1 member" not in listed.text
    assert "none of them staff" in listed.text

    editor = await client.get(f"{made.headers['location']}/edit")
    saved = await client.post(
        f"{made.headers['location']}/versions",
        data={
            "base": typed(editor.text, "base"),
            "title": "A plan",
            "body": "**Ours** and more",
            "note": "More",
        },
    )
    assert saved.status_code == 303
    history = await client.get(f"{made.headers['location']}/history")
    assert "Version 2" in history.text
    assert "More" in history.text
    compared = await client.get(f"{made.headers['location']}/comparison?from=1&to=2")
    assert '<ins><span class="visually-hidden" lang="en">added: </span> and more</ins>' in compared.text
    old = await client.get(f"{made.headers['location']}/versions/1")
    assert "not the one that stands now" in old.text


async def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(
    client: httpx.AsyncClient, yard: Yard
) -> None:
    refused = await client.post(
        f"/rooms/{yard.room.id}/documents", data={"title": "", "body": "What I wrote."}
    )
    assert refused.status_code == 422
    assert 'id="field-title-error"' in refused.text
    assert "What I wrote." in refused.text


async def test_whoever_saves_second_finds_both_texts_in_the_form(
    client: httpx.AsyncClient, yard: Yard
) -> None:
    address = f"/documents/{yard.document.id}"
    await documents.save(
        yard.document.id,
        base=1,
        title="A joint calendar",
        body=BODY.replace("first", "very first"),
        by=yard.owner,
    )
    mine = {"base": "1", "title": "A joint calendar", "body": f"{BODY}\n\nWhat I added.", "note": "Mine"}
    overtaken = await client.post(f"{address}/versions", data=mine)
    assert overtaken.status_code == 409
    assert "saved version 2 while you were writing" in overtaken.text
    assert typed(overtaken.text, "base") == "2"
    assert typed(overtaken.text, "note") == "Mine"
    body = typed(overtaken.text, "body")
    assert "The very first line." in body
    assert "What I added." in body
    saved = await client.post(f"{address}/versions", data={**mine, "base": "2", "body": body})
    assert saved.status_code == 303
    assert await text_of(yard.document) == f"{BODY}\n\nWhat I added.".replace("first", "very first")


async def test_where_both_changed_the_same_line_both_stand_in_the_form(
    client: httpx.AsyncClient, yard: Yard
) -> None:
    theirs, mine = BODY.replace("between", "in between"), BODY.replace("between", "in the middle")
    await documents.save(yard.document.id, base=1, title="A joint calendar", body=theirs, by=yard.owner)
    overtaken = await client.post(
        f"/documents/{yard.document.id}/versions",
        data={"base": "1", "title": "A joint calendar", "body": mine},
    )
    assert overtaken.status_code == 409
    body = typed(overtaken.text, "body")
    assert "The line in between.\nThe line in the middle." in body
    assert "In 1 place you both changed the same lines" in overtaken.text


async def test_whoever_may_no_longer_save_is_offered_to_suggest_what_they_typed(
    client: httpx.AsyncClient, yard: Yard
) -> None:
    made = await a_suggestion(yard.document, "Quite another text by the member.", by=yard.member)
    await accept(made.id, by=yard.owner)
    refused = await client.post(
        f"/documents/{yard.document.id}/versions",
        data={"base": "2", "title": "A joint calendar", "body": "What I wrote meanwhile."},
    )
    assert refused.status_code == 403
    assert f'action="/documents/{yard.document.id}/suggestions"' in refused.text
    assert "What I wrote meanwhile." in typed(refused.text, "body")


async def test_a_suggestion_is_made_seen_and_accepted(
    client: httpx.AsyncClient, app: Starlette, yard: Yard
) -> None:
    address = f"/documents/{yard.document.id}"
    async with a_browser(app) as other:
        await sign_in(other, yard.member)
        assert (await other.get(f"{address}/edit")).headers["location"] == f"{address}/suggestions/new"
        form = await other.get(f"{address}/suggestions/new")
        sent = {name: typed(form.text, name) for name in ("base", "title", "submission")}
        sent |= {"body": BODY.replace("between", "in the middle"), "note": "Better so"}
        made = await other.post(f"{address}/suggestions", data=sent)
        assert made.status_code == 303
        own = await other.get(made.headers["location"])
        assert "/withdrawal" in own.text
        assert "/acceptance" not in own.text

    listed = await client.get(address)
    assert "Better so" in listed.text
    await worker.drain(lambda line: None)
    told = re.findall(r"/notices/\d+/seen", (await client.get("/notices")).text)[0]  # the newest
    opened = await client.post(told, data={"open": "yes"})
    assert opened.headers["location"] == made.headers["location"]  # not the room
    page = await client.get(made.headers["location"])
    assert '<del><span class="visually-hidden" lang="en">removed: </span>between</del>' in page.text
    done = await client.post(
        f"{made.headers['location']}/acceptance", data={"seen": typed(page.text, "seen")}
    )
    assert done.headers["location"] == address
    assert "in the middle" in await text_of(yard.document)
    assert "accepted it" in (await client.get(made.headers["location"])).text


async def test_a_suggestion_on_an_earlier_version_is_put_together_by_choice(
    client: httpx.AsyncClient, yard: Yard
) -> None:
    made = await a_suggestion(yard.document, BODY.replace("between", "in the middle"), by=yard.member)
    theirs = BODY.replace("between", "in between")
    await documents.save(yard.document.id, base=1, title="A joint calendar", body=theirs, by=yard.owner)
    address = f"/suggestions/{made.id}"
    page = await client.get(address)
    assert 'name="choice-0"' in page.text
    assert "In 1 place both changed the same lines." in page.text
    stale = await client.post(f"{address}/acceptance", data={"seen": "1"})
    assert stale.status_code == 409
    unsaid = await client.post(f"{address}/acceptance", data={"seen": "1", "on": "2"})
    assert unsaid.status_code == 422
    assert 'id="choice-0-error"' in unsaid.text
    done = await client.post(f"{address}/acceptance", data={"seen": "1", "on": "2", "choice-0": "other"})
    assert done.status_code == 303
    version = await DocumentVersion.get(document_id=yard.document.id, n=3)
    assert (version.author_id, version.body) == (yard.member.id, BODY.replace("between", "in the middle"))


async def test_a_rejection_says_why_and_the_reason_is_asked_for(
    client: httpx.AsyncClient, yard: Yard
) -> None:
    made = await a_suggestion(yard.document, "Something else.", by=yard.member)
    refused = await client.post(f"/suggestions/{made.id}/rejection", data={"reason": ""})
    assert refused.status_code == 422
    assert 'id="reject-reason-error"' in refused.text
    await client.post(f"/suggestions/{made.id}/rejection", data={"reason": "We keep ours."})
    assert "We keep ours." in (await client.get(f"/suggestions/{made.id}")).text


async def test_ones_own_suggestion_is_renewed_on_the_current_version(
    client: httpx.AsyncClient, yard: Yard
) -> None:
    made = await a_suggestion(yard.document, f"{BODY}\n\nMine.", by=yard.member)
    await documents.save(
        yard.document.id,
        base=1,
        title="A joint calendar",
        body=BODY.replace("first", "very first"),
        by=yard.owner,
    )
    await sign_in(client, yard.member)
    form = await client.get(f"/suggestions/{made.id}/edit")
    sent = {name: typed(form.text, name) for name in ("base", "title", "body", "note")}
    assert sent["base"] == "2"
    assert (await client.post(f"/suggestions/{made.id}/text", data=sent)).status_code == 303
    kept = await Suggestion.get(id=made.id)
    assert (kept.base, kept.edition) == (2, 2)
    assert kept.body == f"{BODY}\n\nMine.".replace("first", "very first")


async def test_the_words_of_somebody_blocked_are_folded(client: httpx.AsyncClient, yard: Yard) -> None:
    made = await a_suggestion(yard.document, "Something else.", by=yard.member, note="My own note")
    await block(yard.member.id, by=yard.owner)
    for address in (f"/suggestions/{made.id}", f"/documents/{yard.document.id}"):
        page = await client.get(address)
        assert "Somebody you blocked" in page.text
        assert "My own note" not in page.text


async def test_a_room_that_is_only_read_shows_no_form_and_keeps_what_was_typed(
    client: httpx.AsyncClient, yard: Yard
) -> None:
    await rooms.archive(yard.room.id, by=yard.owner)
    page = await client.get(f"/documents/{yard.document.id}")
    assert "/edit" not in page.text.partition("<main")[2].partition('class="document-sheet')[2]
    refused = await client.post(
        f"/documents/{yard.document.id}/versions", data={"base": "1", "title": "A title", "body": "Typed."}
    )
    assert refused.status_code == 409
    assert "Typed." in refused.text
    assert await text_of(yard.document) == BODY


def addresses(yard: Yard, made: Suggestion) -> list[tuple[str, str]]:
    """Every route of documents and suggestions as (method, path), for what stands in the room."""
    filled = []
    for route in (*document_pages.routes, *suggestion_pages.routes):
        of = route.path.split("/")[1]
        number = {"rooms": yard.room.id, "documents": yard.document.id, "suggestions": made.id}[of]
        path = route.path.replace("{id:int}", str(number)).replace("{n:int}", "1")
        filled += [(method, path) for method in sorted((route.methods or set()) - {"HEAD"})]
    return filled


async def test_for_whoever_is_outside_none_of_it_exists(
    client: httpx.AsyncClient, app: Starlette, yard: Yard
) -> None:
    made = await a_suggestion(yard.document, "A secret suggestion.", by=yard.member, note="A secret note")
    gone, banned = await a_member(yard.room), await a_member(yard.room)
    await memberships.leave(yard.room.id, by=gone)
    await memberships.ban(yard.room.id, banned.id, by=yard.owner)
    outside = [
        await a_partner("Outsider"),
        gone,
        banned,
        await a_person("Boss", "admin"),
        await a_person("Cy"),
    ]
    sent = {"title": "A title", "body": "Smuggled.", "base": "1", "reason": "No.", "seen": "1", "on": "1"}
    every = addresses(yard, made)
    assert len(every) == 20
    for person in [None, *outside]:
        async with a_browser(app) as browser:
            if person:
                await sign_in(browser, person)
            for method, path in every:
                answer = await browser.request(method, path, data=sent if method == "POST" else None)
                if person is None:
                    assert answer.status_code == 303, path
                    assert answer.headers["location"].startswith("/sign-in"), path
                else:
                    assert answer.status_code == 404, (person.name, method, path)
                for word in (BODY[:15], "joint calendar", "secret", yard.room.name):
                    assert word not in answer.text, (method, path)
    assert await Document.all().count() == 1
    assert await DocumentVersion.all().count() == 1
    assert (await Suggestion.get()).state == SuggestionState.OPEN

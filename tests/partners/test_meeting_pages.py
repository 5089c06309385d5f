"""How people meet, as a browser meets it: the directory, entries, messages and blocks."""

import re

import httpx
import pytest
from starlette.applications import Starlette

from activity import worker
from activity.models import OutboxMail
from partners import messages
from partners.models import Conversation, Message, Need
from people.models import Block, Contact, Person, Visibility
from tests.conftest import a_browser
from tests.makers import a_person, sign_in
from tests.partners.world import a_need, a_partner, a_talk

pytestmark = pytest.mark.a_page


def key_in(page: httpx.Response) -> str:
    found = re.search(r'name="submission" value="([^"]+)"', page.text)
    assert found
    return found[1]


async def test_the_whole_way_from_an_entry_to_a_conversation(
    app: Starlette, client: httpx.AsyncClient
) -> None:
    sora, minji = await sign_in(client, await a_partner("Sora")), await a_partner("Minji")
    form = await client.get("/needs/new?kind=offering")
    given = {"kind": "offering", "tags": "clay", "contact": "members", "submission": key_in(form)}
    refused = await client.post("/needs", data={**given, "text": "x" * 1001})
    assert refused.status_code == 422
    assert "x" * 1001 in refused.text
    assert "at most 1000 characters" in refused.text
    made = await client.post("/needs", data={**given, "text": "We fire\nyour <b>clay</b>."})
    again = await client.post("/needs", data={**given, "text": "We fire\nyour <b>clay</b>."})
    need = await Need.get()
    assert made.headers["location"] == again.headers["location"] == f"/needs/{need.id}"
    assert "your &lt;b&gt;clay&lt;/b&gt;." in (await client.get(f"/needs/{need.id}")).text

    async with a_browser(app) as other:
        await sign_in(other, minji)
        await a_need("Clay wanted.", by=minji, tags="clay")
        directory = (await other.get("/partners")).text
        assert "This could fit you" in directory
        assert f'href="/people/{sora.id}/messages?need={need.id}"' in directory
        assert "your &lt;b&gt;clay" in (await other.get("/partners?q=clay&kind=offering&tag=clay")).text
        assert "Nobody looks for that" in (await other.get("/partners?q=nothing")).text
        page = await other.get(f"/people/{sora.id}/messages?need={need.id}")
        sent = {"submission": key_in(page), "need": str(need.id)}
        refused = await other.post(
            f"/people/{sora.id}/messages", data={**sent, "text": "See kiln.example.com"}
        )
        assert refused.status_code == 422
        assert "See kiln.example.com" in refused.text
        made = await other.post(f"/people/{sora.id}/messages", data={**sent, "text": "Fire *mine*."})
        talk = await Conversation.get()
        assert (made.status_code, made.headers["location"]) == (303, f"/messages/{talk.id}")
        assert talk.need_id == need.id
        assert "waits for an answer" in (await other.get(f"/messages/{talk.id}")).text
        assert (await other.get(f"/people/{sora.id}/messages")).headers["location"] == f"/messages/{talk.id}"
        assert (await other.post(f"/messages/{talk.id}", data={"text": "More."})).status_code == 409

    assert "1 with something new" in (await client.get("/")).text
    assert "1 new message" in (await client.get("/messages")).text
    assert "<em>mine</em>" in (await client.get(f"/messages/{talk.id}")).text
    await client.post(f"/messages/{talk.id}/acceptance")
    page = await client.get(f"/messages/{talk.id}")
    answer = {"text": "Gladly: https://kiln.example", "submission": key_in(page)}
    for _again in range(2):
        sent_to = await client.post(f"/messages/{talk.id}", data=answer)
        assert sent_to.status_code == 303
    assert await Message.filter(author_id=sora.id).count() == 1
    empty = await client.post(f"/messages/{talk.id}", data={"text": " "})
    assert (empty.status_code, "Write something first." in empty.text) == (422, True)
    await client.post(f"/messages/{talk.id}/end")
    assert "Only you can take it up again" in (await client.get(f"/messages/{talk.id}")).text


async def test_for_whoever_doesnt_take_part_it_doesnt_exist(
    app: Starlette, client: httpx.AsyncClient
) -> None:
    sora, minji, grace = await a_partner("Sora"), await a_partner("Minji"), await a_person("Grace")
    need = await a_need("Zneed of Sora.", by=sora)
    talk = await a_talk(sora, minji)
    pages = ["/partners", "/partners?q=zneed", "/needs/new", f"/needs/{need.id}", f"/needs/{need.id}/edit"]
    pages += ["/messages", f"/messages/{talk.id}"]
    posts = ["/needs", f"/needs/{need.id}", f"/needs/{need.id}/renewal", f"/needs/{need.id}/end"]
    posts += [f"/messages/{talk.id}{act}" for act in ("", "/seen", "/acceptance", "/dismissal", "/end")]
    for path in pages:
        assert (await client.get(path)).headers["location"] == "/sign-in", path
    await sign_in(client, grace)
    for path in pages:
        assert (await client.get(path)).status_code == 404, path
    for path in posts:
        sent = await client.post(path, data={"kind": "looking", "text": "Zneed", "up_to": "9"})
        assert sent.status_code == 404, path
    for path in (f"/people/{sora.id}", f"/organisations/{99}"):
        assert "Zneed" not in (await client.get(path)).text
    assert await Need.all().count() == 1
    hers = await a_talk(sora, grace)
    assert (await client.get("/messages")).status_code == 200
    assert "Sora" in (await client.get(f"/messages/{hers.id}")).text
    async with a_browser(app) as other:
        await sign_in(other, await a_person("Ada", "admin", contact=Contact.MEMBERS))
        for path in (f"/messages/{talk.id}", f"/needs/{need.id}/edit"):
            assert (await other.get(path)).status_code == 404, path
        for path in posts[2:]:
            assert (await other.post(path, data={"text": "Mine.", "up_to": "9"})).status_code == 404, path
        assert "Zneed" in (await other.get("/partners")).text


async def test_reading_changes_nothing_and_a_button_marks_it_read(client: httpx.AsyncClient) -> None:
    sora, minji = await a_partner("Sora"), await sign_in(client, await a_partner("Minji"))
    talk = await a_talk(sora, minji)
    said = await messages.write(talk.id, text="New.", by=sora)
    for _again in range(2):
        page = await client.get(f"/messages/{talk.id}")
        assert "Mark as read" in page.text
        assert "2 new messages" in (await client.get("/messages")).text
    sent = await client.post(f"/messages/{talk.id}/seen", data={"up_to": str(said.id)})
    assert sent.headers["location"] == f"/messages/{talk.id}"
    assert "Mark as read" not in (await client.get(f"/messages/{talk.id}")).text
    assert "new message" not in (await client.get("/messages")).text


async def test_what_was_set_aside_lies_folded(app: Starlette, client: httpx.AsyncClient) -> None:
    sora, minji = await a_partner("Sora"), await sign_in(client, await a_partner("Minji"))
    talk = await a_talk(sora, minji, accepted=False)
    async with a_browser(app) as other:
        await sign_in(other, sora)
        before = (await other.get("/messages")).text, (await other.get(f"/messages/{talk.id}")).text
        assert (await client.post(f"/messages/{talk.id}/dismissal")).headers["location"] == "/messages"
        assert "Requests that you have set aside (1)" in (await client.get("/messages")).text
        after = (await other.get("/messages")).text, (await other.get(f"/messages/{talk.id}")).text
    assert [_unsubmitted(each) for each in after] == [_unsubmitted(each) for each in before]
    assert "still accept it" in (await client.get(f"/messages/{talk.id}")).text


def _unsubmitted(text: str) -> str:
    return re.sub(r'value="[\w-]{20,}"|seconds? ago|just now', "", text)


async def test_blocking_on_a_page_and_lifting_it(client: httpx.AsyncClient) -> None:
    sora = await sign_in(client, await a_partner("Sora"))
    minji, shy = await a_partner("Minji"), await a_partner("Shy", visibility=Visibility.HIDDEN)
    owen = await a_person("Owen", "employee")
    need = await a_need("Zneed", by=minji)
    assert "Write to them" in (await client.get(f"/people/{minji.id}")).text
    assert f'action="/people/{minji.id}/block"' in (await client.get(f"/people/{minji.id}")).text
    assert "/block" not in (await client.get(f"/people/{owen.id}")).text.replace("/settings/blocks", "")
    assert (await client.post(f"/people/{shy.id}/block")).status_code == 404
    assert (await client.post("/people/999/block")).status_code == 404
    assert (await client.post(f"/people/{owen.id}/block")).status_code == 409

    sent = await client.post(f"/people/{minji.id}/block")

    assert sent.headers["location"] == "/settings/blocks"
    assert "Minji" in (await client.get("/settings/blocks")).text
    page = (await client.get(f"/people/{minji.id}")).text
    assert ("Lift your block" in page, "Zneed" in page, "Write to them" in page) == (True, False, False)
    assert (await client.get(f"/needs/{need.id}")).status_code == 404
    assert "take no messages" in (await client.get(f"/people/{minji.id}/messages")).text
    await client.post(f"/people/{minji.id}/block/withdrawal")
    assert not await Block.exists()
    refused = await client.post("/settings/contact", data={"contact": "x"})
    assert refused.status_code == 422
    await client.post("/settings/contact", data={"contact": "nobody"})
    assert (await Person.get(id=sora.id)).contact is Contact.NOBODY


@pytest.mark.usefixtures("client")
async def test_the_mail_says_who_wrote_and_not_what() -> None:
    sora, minji = await a_partner("Sora"), await a_partner("Minji", locale="en")
    talk = await a_talk(sora, minji)
    await messages.write(talk.id, text="The secret recipe.", by=sora)
    await worker.drain(say=lambda line: None)
    sent = await OutboxMail.filter(recipient=minji.email)
    assert {each.subject for each in sent} == {
        "Sora wants to write to you — Sora",
        "Sora wrote to you — Sora",
    }
    for each in sent:
        assert f"/messages/{talk.id}" in each.text
        for secret in ("secret", "work together", str(sora.email)):
            assert secret not in each.text + each.html

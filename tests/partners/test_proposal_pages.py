"""Publishing together in the browser, without JavaScript."""

import re

import httpx
import pytest
from starlette.applications import Starlette

from activity import worker
from activity.models import OutboxMail
from frontend import mail
from ideas.models import Coauthor, Idea
from partners import proposals
from partners.leaving import leave
from partners.models import Document, Proposal, ProposalAuthor
from people.blocks import block
from people.models import Person
from tests.conftest import a_browser
from tests.makers import a_person, sign_in
from tests.partners.test_proposals import a_proposal, opened, three, without_bora
from tests.partners.world import a_joint_document, a_member, a_partner, a_room

pytestmark = pytest.mark.a_page

YES = {"terms": "yes", "version": "3"}


async def page(browser: httpx.AsyncClient, path: str) -> str:
    answer = await browser.get(path, follow_redirects=True)
    assert answer.status_code == 200, path
    return answer.text


async def test_the_whole_way_in_forms(client: httpx.AsyncClient) -> None:
    ada, bora, chul = await three()
    document = await a_joint_document(bora, chul, by=ada)
    await sign_in(client, ada)
    form = await page(client, f"/documents/{document.id}/proposals")
    key = re.search(r'name="submission" value="([^"]+)"', form)
    assert key is not None
    given = {"version": "3", "kind": "complaint", "board": "ideas", "name": "Ada L.", "submission": key[1]}

    refused = await client.post(f"/documents/{document.id}/proposals", data=given)
    assert refused.status_code == 422
    assert 'value="Ada L."' in refused.text
    assert "Please agree" in refused.text
    made = [
        await client.post(f"/documents/{document.id}/proposals", data={**given, "terms": "yes"}) for _ in "12"
    ]
    assert [each.status_code for each in made] == [303, 303]
    path = made[0].headers["location"]
    assert made[1].headers["location"] == path
    seen = await page(client, path)
    assert "2 of its authors haven&#39;t answered" in seen or "2 of its authors haven't answered" in seen
    assert "on its way already" in await page(client, f"/documents/{document.id}/proposals")

    for person, name in ((bora, "Bora Kim"), (chul, "")):
        await sign_in(client, person)
        assert "reason number 2" in await page(client, path)
        answer = await client.post(f"{path}/consent", data={**YES, "name": name})
        assert answer.status_code == 303
    idea = await Idea.get()
    assert (idea.kind, idea.author_name) == ("complaint", "Ada L.")
    assert idea.title in await page(client, path)
    assert ">Bora Kim<" in await page(client, f"/ideas/{idea.id}")


async def test_an_objection_and_its_end(client: httpx.AsyncClient) -> None:
    proposal, ada, bora, chul = await a_proposal()
    path = f"/proposals/{proposal.id}"
    await sign_in(client, bora)

    wordless = await client.post(f"{path}/objection", data={"words": " ", "version": "3"})
    assert wordless.status_code == 422
    assert "Say what you object to" in wordless.text
    await client.post(f"{path}/objection", data={"words": "Mine is <b>secret</b>.", "version": "3"})
    await sign_in(client, chul)
    seen = await page(client, path)
    assert "An objection holds it" in seen
    assert "Mine is &lt;b&gt;secret&lt;/b&gt;." in seen
    assert "Somebody you blocked" not in seen
    await block(bora.id, by=chul)
    assert "Somebody you blocked wrote this" in await page(client, path)
    await sign_in(client, ada)
    still = await client.post(f"{path}/version", data={"version": "2", "kind": "idea", "board": "ideas"})
    assert still.status_code == 422
    assert "Bora objected" in still.text
    n = await without_bora(await Document.get(id=proposal.document_id), ada)
    data = {"version": str(n), "kind": "idea", "board": "ideas"}
    assert (await client.post(f"{path}/version", data=data)).status_code == 303
    assert "An objection holds it" not in await page(client, path)
    await sign_in(client, chul)
    old = await client.post(f"{path}/consent", data=YES)
    assert "Another version was chosen" in old.text
    await client.post(f"{path}/consent", data={**YES, "version": str(n)})
    assert await Idea.all().count() == 1


async def test_relenting_and_withdrawing(client: httpx.AsyncClient) -> None:
    proposal, _ada, bora, _chul = await a_proposal()
    path = f"/proposals/{proposal.id}"
    await proposals.object_to(proposal.id, words="No.", by=bora)
    await sign_in(client, bora)

    assert f"{path}/objection/withdrawal" in await page(client, path)
    await client.post(f"{path}/objection/withdrawal")
    assert (await ProposalAuthor.get(proposal_id=proposal.id, person_id=bora.id)).consent == "asked"
    await client.post(f"{path}/withdrawal")

    seen = await page(client, path)
    assert "was withdrawn" in seen
    assert f"{path}/consent" not in seen


async def test_who_left_the_room_reads_the_proposal_and_nothing_of_the_room(
    client: httpx.AsyncClient, app: Starlette
) -> None:
    ada, bora, _chul = await three()
    room = await a_room("secret", by=ada, name="The quiet room")
    document = await a_joint_document(bora, by=ada, room=room)
    proposal = await opened(document, ada)
    await leave(room.id, by=bora)
    await sign_in(client, bora)

    seen = await page(client, f"/proposals/{proposal.id}")
    assert "The quiet room" not in seen
    assert f"/documents/{document.id}" not in seen
    assert (await client.get(f"/documents/{document.id}/proposals")).status_code == 404
    assert (
        await client.post(f"/proposals/{proposal.id}/consent", data={**YES, "version": "2"})
    ).status_code == 303

    for stranger in (None, await a_partner("Eve"), await a_person("Sam", "admin")):
        async with a_browser(app) as browser:
            if stranger:
                await sign_in(browser, stranger)
            answer = await browser.get(f"/proposals/{proposal.id}")
            assert answer.status_code == (404 if stranger else 303)
            assert "Exports for two" not in answer.text
            assert (await browser.post(f"/proposals/{proposal.id}/withdrawal")).status_code in (303, 404)
    assert (await Proposal.get(id=proposal.id)).state == "published"


async def test_members_without_a_word_in_it_only_read(client: httpx.AsyncClient) -> None:
    ada, bora, _chul = await three()
    room = await a_room(by=ada)
    document = await a_joint_document(bora, by=ada, room=room)
    reader = await a_member(room)
    proposal = await opened(document, ada)
    await sign_in(client, reader)

    seen = await page(client, f"/proposals/{proposal.id}")
    assert f"/proposals/{proposal.id}/consent" not in seen
    assert (await client.post(f"/proposals/{proposal.id}/consent", data=YES)).status_code == 403
    await proposals.withdraw(proposal.id, by=ada)
    assert "Members whose own text stands in it" in await page(client, f"/documents/{document.id}/proposals")


async def test_the_mail_names_the_proposal_and_no_text_of_it(client: httpx.AsyncClient) -> None:
    mail.fill()
    proposal, _ada, bora, _chul = await a_proposal()

    await worker.drain()

    to = (await Person.get(id=bora.id)).email
    sent = await OutboxMail.get(recipient=to, subject__contains="wants to publish this")
    assert "Exports for two" in sent.subject
    assert f"/proposals/{proposal.id}" in sent.text
    assert "reason number" not in sent.text
    assert await Coauthor.all().count() == 0

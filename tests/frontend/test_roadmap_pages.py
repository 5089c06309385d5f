"""The roadmap and the releases as a browser without JavaScript meets them."""

import re

import httpx
import pytest

from core.clock import now
from ideas.loop import Stage
from ideas.models import Idea
from people.models import Person
from roadmap import items, links, releases
from roadmap.models import Item, ItemStage, Release
from tests.makers import a_board, a_person, an_idea, an_item, sign_in

pytestmark = pytest.mark.a_page

WHY = "The ledger comes first."


async def a_manager(client: httpx.AsyncClient) -> Person:
    return await sign_in(client, await a_person("Mina", "manager"))


async def read(client: httpx.AsyncClient, path: str, status: int = 200) -> str:
    answer = await client.get(path, follow_redirects=True)
    assert answer.status_code == status, answer.text
    return answer.text


async def test_everybody_reads_the_board_as_headings_and_lists_through_plain_links(
    client: httpx.AsyncClient,
) -> None:
    mina = await a_person("Mina", "manager")
    await a_board("quiet")
    idea, other = (
        await an_idea("Night mode", tags="화면"),
        await an_idea("Less noise", board="quiet", kind="complaint"),
    )
    shown = await an_item("Dark calendar", by=mina, stage="planned", promised_for="2999-03-31")
    await links.link(shown.id, [idea.id], by=mina)
    await links.link((await an_item("Silence", by=mina, stage="building")).id, [other.id], by=mina)
    await items.move((await an_item("Never mind", by=mina)).id, to="dropped", reason=WHY, by=mina)

    page = await read(client, "/roadmap")

    headings = re.findall(r'<h2 id="column-(\w+)"', page)
    assert headings == ["exploring", "planned", "building", "shipped", "dropped"]
    assert page.count('<ol class="cards">') == 3
    assert "Mar 31, 2999" in page
    assert "Night mode" in page
    assert "Move to" not in page
    for query, there, gone in (
        ("board=quiet", "Silence", "Dark calendar"),
        ("tag=화면", "Dark calendar", "Silence"),
        ("stage=planned", "Dark calendar", "Silence"),
        ("stage=planned&after=broken", "Dark calendar", "Silence"),
    ):
        narrowed = await read(client, f"/roadmap?{query}")
        assert there in narrowed, query
        assert gone not in narrowed, query
    assert "matches what you chose" in await read(client, "/roadmap?tag=nothing")
    piece = await client.get("/roadmap?stage=planned", headers={"x-fragment": "1"})
    assert "Dark calendar" in piece.text
    assert "<html" not in piece.text


async def test_a_manager_moves_a_card_by_its_form_and_by_dropping_it(client: httpx.AsyncClient) -> None:
    mina = await a_manager(client)
    made, other = await an_item("Dark calendar", by=mina), await an_item("Other", by=mina)
    assert f'action="/roadmap/{made.id}/stage"' in await read(client, "/roadmap")

    moved = await client.post(
        f"/roadmap/{made.id}/stage", data={"stage": "building", "next": "/roadmap?tag=x"}
    )
    assert (moved.status_code, moved.headers["location"]) == (303, "/roadmap?tag=x")
    refused = await client.post(f"/roadmap/{made.id}/stage", data={"stage": "planned", "place": "1"})
    assert refused.status_code == 422
    assert "Say why" in refused.text
    assert '<option value="planned" selected>' in refused.text
    dropped = {"x-fragment": "1"}
    silent = await client.post(f"/roadmap/{made.id}/stage", data={"stage": "planned"}, headers=dropped)
    assert (silent.status_code, "data-announce" in silent.text) == (422, True)
    await client.post(f"/roadmap/{other.id}/stage", data={"stage": "building"})
    piece = await client.post(
        f"/roadmap/{other.id}/stage", data={"stage": "building", "place": "1"}, headers=dropped
    )
    assert piece.text.strip().startswith('<div class="road"')
    assert piece.text.index("Other") < piece.text.index("Dark calendar")
    elsewhere = await client.post(
        f"/roadmap/{made.id}/stage", data={"stage": "shipped", "next": "//evil.test"}
    )
    assert "evil" not in elsewhere.headers["location"]
    assert (await Item.get(id=made.id)).stage is ItemStage.SHIPPED


async def test_a_manager_puts_an_idea_on_the_roadmap_and_its_page_says_so(client: httpx.AsyncClient) -> None:
    mina, emil = await a_manager(client), await a_person("Emil", "employee")
    await a_board("inner", audience="partners")
    idea = await an_idea("Night mode", by=mina, board="inner")
    page = await read(client, f"/ideas/{idea.id}")
    assert f"/roadmap/new?idea={idea.id}" in page
    form = await read(client, f"/roadmap/new?idea={idea.id}")
    assert '<option value="partners" selected>' in form

    typed = {"ideas": str(idea.id), "title": "x", "summary": "**Dark**", "horizon": "now", "stage": "planned"}
    typed |= {"audience": "partners", "owner": str(emil.id), "submission": "one"}
    wrong = await client.post("/roadmap", data=typed)
    assert wrong.status_code == 422
    assert "**Dark**" in wrong.text
    for ideas in ("98765", "that one"):
        unknown = await client.post("/roadmap", data={**typed, "title": "Dark calendar", "ideas": ideas})
        assert unknown.status_code == 422
        assert f'name="ideas" type="text" value="{ideas}"' in unknown.text
        assert "**Dark**" in unknown.text
    for _ in range(2):
        made = await client.post(
            "/roadmap", data={**typed, "title": "Dark calendar", "promised_for": "2999-01-31"}
        )
    assert await Item.all().count() == 1
    item = await read(client, made.headers["location"])
    assert "<strong>Dark</strong>" in item
    assert "Night mode" in item
    assert "Emil" in item
    assert (await Idea.get(id=idea.id)).stage is Stage.PLANNED
    assert "Dark calendar" in await read(client, f"/ideas/{idea.id}")
    assert (await client.get(f"/roadmap/new?idea={10**6}")).status_code == 404


async def test_links_are_looked_for_made_and_ended_with_a_reason(client: httpx.AsyncClient) -> None:
    mina, idea, other = await a_manager(client), await an_idea("Night mode"), await an_idea("Less noise")
    made = await an_item(by=mina)
    here = f"/roadmap/{made.id}"
    for wanted in ("night", f"#{idea.id}", f"http://madang.test/ideas/{idea.id}-night-mode"):
        found = (await client.get(here, params={"find": wanted})).text
        assert f'name="idea-{idea.id}"' in found, wanted
        assert f'name="idea-{other.id}"' not in found
    assert "Nothing on the way fits" in (await client.get(here, params={"find": "zebra"})).text

    await client.post(
        f"{here}/links", data={f"idea-{idea.id}": "yes", "idea": f"/ideas/{other.id}-less-noise"}
    )
    assert (await client.post(f"{here}/links", data={})).status_code == 422
    unknown = await client.post(f"{here}/links", data={"idea": "#98765"})
    assert unknown.status_code == 422
    assert "There is no idea with the number 98765." in unknown.text
    assert 'value="#98765"' in unknown.text
    page = await read(client, here)
    assert page.count('class="linked-idea"') == 2
    refused = await client.post(f"{here}/links/{idea.id}/end", data={"reason": ""})
    assert refused.status_code == 422
    assert "Say why" in refused.text
    await client.post(f"{here}/links/{idea.id}/end", data={"reason": WHY})
    page = await read(client, here)
    assert page.count('class="linked-idea"') == 1
    assert f'<q lang="en">{WHY}</q>' in page

    existing = await client.post(f"/ideas/{idea.id}/roadmap", data={"item": str(made.id)})
    assert existing.status_code == 303
    assert (await client.post(f"/ideas/{idea.id}/roadmap", data={"item": "x"})).status_code == 422
    already = await client.post(f"/ideas/{idea.id}/shipment", data={"title": "Night"})
    assert already.status_code == 409
    assert "on the roadmap already" in already.text
    third = await an_idea("Third")
    await client.post(f"/ideas/{third.id}/shipment", data={"title": "Third time"})
    assert (await Idea.get(id=third.id)).stage is Stage.SHIPPED
    assert "It was shipped." in await read(client, f"/ideas/{third.id}")
    complaint = await an_idea("Noise", kind="complaint")
    await client.post(f"/ideas/{complaint.id}/shipment", data={"title": ""})
    page = await read(client, f"/ideas/{complaint.id}")
    assert "It was shipped." not in page
    assert "is shipped as soon as an improvement answers it." in page


async def test_a_promised_date_shows_how_it_changed_and_why(client: httpx.AsyncClient) -> None:
    made = await an_item(by=await a_manager(client))
    here = f"/roadmap/{made.id}"
    await client.post(f"{here}/promise", data={"promised_for": "2999-03-31", "reason": ""})
    refused = await client.post(f"{here}/promise", data={"promised_for": "2999-05-31", "reason": ""})
    assert refused.status_code == 422
    assert 'value="2999-05-31"' in refused.text
    await client.post(f"{here}/promise", data={"promised_for": "2999-05-31", "reason": WHY})

    client.cookies.clear()
    page = re.sub(r"<[^>]+>", "", await read(client, here))
    assert "Mar 31, 2999 → May 31, 2999" in page
    assert WHY in page
    await Item.filter(id=made.id).update(promised_for=now().date().replace(year=2020, day=1))
    assert "overdue" in await read(client, "/roadmap")


async def test_a_release_is_drafted_published_and_retracted_and_the_feed_says_so(
    client: httpx.AsyncClient,
) -> None:
    mina, idea = await a_manager(client), await an_idea("Night mode")
    made = await an_item("Dark calendar", by=mina, stage="building")
    secret = await an_item("Secret", by=mina, stage="building", audience="staff")
    await links.link(made.id, [idea.id], by=mina)
    assert "Dark calendar" in await read(client, "/releases/new")
    typed = {
        "version": "2.4",
        "title": "Nights",
        "notes": "**Dark**",
        "audience": "everyone",
        "submission": "one",
    }
    held = {f"item-{made.id}": "yes", f"item-{secret.id}": "yes"}

    wrong = await client.post("/releases", data={**typed, **held, "version": ""})
    assert wrong.status_code == 422
    assert f'name="item-{made.id}" value="yes" checked' in wrong.text
    drafted = await client.post("/releases", data={**typed, **held})
    here = drafted.headers["location"]
    await client.post(f"{here}/text", data={**typed, "version": "2.5", f"item-{made.id}": "yes"})
    await client.post(f"{here}/text", data={**typed, **held})
    assert "Nights" not in (await client.get("/releases/feed.atom")).text
    assert (await client.post(f"{here}/publication")).status_code == 303
    assert (await client.post(f"{here}/publication")).status_code == 409
    assert (await Idea.get(id=idea.id)).stage is Stage.SHIPPED
    await client.post(f"{here}/text", data={**typed, "version": "3", "notes": "Corrected"})
    assert (await Release.get(version="2.4")).notes == "Corrected"

    session = client.cookies.jar
    client.cookies = httpx.Cookies()
    for path in ("/releases", here, "/releases/feed.atom", f"/roadmap/{made.id}", "/roadmap"):
        page = await read(client, path)
        assert "Dark calendar" in page, path
        assert "Secret" not in page, path
    client.cookies = httpx.Cookies(session)
    assert (await client.post(f"{here}/retraction", data={"reason": ""})).status_code == 422
    await client.post(f"{here}/retraction", data={"reason": WHY})
    assert "Nights (retracted)" in (await client.get("/releases/feed.atom")).text
    assert WHY in await read(client, here)
    assert "was retracted on" in await read(client, here)
    assert (await Item.get(id=made.id)).stage is ItemStage.BUILDING


async def test_only_managers_have_the_forms_and_what_is_for_staff_is_not_found(
    client: httpx.AsyncClient,
) -> None:
    mina = await a_person("Mina", "manager")
    secret, known = await an_item("Secret", by=mina, audience="staff"), await an_item("Known", by=mina)
    drafted = await releases.draft(version="1", by=mina)
    await sign_in(client, await a_person("Emil", "employee"))
    assert "For managers" not in await read(client, f"/roadmap/{secret.id}")
    assert (await client.post(f"/roadmap/{known.id}/stage", data={"stage": "planned"})).status_code == 403
    assert (await client.get("/roadmap/new")).status_code == 403
    await read(client, f"/releases/{drafted.id}")

    await sign_in(client, await a_person("Grace"))
    for path in (f"/roadmap/{secret.id}", f"/releases/{drafted.id}", "/roadmap/9999", "/releases/9999"):
        await read(client, path, status=404)
    assert (await Item.get(id=known.id)).stage is ItemStage.EXPLORING

"""One's own page, settings and sessions; language and colours; terms and privacy."""

import httpx
import pytest
from starlette.applications import Starlette

from people import sessions
from people import site as sites
from people.models import Person
from tests.conftest import a_browser
from tests.makers import a_board, a_person, an_idea, sign_in

pytestmark = pytest.mark.a_page


async def test_a_page_shows_only_what_its_reader_may_see(client: httpx.AsyncClient) -> None:
    grace = await a_person("Grace", "partner", email="grace@secret.example", bio="I **count** <b>bugs</b>")
    await an_idea("A public wish of hers", by=grace)
    await a_board("inner", audience="partners")
    await an_idea("A wish for partners alone", by=grace, board="inner")
    shown = (await client.get(f"/people/{grace.id}")).text
    assert "A public wish of hers" in shown
    assert "<strong>count</strong> &lt;b&gt;bugs" in shown
    assert "partners alone" not in shown
    assert "secret.example" not in shown
    await sign_in(client, grace)
    shown = (await client.get(f"/people/{grace.id}")).text
    assert "partners alone" in shown
    assert "secret.example" in shown


async def test_a_hidden_page_looks_like_none(client: httpx.AsyncClient) -> None:
    hidden = await a_person("Hidden", visibility="hidden")
    there, nowhere = await client.get(f"/people/{hidden.id}"), await client.get("/people/987654321")
    assert there.status_code == nowhere.status_code == 404
    assert there.text.replace(f"people%2F{hidden.id}", "").replace(
        f"people/{hidden.id}", ""
    ) == nowhere.text.replace("people%2F987654321", "").replace("people/987654321", "")


async def test_a_profile_is_changed_or_everything_typed_stays(client: httpx.AsyncClient) -> None:
    grace = await sign_in(client, await a_person("Grace"))
    typed = {"name": "Grace H.", "handle": "no!", "headline": "별을 세는 사람", "timezone": "Mars/Base"}
    refused = await client.post("/settings/profile", data=typed)
    assert refused.status_code == 422
    assert "별을 세는 사람" in refused.text
    assert 'id="field-handle-error"' in refused.text
    assert 'id="field-timezone-error"' in refused.text
    typed |= {"handle": "grace", "timezone": "Asia/Seoul", "visibility": "members", "contact": "nobody"}
    assert (await client.post("/settings/profile", data=typed)).status_code == 303
    kept = await Person.get(id=grace.id)
    assert (kept.handle, kept.timezone, kept.visibility, kept.name_shown) == (
        "grace",
        "Asia/Seoul",
        "members",
        False,
    )


async def test_sessions_are_listed_and_ended(client: httpx.AsyncClient, app: Starlette) -> None:
    grace = await sign_in(client, await a_person("Grace"))
    others = [await sessions.begin(grace, "Mozilla/5.0 (iPhone) Version/18 Safari/604") for _ in range(3)]
    assert "Safari · iPhone" in (await client.get("/settings/sessions")).text
    first = (await sessions.sessions_of(grace))[0].id
    assert (await client.post(f"/settings/sessions/{first}/revocation")).status_code == 303
    assert await sessions.person_of(others[2]) is None
    async with a_browser(app) as stranger:
        await sign_in(stranger, await a_person("Mallory"))
        mine = (await sessions.sessions_of(grace))[-1].id
        assert (await stranger.post(f"/settings/sessions/{mine}/revocation")).status_code == 404
    await client.post("/settings/sessions/revocation")
    assert len(await sessions.sessions_of(grace)) == 1
    assert (await client.get("/settings/sessions")).status_code == 200


async def test_language_is_the_browsers_and_then_the_persons(client: httpx.AsyncClient) -> None:
    answer = await client.post("/language", data={"locale": "ko", "next": "/terms?x=1"})
    assert answer.headers["location"] == "/terms?x=1"
    assert '<html lang="ko"' in (await client.get("/terms")).text
    grace = await sign_in(client, await a_person("Grace"))
    await client.post("/language", data={"locale": "en"})
    assert (await Person.get(id=grace.id)).locale == "en"
    assert '<html lang="en"' in (await client.get("/terms")).text
    assert (await client.post("/language", data={"locale": "xx"})).status_code == 404


async def test_colours_are_kept_in_a_cookie_and_given_back_to_the_system(client: httpx.AsyncClient) -> None:
    await client.post("/theme", data={"theme": "dark"})
    assert 'data-theme="dark"' in (await client.get("/terms")).text
    await client.post("/theme", data={"theme": "system"})
    assert "data-theme" not in (await client.get("/terms")).text
    assert (await client.post("/theme", data={"theme": "pink"})).status_code == 404


async def test_terms_are_markdown_and_harmless(client: httpx.AsyncClient) -> None:
    assert "Nothing has been written" in (await client.get("/privacy")).text
    admin = await a_person("Root", "admin")
    await sites.change(
        by=admin, terms="# 약관\n\n<script>alert(1)</script>\n\n### 하나", privacy="Only **mail**."
    )
    shown = (await client.get("/terms")).text
    assert '<div class="prose" lang="ko"><h2>약관</h2>' in shown
    assert "<h3>하나</h3>" in shown
    assert "<script>alert" not in shown
    assert "<strong>mail</strong>" in (await client.get("/privacy")).text

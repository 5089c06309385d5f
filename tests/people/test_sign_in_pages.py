"""The whole road into the yard, without JavaScript, as a browser goes it."""

import re

import httpx
import pytest
from starlette.applications import Starlette

from activity.models import Delivery
from people import sessions, sign_in
from people import site as sites
from people.models import Person, Session, SignIn, SignUp, Site
from tests.conftest import a_browser
from tests.makers import a_person, an_idea, votes_of
from tests.makers import sign_in as signed_in

pytestmark = pytest.mark.a_page

GRACE = "grace@example.com"


async def mailed() -> tuple[str, str]:
    """The code and the link's token of the latest mail."""
    latest = await SignIn.all().order_by("-id").first()
    assert latest is not None
    return sign_in.mail_secrets(latest)


async def ask(browser: httpx.AsyncClient, email: str = GRACE, **more: str) -> tuple[str, str]:
    answer = await browser.post("/sign-in", data={"email": email, **more})
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in/code")
    return await mailed()


async def test_the_road_by_code(client: httpx.AsyncClient) -> None:
    await a_person("Grace", email=GRACE)
    code, _ = await ask(client, next="/terms")
    assert (await client.get("/sign-in/code")).status_code == 200
    answer = await client.post("/sign-in/code", data={"code": code})
    assert (answer.status_code, answer.headers["location"]) == (303, "/terms")
    assert (await client.get("/settings/profile")).status_code == 200
    assert (await client.get("/sign-in")).headers["location"] == "/"


async def test_a_wrong_code_keeps_the_page_and_what_was_typed(client: httpx.AsyncClient) -> None:
    code, _ = await ask(client)
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    answer = await client.post("/sign-in/code", data={"code": wrong})
    assert answer.status_code == 422
    assert f'value="{wrong}"' in answer.text
    assert "4 more tries" in answer.text


async def test_a_code_is_tied_to_the_browser(client: httpx.AsyncClient, app: Starlette) -> None:
    code, _ = await ask(client)
    async with a_browser(app) as thief:
        answer = await thief.post("/sign-in/code", data={"code": code})
        assert answer.headers["location"] == "/sign-in"
        await ask(thief)
        assert (await thief.post("/sign-in/code", data={"code": code})).status_code == 422


async def test_the_link_shows_a_button_and_only_the_button_signs_in(
    client: httpx.AsyncClient, app: Starlette
) -> None:
    await a_person("Grace", email=GRACE)
    _, token = await ask(client)
    async with a_browser(app, "198.51.100.7") as phone:
        for _ in range(3):
            shown = await phone.get(f"/sign-in/link/{token}")
            assert shown.status_code == 200
            assert GRACE in shown.text
        assert await Session.all().count() == 0
        assert (await phone.post(f"/sign-in/link/{token}")).status_code == 303
        assert (await phone.get("/settings/sessions")).status_code == 200
        assert (await phone.get(f"/sign-in/link/{token}")).status_code == 410
        assert (await phone.post(f"/sign-in/link/{token}")).status_code == 409


@pytest.mark.parametrize("rule", list(SignUp))
async def test_nobody_learns_from_the_page_who_is_a_member(
    client: httpx.AsyncClient, app: Starlette, rule: SignUp
) -> None:
    await a_person("Grace", email=GRACE)
    await Site.filter(id=1).update(sign_up=rule)
    pages = []
    for email in (GRACE, "stranger@example.com"):
        async with a_browser(app) as browser:
            answer = await browser.post("/sign-in", data={"email": email})
            shown = await browser.get("/sign-in/code")
            pages.append((answer.status_code, answer.headers["location"], shown.text.replace(email, "…")))
    assert pages[0] == pages[1]
    assert await Delivery.all().count() == 2


@pytest.mark.parametrize("typed", ["", "grace", "grace@", "\x00", "a" * 5000 + "@example.com"])
async def test_what_is_no_address_gets_a_sentence_at_the_field(client: httpx.AsyncClient, typed: str) -> None:
    answer = await client.post("/sign-in", data={"email": typed})
    assert answer.status_code == 422
    assert 'id="field-email-error"' in answer.text
    assert 'aria-invalid="true"' in answer.text


async def test_too_many_mails_say_when_to_come_back(client: httpx.AsyncClient) -> None:
    for _ in range(5):
        await ask(client)
    answer = await client.post("/sign-in", data={"email": GRACE})
    assert answer.status_code == 429
    assert "try again in" in answer.text
    assert GRACE in answer.text


async def test_a_vote_is_cast_on_the_way_in_and_the_way_leads_back(client: httpx.AsyncClient) -> None:
    await a_person("Grace", email=GRACE)
    idea = await an_idea()
    asked = await client.post(f"/ideas/{idea.id}/vote", data={"next": "/?sort=new#idea-1"})
    assert asked.headers["location"] == "/sign-in"
    assert "Your vote is kept" in (await client.get("/sign-in")).text
    code, _ = await ask(client)
    answer = await client.post("/sign-in/code", data={"code": code})
    assert answer.headers["location"] == "/?sort=new#idea-1"
    assert await votes_of(idea) == 1


async def test_a_newcomers_vote_waits_for_the_welcome(client: httpx.AsyncClient) -> None:
    await sites.change(by=await a_person("Root", "admin"), terms="# Terms")
    idea = await an_idea(by=await a_person("Ada", terms_version=1))
    await client.post(f"/ideas/{idea.id}/vote", data={"next": "/"})
    code, _ = await ask(client)
    welcome = (await client.post("/sign-in/code", data={"code": code})).headers["location"]
    assert welcome.startswith("/welcome?intent=")
    assert await votes_of(idea) == 0
    shown = (await client.get(welcome)).text
    typed = {
        name: found[1]
        for name in ("intent", "version")
        if (found := re.search(f'name="{name}" value="(.*?)"', shown))
    }
    refused = await client.post("/welcome", data={"name": "Grace", "locale": "ko", **typed})
    assert refused.status_code == 422
    assert 'value="Grace"' in refused.text
    answer = await client.post("/welcome", data={"name": "Grace", "locale": "ko", "agree": "yes", **typed})
    assert answer.headers["location"] == "/"
    assert await votes_of(idea) == 1
    grace = await Person.get(email=GRACE)
    assert (grace.name, grace.locale, grace.terms_version) == ("Grace", "ko", 1)


async def test_a_vote_that_is_refused_is_told_and_the_sign_in_stands(client: httpx.AsyncClient) -> None:
    await a_person("Grace", email=GRACE)
    idea = await an_idea()
    await client.post(f"/ideas/{idea.id}/vote", data={"next": "/"})
    await idea.__class__.filter(id=idea.id).update(stage="declined")
    code, _ = await ask(client)
    answer = await client.post("/sign-in/code", data={"code": code})
    assert answer.status_code == 200
    assert "Your vote could not be counted." in answer.text
    assert (await client.get("/settings/profile")).status_code == 200


async def test_a_draft_comes_back_to_its_page(client: httpx.AsyncClient) -> None:
    await a_person("Grace", email=GRACE)
    typed = {"title": "어두운 화면", "kind": "idea", "board": "ideas", "next": "/ideas/new"}
    assert (await client.post("/ideas", data=typed)).headers["location"] == "/sign-in"
    code, _ = await ask(client)
    back = (await client.post("/sign-in/code", data={"code": code})).headers["location"]
    assert re.fullmatch(r"/ideas/new\?draft=\d+", back)
    assert "어두운 화면" in (await client.get(back)).text


@pytest.mark.parametrize(
    "bad", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "\t//evil"]
)
async def test_nobody_is_sent_to_another_site(client: httpx.AsyncClient, bad: str) -> None:
    await a_person("Grace", email=GRACE)
    code, _ = await ask(client, next=bad)
    assert (await client.post("/sign-in/code", data={"code": code})).headers["location"] == "/"
    for path, field in (("/language", {"locale": "en"}), ("/theme", {"theme": "dark"})):
        assert (await client.post(path, data={**field, "next": bad})).headers["location"] == "/"
    assert (await client.get("/sign-in", params={"next": bad})).headers["location"] == "/"


async def test_signing_in_rotates_and_signing_out_ends(client: httpx.AsyncClient) -> None:
    await signed_in(client, await a_person("Ada"))
    held = client.cookies["madang_session"]
    await a_person("Grace", email=GRACE)
    token = await sign_in.link_for(GRACE)
    await client.post(f"/sign-in/link/{token}")
    assert await sessions.person_of(held) is None
    found = await sessions.person_of(client.cookies["madang_session"])
    assert found is not None
    assert found[0].email == GRACE
    held = client.cookies["madang_session"]
    assert (await client.post("/sign-out")).status_code == 303
    assert await sessions.person_of(held) is None
    assert (await client.get("/settings/profile")).headers["location"] == "/sign-in"


async def test_changed_terms_are_asked_before_the_next_write_and_not_before(
    client: httpx.AsyncClient,
) -> None:
    grace, idea = await a_person("Grace"), await an_idea()
    await signed_in(client, grace)
    await sites.change(by=await a_person("Root", "admin"), terms="# New")
    assert (await client.get("/")).status_code == 200
    asked = await client.post(f"/ideas/{idea.id}/vote", data={"next": "/"})
    assert asked.headers["location"].startswith("/welcome?intent=")
    intent = asked.headers["location"].partition("=")[2]
    typed = {"name": "Grace", "locale": "en", "agree": "yes", "version": "1", "intent": intent}
    assert (await client.post("/welcome", data=typed)).headers["location"] == "/"
    assert await votes_of(idea) == 1


async def test_no_browser_keeps_pages_that_hold_addresses_or_secrets(client: httpx.AsyncClient) -> None:
    _, token = await ask(client)
    paths = ["/sign-in", "/sign-in/code", f"/sign-in/link/{token}", "/welcome", "/settings/profile", "/admin"]
    for path in paths:
        assert (await client.get(path)).headers["cache-control"] == "no-store", path
    await signed_in(client, await a_person("Root", "admin"))
    for path in ("/settings/profile", "/settings/sessions", "/admin/people", "/admin/invitations"):
        assert (await client.get(path)).headers["cache-control"] == "no-store", path

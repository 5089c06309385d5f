"""What a visitor was about to do: kept for this browser, done by a button, and never in another's name."""

import httpx
import pytest
from starlette.applications import Starlette

from activity.models import Event
from core.limits import LIMITS
from frontend.ladder import DRAFTS
from frontend.routes import named
from people import intents, sign_in
from people import site as sites
from people.models import Intent, Person, SignIn
from tests.conftest import a_browser
from tests.makers import a_person, an_idea, votes_of
from tests.makers import sign_in as signed_in

GRACE = "grace@example.com"


async def mailed() -> tuple[str, str]:
    """The code and the link's token of the latest mail."""
    latest = await SignIn.all().order_by("-id").first()
    assert latest is not None
    return sign_in.mail_secrets(latest)


@pytest.mark.parametrize(
    ("path", "typed"),
    [("/ideas/{id}/vote", {"next": "/"}), ("/ideas", {"title": "Planted", "next": "/ideas/new"})],
)
async def test_what_a_stranger_began_is_not_done_by_whoever_opens_the_link(
    client: httpx.AsyncClient, app: Starlette, path: str, typed: dict[str, str]
) -> None:
    grace, idea = await a_person("Grace", email=GRACE), await an_idea()
    async with a_browser(app, "198.51.100.66") as stranger:
        await stranger.post(path.format(id=idea.id), data=typed)
        await stranger.post("/sign-in", data={"email": GRACE})
    _, token = await mailed()
    assert "kept" not in (await client.get(f"/sign-in/link/{token}")).text
    answer = await client.post(f"/sign-in/link/{token}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert (await client.get("/settings/profile")).status_code == 200
    assert await votes_of(idea) == 0
    kept = await Intent.get()
    assert kept.person_id is None
    await client.post("/welcome", data={"name": "Grace", "locale": "en", "intent": str(kept.id)})
    assert await votes_of(idea) == 0
    assert await intents.draft(kept.id, grace) is None


async def test_the_link_carries_it_out_in_the_browser_that_began_it(client: httpx.AsyncClient) -> None:
    await a_person("Grace", email=GRACE)
    idea = await an_idea()
    await client.post(f"/ideas/{idea.id}/vote", data={"next": "/?sort=new"})
    await client.post("/sign-in", data={"email": GRACE})
    _, token = await mailed()
    assert "Your vote is kept" in (await client.get(f"/sign-in/link/{token}")).text
    assert (await client.post(f"/sign-in/link/{token}")).headers["location"] == "/?sort=new"
    assert await votes_of(idea) == 1


async def test_opening_the_welcome_casts_no_vote(client: httpx.AsyncClient) -> None:
    grace, idea = await signed_in(client, await a_person("Grace")), await an_idea()
    kept, key = await intents.keep("vote", "/boards/ideas", {}, subject_id=idea.id)
    await intents.claim(key, grace)
    answer = await client.get(f"/welcome?intent={kept}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/boards/ideas")
    assert await votes_of(idea) == 0
    typed = {"name": "Grace", "locale": "en", "intent": str(kept)}
    assert (await client.post("/welcome", data=typed)).headers["location"] == "/boards/ideas"
    assert await votes_of(idea) == 1


async def test_a_get_writes_nothing_and_leads_back(client: httpx.AsyncClient) -> None:
    await a_person("Grace", email=GRACE)
    before = await Event.all().count()
    for path in ("/settings/profile", "/admin/people", "/notices?before=3"):
        assert (await client.get(path)).headers["location"] == "/sign-in"
    assert (await Intent.all().count(), await Event.all().count()) == (0, before)
    await client.post("/sign-in", data={"email": GRACE})
    await client.post("/sign-in", data={"email": GRACE})
    code, _ = await mailed()
    answer = await client.post("/sign-in/code", data={"code": code})
    assert answer.headers["location"] == "/notices?before=3"
    assert await Intent.all().count() == 0


async def test_a_page_asked_for_before_the_welcome_comes_after_it(client: httpx.AsyncClient) -> None:
    await signed_in(client, await a_person("Grace"))
    await sites.change(by=await a_person("Root", "admin"), terms="# Terms")
    asked = await client.get("/notices?before=3")
    assert asked.headers["location"] == "/welcome?next=%2Fnotices%3Fbefore%3D3"
    assert await Intent.all().count() == 0
    typed = {"name": "Grace", "locale": "en", "agree": "yes", "version": "1", "next": "/notices?before=3"}
    assert (await client.post("/welcome", data=typed)).headers["location"] == "/notices?before=3"


async def test_forms_that_take_no_draft_keep_the_page_alone(client: httpx.AsyncClient) -> None:
    for route in named():
        if "POST" not in (route.methods or ()) or route.name in DRAFTS:
            continue
        path = route.path.replace("{id:int}", "1").replace("{token}", "x")
        answer = await client.post(path, data={"next": "/terms"})
        assert answer.status_code < 500, route.name
    assert await Intent.all().count() == 0


def test_every_form_that_is_kept_is_there_and_its_name_fits() -> None:
    names = {route.name for route in named() if "POST" in (route.methods or ())}
    longest = Intent._meta.fields_map["kind"].max_length  # type: ignore[attr-defined]
    assert names >= DRAFTS
    assert all(len(name) <= longest for name in DRAFTS)


async def test_one_address_fills_no_database(client: httpx.AsyncClient) -> None:
    most = int(LIMITS["intent"].partition("/")[0])
    for _ in range(most):
        assert (await client.post("/ideas", data={"title": "x"})).status_code == 303
    assert (await client.post("/ideas", data={"title": "x"})).status_code == 429
    assert await Intent.all().count() == most


@pytest.mark.parametrize("referer", ["http://[", "http://madang.test:port/x", "//[", "\x80"])
async def test_a_broken_referer_breaks_nothing(client: httpx.AsyncClient, referer: str) -> None:
    for path in ("/ideas", "/settings/profile"):
        answer = await client.post(path, data={"title": "x"}, headers={b"referer": referer.encode("latin-1")})
        assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")


async def test_a_forged_page_is_no_page(client: httpx.AsyncClient) -> None:
    await a_person("Grace", email=GRACE)
    client.cookies.set("madang_back", "/evil", domain="madang.test")
    await client.post("/sign-in", data={"email": GRACE})
    code, _ = await mailed()
    assert (await client.post("/sign-in/code", data={"code": code})).headers["location"] == "/"
    assert await Person.filter(email=GRACE).count() == 1


async def test_a_strangers_wrong_codes_do_not_lock_the_owner_out(
    client: httpx.AsyncClient, app: Starlette
) -> None:
    await a_person("Grace", email=GRACE)
    async with a_browser(app, "198.51.100.66") as stranger:
        await stranger.post("/sign-in", data={"email": GRACE})
        answers = [await stranger.post("/sign-in/code", data={"code": "x"}) for _ in range(31)]
    assert answers[-1].status_code == 429
    await client.post("/sign-in", data={"email": GRACE})
    code, _ = await mailed()
    assert (await client.post("/sign-in/code", data={"code": code})).status_code == 303


async def test_no_number_of_wrong_codes_closes_the_link(client: httpx.AsyncClient, app: Starlette) -> None:
    await a_person("Grace", email=GRACE)
    for number in range(4):
        async with a_browser(app, f"198.51.100.{number}") as stranger:
            await stranger.post("/sign-in", data={"email": GRACE})
            for _ in range(30):
                await stranger.post("/sign-in/code", data={"code": "x"})
    await client.post("/sign-in", data={"email": GRACE})
    code, token = await mailed()
    assert (await client.post("/sign-in/code", data={"code": code})).status_code == 429
    assert (await client.post(f"/sign-in/link/{token}")).status_code == 303

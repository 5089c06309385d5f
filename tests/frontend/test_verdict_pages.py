"""Did this solve it? The question on an idea's page and behind a mail's link, and what everyone reads of it."""

import re

import httpx
import pytest
from starlette.applications import Starlette

from activity.models import Event
from activity.queries import Entry
from frontend.stories import sentence
from frontend.translations import speaking_locale
from ideas.models import Idea
from people import sign_in as sign_in_page
from people.models import Person
from roadmap.models import Verdict
from tests.conftest import a_browser
from tests.makers import a_person, an_idea, sign_in
from tests.roadmap.world import a_crowd, a_shipped_idea, say, ship, stands
from triage.merging import merge
from voting.operations import cast_vote

pytestmark = pytest.mark.a_page


def words(page: httpx.Response) -> str:
    """The page's text, its spaces drawn together."""
    body = page.text.partition("<main")[2]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


async def test_a_link_asks_and_only_the_button_answers(client: httpx.AsyncClient) -> None:
    ada = await a_person("Ada")
    idea = await a_shipped_idea(by=await a_person("Mina", "manager"), author=ada)
    await sign_in(client, ada)

    asked = await client.get(f"/ideas/{idea.id}/verdict?answer=no")
    assert asked.status_code == 200
    assert re.search(r'value="no" checked', asked.text)
    assert await Verdict.all().count() == 0

    refused = await client.post(f"/ideas/{idea.id}/verdict", data={"answer": "no", "comment": " "})
    assert refused.status_code == 422
    assert re.search(r'value="no" checked', refused.text)
    assert "Say in a few words what is still wrong" in words(refused)
    unknown = await client.post(f"/ideas/{idea.id}/verdict", data={"answer": "?", "comment": "Still bright"})
    assert unknown.status_code == 422
    assert "Still bright" in unknown.text
    assert await Verdict.all().count() == 0

    given = await client.post(f"/ideas/{idea.id}/verdict", data={"answer": "no", "comment": "Still bright"})
    assert given.status_code == 303
    assert await stands(idea) == ("reviewing", 2)
    shown = words(await client.get(given.headers["location"]))
    assert "It is open again" in shown
    assert "Attempt 1 · 1 said no · reopened" in shown


async def test_a_visitor_is_led_through_the_sign_in_and_back_to_the_answer(
    client: httpx.AsyncClient,
) -> None:
    ada = await a_person("Ada")
    idea = await a_shipped_idea(by=await a_person("Mina", "manager"), author=ada)
    path = f"/ideas/{idea.id}/verdict?answer=partly"

    away = await client.get(path)
    assert (away.status_code, away.headers["location"]) == (303, "/sign-in")
    token = await sign_in_page.link_for(str(ada.email))
    back = await client.post(f"/sign-in/link/{token}")

    assert back.headers["location"] == path
    assert re.search(r'value="partly" checked', (await client.get(path)).text)


async def test_everyone_reads_the_counts_with_how_many_were_asked(
    app: Starlette, client: httpx.AsyncClient
) -> None:
    mina, ada = await a_person("Mina", "manager"), await a_person("Ada")
    shy = await a_person("Shy Person", name_shown=False)
    idea = await an_idea(by=ada)
    crowd = await a_crowd(3, behind=idea)
    await cast_vote(idea.id, by=shy)
    await ship(idea, by=mina)
    await say(idea, "yes", crowd[0], crowd[1])
    await say(idea, "partly", shy)

    page = words(await client.get(f"/ideas/{idea.id}", follow_redirects=True))
    assert "5 people were asked · 3 answered" in page
    assert re.search(r"Yes 2 .*Partly 1 .*No 0 .*I can't tell 0", page)
    assert "So says Voter 0." in page
    assert "Somebody who voted for it" in page
    assert "%" not in page
    assert "Send my answer" not in page

    await sign_in(client, ada)
    assert "Send my answer" in words(await client.get(f"/ideas/{idea.id}", follow_redirects=True))
    await client.post(f"/ideas/{idea.id}/verdict", data={"answer": "yes"})
    own = words(await client.get(f"/ideas/{idea.id}", follow_redirects=True))
    assert "You answered “Yes”" in own
    assert "Confirmed" in own
    for person in (mina, await a_person("Stranger")):
        async with a_browser(app) as other:
            await sign_in(other, person)
            assert "Send my answer" not in (await other.get(f"/ideas/{idea.id}/verdict")).text
            assert (await other.post(f"/ideas/{idea.id}/verdict", data={"answer": "yes"})).status_code == 403


async def test_the_page_of_what_was_merged_leads_on_and_what_is_over_says_so(
    client: httpx.AsyncClient,
) -> None:
    mina = await a_person("Mina", "manager")
    idea, source = await an_idea(), await an_idea("Dark calendar")
    await merge([source.id], into=idea.id, by=mina)
    await ship(idea, by=mina)
    await sign_in(client, await Person.get(id=source.author_id))

    on = await client.get(f"/ideas/{source.id}/verdict?answer=yes")
    assert (on.status_code, on.headers["location"]) == (303, f"/ideas/{idea.id}/verdict?answer=yes")
    assert "Send my answer" in (await client.get(on.headers["location"])).text
    building = await an_idea("Not yet")
    assert "There is nothing to judge right now" in words(await client.get(f"/ideas/{building.id}/verdict"))
    await Idea.filter(id=building.id).update(held=True)
    assert (await client.get(f"/ideas/{building.id}/verdict")).status_code == 404
    assert (await client.get("/ideas/999/verdict")).status_code == 404


NUMBERS = {"asked": 12, "yes": 3, "partly": 1, "no": 1, "cant_tell": 0}
SILENCE = dict.fromkeys(NUMBERS, 0) | {"asked": 12}


@pytest.mark.parametrize(
    ("to", "actor", "numbers", "said"),
    [
        ("reviewing", True, {}, "Ada says that it isn’t solved, so it is open again."),
        ("confirmed", True, {}, "Ada says that it worked, so it is confirmed."),
        ("confirmed", False, NUMBERS, "so it is confirmed (asked 12, answered 5, yes 3, no 1)."),
        ("unconfirmed", False, NUMBERS, "counts as unconfirmed (asked 12, answered 5, yes 3, no 1)."),
        ("unconfirmed", False, SILENCE, "12 people were asked, and nobody answered in 30 days"),
    ],
)
def test_what_a_verdict_did_is_said_with_its_numbers(
    app: Starlette, to: str, actor: bool, numbers: dict[str, int], said: str
) -> None:
    details = {"from": "shipped", "to": to, "way": "verdict", **numbers}
    event = Event(id=1, action="idea.moved", subject_type="idea", subject_id=1, details=details)
    with speaking_locale("en"):
        told = sentence(
            Entry(event, Person(id=7, name="Ada", handle="ada") if actor else None, {}), bare=True
        )
    assert said in told


async def test_a_shipped_idea_on_which_nobody_spoke_is_a_page_like_others(client: httpx.AsyncClient) -> None:
    """Whoever wrote and wanted it has said nothing; another was shipped without any question, as imports leave it."""
    author = await a_person("Ada")
    silent = await a_shipped_idea(by=await a_person("Mina", "manager"), author=author, voters=2)
    imported = await an_idea("Shipped elsewhere")
    await Idea.filter(id=imported.id).update(stage="shipped")

    for _reader in range(2):
        for idea in (silent, imported):
            for path in (f"/ideas/{idea.id}", f"/ideas/{idea.id}?verdicts=1", f"/ideas/{idea.id}/verdict"):
                answer = await client.get(path, follow_redirects=True)
                assert answer.status_code == 200, path
        await sign_in(client, author)

"""Improvements as a browser without JavaScript meets them: written, previewed, posted, read, retracted."""

import re

import httpx
import pytest
from starlette.applications import Starlette

from ideas.loop import Stage
from ideas.models import Idea
from people.models import Person
from roadmap.models import Answered, Evidence, Improvement, ImprovementState, Round
from roadmap.verdicts import answer
from tests.conftest import a_browser
from tests.makers import a_person, an_idea, sign_in

pytestmark = pytest.mark.a_page


async def a_complaint(title: str = "Exports take forever", body: str = "I wait *fourteen* minutes.") -> Idea:
    return await an_idea(title, kind="complaint", body=body)


def written(*complaints: Idea, **more: str) -> dict[str, str]:
    """A whole form, as a browser sends it."""
    chosen = {f"{name}-{each.id}": "yes" for each in complaints for name in ("known", "complaint")}
    measured = {"unit": "min", "measured_at": "2026-03-01", "source": "Support <desk>"}
    evidence = {
        f"evidence-{place}-{part}": value
        for place, (moment, number) in enumerate([("before", "14.5"), ("after", "3")])
        for part, value in {"moment": moment, "value": number, **measured}.items()
    }
    words = {
        "title": "Exports in seconds",
        "what_was_wrong": "Too slow.",
        "what_changed": "We **stream** them.",
        "submission": "one form",
    }
    return {**words, **chosen, **evidence, **more}


async def test_a_complaint_becomes_a_posted_improvement(app: Starlette, client: httpx.AsyncClient) -> None:
    manager = await sign_in(client, await a_person("Mara", "manager", department="Billing"))
    complaint, other = await a_complaint(), await a_complaint("Exports fail")
    page = (await client.get(f"/ideas/{complaint.id}", follow_redirects=True)).text
    assert f'href="/improvements/new?complaint={complaint.id}"' in page

    form = (await client.get(f"/improvements/new?complaint={complaint.id}")).text
    assert "I wait *fourteen* minutes." in form
    assert re.search(rf'name="quote-{complaint.id}"[^>]*>\s*</textarea>', form), "nobody is quoted by default"
    given = written(
        complaint, **{f"quote-{complaint.id}": "wait *fourteen*", "add": f"/ideas/{other.id}-exports"}
    )
    more = await client.post("/improvements/preview", data={**given, "more": "complaint"})
    assert f'name="complaint-{other.id}" value="yes" checked' in more.text
    small = {"evidence-0-value": "0.0004", "evidence-1-value": "0.0001"}
    measured = (await client.post("/improvements/preview", data={**given, **small})).text
    assert ">0.0004 <" in measured
    preview = (await client.post("/improvements/preview", data=given)).text
    assert "<strong>stream</strong>" in preview
    assert "<p>wait *fourteen*</p></blockquote>" in preview
    assert await Improvement.all().count() == 0

    made = [await client.post("/improvements", data=given) for _ in range(2)]
    assert [each.status_code for each in made] == [303, 303]
    address = made[0].headers["location"]
    assert made[1].headers["location"] == address, "one form makes one draft"
    async with a_browser(app) as visitor:
        assert (await visitor.get(address)).status_code == 404
        posted = await client.post(f"{address}/publication", data={"ship": "yes"})
        assert (posted.status_code, posted.headers["location"]) == (303, address)
        public = (await visitor.get(address)).text
        wall = (await visitor.get("/improvements")).text
        asked = (await visitor.get(f"/ideas/{complaint.id}", follow_redirects=True)).text
    for words in ("wait *fourteen*", "<strong>stream</strong>", "Mara", "Billing", "Support &lt;desk&gt;"):
        assert words in public
    assert '<svg class="chart-bars"' in public
    assert 'style="' not in public
    assert address in wall
    assert address in asked
    assert "Post an improvement" not in asked
    assert {(await Idea.get(id=each.id)).stage for each in (complaint, other)} == {Stage.SHIPPED}
    assert (await Improvement.get(id=int(address.rpartition("/")[2]))).by_id == manager.id


async def test_everything_typed_survives_every_refusal(client: httpx.AsyncClient) -> None:
    await sign_in(client, await a_person("Emil", "employee"))
    complaint = await a_complaint()
    bad = {
        f"quote-{complaint.id}": "nobody said this",
        "evidence-0-value": "fourteen",
        "add": "12x",
        "lesson": "Measure first.",
        "unmeasured_because": "We began too late.",
    }

    for path in ("/improvements", "/improvements/preview"):
        refused = await client.post(path, data=written(complaint, **bad))
        assert refused.status_code == 422
        assert "Write numbers or addresses" in refused.text
    del bad["add"]
    refused = await client.post("/improvements", data=written(complaint, title="", **bad))
    for words in ("Write a title.", "Write a number, such as 12.5", "stand there word for word"):
        assert words in refused.text
    for words in (
        "nobody said this",
        'value="fourteen"',
        "Measure first.",
        "We began too late.",
        "We **stream** them.",
    ):
        assert words in refused.text
    assert f'name="complaint-{complaint.id}" value="yes" checked' in refused.text

    asked = await client.post("/improvements/preview", data=written(complaint, more="after", **bad))
    assert 'name="evidence-2-moment" value="after"' in asked.text
    assert await Improvement.all().count() == 0


async def test_a_draft_is_changed_and_says_in_its_form_what_it_lacks(client: httpx.AsyncClient) -> None:
    await sign_in(client, await a_person("Emil", "employee"))
    complaint = await a_complaint()
    made = await client.post(
        "/improvements", data=written(complaint, what_changed="", **{"evidence-1-source": ""})
    )
    address = made.headers["location"]

    refused = await client.post(f"{address}/publication")
    assert refused.status_code == 422
    assert "Say what changed." in refused.text
    assert 'aria-describedby="field-evidence-1-source-error' in refused.text
    form = (await client.get(f"{address}/edit")).text
    assert 'value="14.5"' in form
    assert 'value="2026-03-01"' in form
    await client.post(f"{address}/text", data=written(complaint))
    assert (await client.post(f"{address}/publication")).status_code == 303
    assert (await client.get(f"{address}/edit")).status_code == 404
    assert (await client.post(f"{address}/text", data=written(complaint))).status_code == 409
    assert (await client.post(f"{address}/publication")).status_code == 409
    assert await Evidence.all().count() == 2
    assert await Answered.all().count() == 1


async def test_the_page_shows_every_verdict_and_a_retraction_with_its_reason(
    app: Starlette, client: httpx.AsyncClient
) -> None:
    await sign_in(client, await a_person("Mara", "manager"))
    complaint = await a_complaint()
    address = (await client.post("/improvements", data=written(complaint))).headers["location"]
    await client.post(f"{address}/publication", data={"ship": "yes"})
    ada = await Person.get(id=complaint.author_id)
    await Round.filter(idea_id=complaint.id).update(asked=12, yes=4, cant_tell=1)
    await answer(complaint.id, answer="no", comment="It still fails on <Mondays>.", by=ada)

    async with a_browser(app) as visitor:
        page = (await visitor.get(address)).text
        for words in ("people were asked", "6 answered", "It still fails on &lt;Mondays&gt;.", "Ada"):
            assert words in page
        assert re.search(r"No <strong>1</strong>", page)
        assert "6 answered" in (await visitor.get("/improvements?sort=confirmed")).text
        refused = await client.post(f"{address}/retraction", data={"reason": ""})
        assert refused.status_code == 422
        assert "everybody who was told of it" in refused.text
        await client.post(f"{address}/retraction", data={"reason": "It <came> back."})
        for path in ("/improvements", f"/ideas/{complaint.id}"):
            assert "Retracted" in (await visitor.get(path, follow_redirects=True)).text
        assert "It &lt;came&gt; back." in (await visitor.get(address)).text
    assert (await Improvement.get(by__name="Mara")).state is ImprovementState.RETRACTED


async def test_members_neither_write_nor_post(client: httpx.AsyncClient) -> None:
    await sign_in(client, await a_person("Ada"))
    complaint = await a_complaint()

    assert (await client.get("/improvements/new")).status_code == 403
    assert (await client.post("/improvements", data=written(complaint))).status_code == 403
    assert (await client.post("/improvements/preview", data=written(complaint))).status_code == 403
    assert "Write an improvement" not in (await client.get("/improvements")).text
    assert await Improvement.all().count() == 0

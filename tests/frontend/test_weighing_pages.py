"""How ideas are weighed and reported, as a browser without JavaScript meets it."""

import re

import httpx
import pytest

from ideas.models import Comment, Idea
from people.models import Organisation, OrganisationKind
from tests.frontend.test_triage_pages import IN_PLACE, a_manager, three_ideas
from tests.makers import a_person, an_idea, events, sign_in, votes_of
from triage.assessments import assess
from triage.models import Report
from voting.models import Vote
from voting.operations import cast_vote

pytestmark = pytest.mark.a_page


async def test_marks_stand_beside_votes_and_the_order_says_how_it_was_made(client: httpx.AsyncClient) -> None:
    mona = await a_manager(client)
    first, second, third = await three_ideas()
    house = await Organisation.create(name="Halfmoon", kind=OrganisationKind.CUSTOMER, weight=3)
    await cast_vote(third.id, by=await a_person("Vera", organisation=house))
    await assess(second.id, impact=5, effort=2, by=mona)
    half = await client.post(f"/ideas/{first.id}/assessment", data={"impact": "2", "queue": ""})
    assert half.status_code == 422
    assert "Choose a number from 1 to 5." in half.text
    assert (
        await client.post(f"/ideas/{first.id}/assessment", data={"impact": "2", "effort": "1"})
    ).status_code == 303

    page = (await client.get("/triage/assessment")).text
    order = [page.index(f'lang="en">{idea.title}</a>') for idea in (second, first, third)]
    assert order == sorted(order)
    assert "By the mean of the marks for impact" in page
    assert len(re.findall('class="matrix-point"', page)) == 2
    by_reach = (await client.get("/triage/assessment?sort=reach")).text
    assert by_reach.index(f'lang="en">{third.title}</a>') < by_reach.index(f'lang="en">{first.title}</a>')
    assert "Halfmoon</span> ×3" in by_reach


async def test_a_report_is_judged_with_a_reason_and_stands_in_the_record(client: httpx.AsyncClient) -> None:
    idea = await an_idea("Call me at 010-1234")
    await sign_in(client, await a_person("Cleo"))
    wrong = await client.post(
        f"/ideas/{idea.id}/reports", data={"reason": "", "words": "A number stands there"}
    )
    assert wrong.status_code == 422
    assert "A number stands there" in wrong.text
    data = {"reason": "private", "words": "A number stands there"}
    assert (await client.post(f"/ideas/{idea.id}/reports", data=data)).status_code == 303
    said = await Comment.create(
        idea=idea, author=await a_person("Rude"), body="Fool!", body_html="<p>Fool!</p>", lang="en"
    )
    assert (await client.post(f"/comments/{said.id}/reports", data={"reason": "abuse"})).status_code == 303

    await a_manager(client)
    page = (await client.get("/triage/reports")).text
    assert "A number stands there" in page
    assert "Fool!" in page
    post, comment = await Report.all().order_by("id")
    silent = await client.post(f"/triage/reports/{post.id}/upholding", data={"reason": ""})
    assert silent.status_code == 422
    await client.post(f"/triage/reports/{post.id}/upholding", data={"reason": "Numbers are private."})
    await client.post(f"/triage/reports/{comment.id}/dismissal", data={"reason": "Rough, but meant well."})

    assert (await Idea.get(id=idea.id)).hidden_at
    assert not (await Comment.get(id=said.id)).hidden_at
    record = (await client.get("/triage/audit")).text
    assert "Numbers are private." in record
    assert "Rough, but meant well." in record
    assert "No report waits" in (await client.get("/triage/reports")).text


async def test_staff_vote_for_somebody_whom_they_find_by_name(client: httpx.AsyncClient) -> None:
    idea = await an_idea()
    kims = [await a_person(name) for name in ("Kim Ara", "Kim Bora")]
    await sign_in(client, await a_person("Emil", "employee"))
    page = f"/ideas/{idea.id}/votes-for"

    several = await client.post(page, data={"who": "kim"})
    assert several.status_code == 422
    assert "choose one of them" in several.text
    assert f'name="person" value="{kims[1].id}"' in several.text
    assert "No customer or partner" in (await client.post(page, data={"who": "nobody@example.com"})).text
    assert (await client.post(page, data={"who": "kim", "person": str(kims[1].id)})).status_code == 303
    assert (await client.post(page, data={"who": kims[0].email})).status_code == 303
    assert await votes_of(idea) == 2

    shown = (await client.get(f"/ideas/{idea.id}", follow_redirects=True)).text
    assert "cast by" in shown
    await client.post(f"{page}/withdrawal", data={"person": str(kims[0].id)})
    assert await votes_of(idea) == 1
    await sign_in(client, kims[1])
    assert "Emil voted for you" in (await client.get(f"/ideas/{idea.id}", follow_redirects=True)).text


async def test_a_voter_says_how_much_it_matters(client: httpx.AsyncClient) -> None:
    grace = await sign_in(client, await a_person("Grace"))
    idea = await an_idea()
    early = await client.post(f"/ideas/{idea.id}/vote/weight", data={"weight": "3"})
    assert early.status_code == 409

    voted = (await client.post(f"/ideas/{idea.id}/vote", headers=IN_PLACE)).text
    assert f'id="weight-{idea.id}-3" aria-pressed="false"' in voted
    weighed = await client.post(f"/ideas/{idea.id}/vote/weight", data={"weight": "3"}, headers=IN_PLACE)

    assert f'id="weight-{idea.id}-3" aria-pressed="true"' in weighed.text
    assert (await Vote.get(idea=idea, person=grace)).weight == 3
    assert await events(idea, "vote.weighed") == 1
    assert "How much does it matter" not in (await client.get("/")).text

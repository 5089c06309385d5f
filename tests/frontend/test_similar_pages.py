"""Being shown what is like one's own words, or like an idea, as a browser meets it."""

import re

import httpx

from activity.models import Submission
from frontend.similar_views import worth_showing
from ideas.models import Idea
from people import sign_in as signing_in
from people.models import SignIn
from tests.frontend.test_search_pages import IN_PLACE, TYPED, WANTED, asked, carried
from tests.makers import a_board, a_person, an_idea, sign_in, votes_of
from voting.models import Vote
from voting.operations import cast_vote


async def test_without_javascript_a_step_asks_before_the_same_is_posted_again(
    client: httpx.AsyncClient,
) -> None:
    there = await an_idea(WANTED)
    await sign_in(client, await a_person("Ada"))

    step = await client.post("/ideas", data={**TYPED, "ask_similar": "1"})

    assert step.status_code == 200
    assert await Idea.all().count() == 1
    assert WANTED in step.text
    assert "Received" in step.text
    assert "0 votes" in step.text
    kept = carried(step.text)
    assert {name: kept[name] for name in TYPED} == TYPED
    assert "ask_similar" not in kept
    assert f'formaction="/ideas/{there.id}/vote/instead"' in step.text

    first = await client.post("/ideas", data=kept)
    again = await client.post("/ideas", data=kept)
    late = await client.post("/ideas", data={**kept, "ask_similar": "1"})
    assert first.status_code == again.status_code == late.status_code == 303
    assert first.headers["location"] == again.headers["location"] == late.headers["location"]
    assert await Idea.all().count() == 2


async def test_it_is_posted_at_once_where_nobody_asks_or_nothing_is_clearly_the_same(
    client: httpx.AsyncClient,
) -> None:
    await an_idea(WANTED)
    await sign_in(client, await a_person("Ada"))
    other = {**TYPED, "ask_similar": "1", "title": "사진이 옆으로 누워요", "submission": "other"}

    assert (await client.post("/ideas", data={**TYPED, "submission": "program"})).status_code == 303
    assert (await client.post("/ideas", data=other)).status_code == 303
    seen = {**TYPED, "ask_similar": "1", "shown_for": TYPED["title"], "submission": "seen"}
    assert (await client.post("/ideas", data=seen)).status_code == 303
    assert await Submission.all().count() == 3


async def test_what_is_like_the_title_comes_while_it_is_typed(client: httpx.AsyncClient) -> None:
    there = await an_idea(WANTED)

    piece = await client.get("/ideas/similar", params={"title": TYPED["title"]}, headers=IN_PLACE)
    none = await client.get("/ideas/similar", params={"title": "날씨"}, headers=IN_PLACE)
    page = await asked(client, "/ideas/similar", title=TYPED["title"], board="ideas")

    assert piece.text.strip().startswith("<section")
    assert 'data-said="1 similar idea was found"' in piece.text
    assert f'name="shown_for" value="{TYPED["title"]}"' in piece.text
    assert f'formaction="/ideas/{there.id}/vote/instead"' in piece.text
    assert "data-said" not in none.text
    assert f'href="/ideas/{there.id}-' in page
    assert "board=ideas" in page


async def test_a_vote_instead_counts_and_loses_no_word(client: httpx.AsyncClient) -> None:
    there = await an_idea(WANTED)
    await sign_in(client, await a_person("Ada"))
    path = f"/ideas/{there.id}/vote/instead"

    whole = await client.post(path, data=TYPED)
    piece = await client.post(path, data=TYPED, headers=IN_PLACE)

    assert await votes_of(there) == 1
    for answer in (whole, piece):
        assert answer.status_code == 200
        assert "Your vote counts. What you wrote is still here." in answer.text
        assert "1 vote" in answer.text
        assert "formaction" not in answer.text.replace('formaction="/preview"', "")
    assert {name: carried(whole.text)[name] for name in TYPED} == TYPED
    assert await Idea.all().count() == 1


async def test_a_visitors_vote_instead_waits_for_the_sign_in_and_so_do_their_words(
    client: httpx.AsyncClient,
) -> None:
    await a_person("Grace", email="grace@example.com")
    there = await an_idea(WANTED)

    asked_to = await client.post(f"/ideas/{there.id}/vote/instead", data=TYPED)
    assert asked_to.headers["location"] == "/sign-in"
    assert "Your vote and what you wrote are kept" in (await client.get("/sign-in")).text
    await client.post("/sign-in", data={"email": "grace@example.com"})
    latest = await SignIn.all().order_by("-id").first()
    assert latest
    code, _ = signing_in.mail_secrets(latest)
    back = await client.post("/sign-in/code", data={"code": code})

    assert await votes_of(there) == 1
    assert re.fullmatch(r"/ideas/new\?draft=\d+", back.headers["location"])
    composer = (await client.get(back.headers["location"])).text
    assert f'value="{TYPED["title"]}"' in composer
    assert "**보고서**를 만들어요." in composer
    assert 'class="alike-voted"' in composer


async def test_a_vote_instead_that_comes_too_late_says_so(client: httpx.AsyncClient) -> None:
    there = await an_idea(WANTED)
    await Idea.filter(id=there.id).update(stage="declined")
    await sign_in(client, await a_person("Ada"))

    answer = await client.post(f"/ideas/{there.id}/vote/instead", data=TYPED)

    assert answer.status_code == 409
    assert 'role="alert"' in answer.text
    assert carried(answer.text)["body"] == TYPED["body"]


async def test_a_step_asks_also_where_other_words_say_the_same(client: httpx.AsyncClient) -> None:
    await an_idea("Dark mode for the calendar")
    await sign_in(client, await a_person("Ada"))
    words = {**TYPED, "ask_similar": "1", "title": "캘린더 야간 모드"}

    step = await client.post("/ideas", data=words)

    assert step.status_code == 200
    assert "Dark mode for the calendar" in step.text
    assert await Idea.all().count() == 1


async def test_what_takes_no_vote_says_why_and_leads_there(client: httpx.AsyncClient) -> None:
    there = await an_idea(WANTED)
    ada = await sign_in(client, await a_person("Ada"))

    async def piece() -> str:
        answer = await client.get("/ideas/similar", params={"title": TYPED["title"]}, headers=IN_PLACE)
        return answer.text

    assert "vote/instead" in await piece()
    await cast_vote(there.id, by=ada)
    assert "You voted for it already." in await piece()
    await Idea.filter(id=there.id).update(stage="declined")
    await Vote.filter(idea_id=there.id).delete()
    said = {"declined": "Voting is over.", "shipped": "It has been improved already."}
    for stage, why in said.items():
        await Idea.filter(id=there.id).update(stage=stage)
        closed = await piece()
        assert why in closed
        assert "vote/instead" not in closed
        assert re.search(
            rf'<a href="/ideas/{there.id}-[^"]*" target="_blank" rel="noopener">See what', closed
        )


def test_what_is_hardly_like_it_is_not_shown_and_of_the_rest_three() -> None:
    def shown(*likeness: float, clear: int = -1) -> list[float]:
        found = [{"likeness": value, "clear": number == clear} for number, value in enumerate(likeness)]
        return [each["likeness"] for each in worth_showing(found)]

    assert shown(0.39, 0.3, 0.25, 0.22, 0.1) == [0.39, 0.3, 0.25]
    assert shown(0.9, 0.8, 0.7, 0.6, 0.1) == [0.9, 0.8, 0.7, 0.6]
    assert shown(0.19, 0.15) == []
    assert shown(0.19, 0.15, clear=0) == [0.19]


async def test_votes_that_a_board_hides_are_not_shown_beside_what_is_similar(
    client: httpx.AsyncClient,
) -> None:
    await a_board("quiet", hide_counts=True)
    there = await an_idea(WANTED, board="quiet")
    for name in ("Linus", "Grace"):
        await cast_vote(there.id, by=await a_person(name))

    piece = (await client.get("/ideas/similar", params={"title": TYPED["title"]}, headers=IN_PLACE)).text
    assert WANTED in piece
    assert "2 votes" not in piece
    await sign_in(client, await a_person("Emil", "employee"))
    piece = (await client.get("/ideas/similar", params={"title": TYPED["title"]}, headers=IN_PLACE)).text
    assert "2 votes" in piece


async def test_others_like_an_idea_come_as_a_piece_and_as_a_page(client: httpx.AsyncClient) -> None:
    one, other = await an_idea(WANTED), await an_idea(TYPED["title"])

    page = await asked(client, f"/ideas/{one.id}/similar")
    piece = (await client.get(f"/ideas/{one.id}/similar", headers=IN_PLACE)).text
    whole = (await client.get(f"/ideas/{one.id}", follow_redirects=True)).text

    for text in (page, piece):
        assert f'href="/ideas/{other.id}-' in text
    assert piece.strip().startswith("<section")
    assert f'href="/ideas/{one.id}/similar" data-arrive="#others"' in whole
    assert f"/ideas/{other.id}-" not in whole

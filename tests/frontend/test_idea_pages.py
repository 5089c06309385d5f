"""Ideas as a browser without JavaScript meets them."""

import re

import httpx
import pytest
from starlette.applications import Starlette

from ideas.models import Comment, Idea
from ideas.moves import Reasons, move
from people import intents, sessions
from people.models import Person
from tests.conftest import a_browser
from tests.makers import a_board, a_comment, a_person, an_idea, sign_in, votes_of

pytestmark = pytest.mark.a_page

GOOD = {
    "kind": "idea",
    "board": "ideas",
    "title": "다크 모드를 지원해 주세요",
    "body": "**밤**에 눈이 아파요.",
    "tags": "화면",
}


async def open_idea(client: httpx.AsyncClient, idea: Idea) -> str:
    answer = await client.get(f"/ideas/{idea.id}", follow_redirects=True)
    assert answer.status_code == 200, answer.text
    return answer.text


async def test_a_member_posts_and_reads_it(client: httpx.AsyncClient) -> None:
    await sign_in(client, await a_person("Ada"))

    posted = await client.post("/ideas", data=GOOD)

    assert posted.status_code == 303
    page = (await client.get(posted.headers["location"])).text
    assert "<strong>밤</strong>" in page
    assert re.search(r'<h1[^>]*lang="ko"[^>]*>다크 모드를 지원해 주세요', page)
    assert "다크 모드를 지원해 주세요" in (await client.get("/")).text


async def test_bad_input_gets_a_sentence_at_the_field_and_loses_nothing(client: httpx.AsyncClient) -> None:
    await sign_in(client, await a_person("Ada"))

    refused = await client.post("/ideas", data={**GOOD, "title": "가", "tags": "a,b,c,d,e,f,g,h,i"})

    assert refused.status_code == 422
    assert "at least 3 characters" in refused.text
    assert "Use 8 tags at most" in refused.text
    assert "**밤**에 눈이 아파요." in refused.text
    assert 'value="a,b,c,d,e,f,g,h,i"' in refused.text
    assert await Idea.all().count() == 0


async def test_the_preview_shows_the_words_and_keeps_the_form(client: httpx.AsyncClient) -> None:
    whole = await client.post("/preview", data=GOOD)
    piece = await client.post("/preview", data=GOOD, headers={"x-fragment": "1"})

    assert "<strong>밤</strong>" in whole.text
    assert "**밤**에 눈이 아파요." in whole.text
    assert "<strong>밤</strong>" in piece.text
    assert "<html" not in piece.text


async def test_an_idea_is_found_by_its_number_whatever_its_words(client: httpx.AsyncClient) -> None:
    idea = await an_idea("다크 모드 / 부탁해요?")

    assert (await client.get(f"/ideas/{idea.id}")).status_code == 301
    right = (await client.get(f"/ideas/{idea.id}-old-words", follow_redirects=True)).url
    assert right.path == f"/ideas/{idea.id}-다크-모드-부탁해요"
    signs = await an_idea("!!!???")
    assert (await client.get(f"/ideas/{signs.id}")).status_code == 200


async def test_a_vote_goes_there_and_back_without_javascript_and_as_a_piece(
    client: httpx.AsyncClient,
) -> None:
    grace = await sign_in(client, await a_person("Grace"))
    idea = await an_idea()

    answer = await client.post(f"/ideas/{idea.id}/vote", data={"next": "/?sort=new"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/?sort=new")
    assert await votes_of(idea) == 1
    assert 'aria-pressed="true"' in (await client.get("/")).text
    piece = await client.post(f"/ideas/{idea.id}/vote/withdrawal", headers={"x-fragment": "1"})
    assert piece.status_code == 200
    assert 'aria-pressed="false"' in piece.text
    assert await votes_of(idea) == 0
    assert grace.id


async def test_after_a_write_nobody_is_led_to_another_site(client: httpx.AsyncClient) -> None:
    await sign_in(client, await a_person("Grace"))
    idea = await an_idea()

    for trap in ("//evil.test", "https://evil.test", "/\\evil.test", "javascript:alert(1)"):
        answer = await client.post(f"/ideas/{idea.id}/vote", data={"next": trap})
        assert answer.headers["location"].startswith(f"/ideas/{idea.id}")


async def test_comments_answers_and_their_audiences_on_the_page(
    app: Starlette, client: httpx.AsyncClient
) -> None:
    ada, emil = await a_person("Ada"), await a_person("Emil", "employee", department="Billing")
    idea = await an_idea(by=ada)
    await sign_in(client, emil)
    for words, audience, answer in (
        ("Hello all", "everyone", ""),
        ("Psst Ada", "author", ""),
        ("Us", "staff", ""),
    ):
        sent = await client.post(
            f"/ideas/{idea.id}/comments", data={"body": words, "audience": audience, "is_answer": answer}
        )
        assert sent.status_code == 303
    await client.post(f"/ideas/{idea.id}/comments", data={"body": "It is planned.", "is_answer": "yes"})

    staff_page = await open_idea(client, idea)
    async with a_browser(app) as visitor, a_browser(app) as authors:
        await sign_in(authors, ada)
        public, authors_page = await open_idea(visitor, idea), await open_idea(authors, idea)

    assert "Only staff can read this" in staff_page
    assert "Us</p>" in staff_page
    assert "Psst Ada" in authors_page
    assert "Us</p>" not in authors_page
    assert "Psst" not in public
    assert "Official answer" in public
    assert "Billing" in public


async def test_a_refused_comment_keeps_its_words(client: httpx.AsyncClient) -> None:
    await sign_in(client, await a_person("Ada"))
    idea = await an_idea()

    whole = await client.post(f"/ideas/{idea.id}/comments", data={"body": "words " * 2000})
    piece = await client.post(
        f"/ideas/{idea.id}/comments", data={"body": "words " * 2000}, headers={"x-fragment": "1"}
    )

    for refused in (whole, piece):
        assert refused.status_code == 422
        assert "at most 10000 characters" in refused.text
        assert "words words words" in refused.text
    assert await Comment.all().count() == 0


async def test_staff_move_with_a_reason_that_everyone_reads(
    app: Starlette, client: httpx.AsyncClient
) -> None:
    idea = await an_idea()
    await sign_in(client, await a_person("Mina", "manager", department="Product"))

    refused = await client.post(
        f"/ideas/{idea.id}/stage", data={"stage": "declined", "alternative": "Use the app"}
    )
    assert refused.status_code == 422
    assert "Use the app" in refused.text
    done = await client.post(
        f"/ideas/{idea.id}/stage",
        data={"stage": "declined", "reason": "Too dear", "kind": "cost", "revisit_on": "2999-01-01"},
    )

    assert done.status_code == 303
    async with a_browser(app) as visitor:
        page = await open_idea(visitor, idea)
    for words in ("Too dear", "Too costly", "Mina", "2999"):
        assert words in page


@pytest.mark.parametrize(
    ("path", "data", "said"),
    [
        ("owner", {"owner": "{me}"}, "The owner was changed."),
        ("tags", {"tags": "엑셀, export"}, "The tags were saved."),
        ("hiding", {"reason": "A phone number"}, "It is hidden now."),
    ],
)
async def test_staff_forms_say_once_what_they_did(
    client: httpx.AsyncClient, path: str, data: dict[str, str], said: str
) -> None:
    mina = await sign_in(client, await a_person("Mina", "manager"))
    idea = await an_idea()

    answer = await client.post(
        f"/ideas/{idea.id}/{path}", data={name: value.format(me=mina.id) for name, value in data.items()}
    )

    assert answer.status_code == 303, answer.text
    done = await client.get(answer.headers["location"])
    assert done.status_code == 200
    assert said in done.text
    assert said not in (await client.get(answer.headers["location"])).text


async def test_a_refused_form_brings_one_pair_of_follow_buttons(client: httpx.AsyncClient) -> None:
    idea = await an_idea()
    await sign_in(client, await a_person("Mina", "manager"))
    refused = await client.post(f"/ideas/{idea.id}/stage", data={"stage": "declined"})

    assert refused.status_code == 422
    assert refused.text.count(f'id="follow-{idea.id}"') == 1


async def test_customers_have_no_staff_forms_and_cannot_post_them(client: httpx.AsyncClient) -> None:
    idea = await an_idea()
    await sign_in(client, await a_person("Cleo"))

    assert "/stage" not in await open_idea(client, idea)
    for path in ("stage", "owner", "tags", "board", "hiding", "restoring", "release"):
        assert (await client.post(f"/ideas/{idea.id}/{path}", data={"stage": "planned"})).status_code == 403


async def test_what_is_not_there_and_what_is_not_for_you_look_the_same(client: httpx.AsyncClient) -> None:
    await a_board("secret", audience="staff")
    idea = await an_idea(by=await a_person("Emil", "employee"), board="secret")
    paths = [
        f"/ideas/{idea.id}",
        "/ideas/999999",
        "/boards/secret",
        "/boards/none",
        "/nowhere",
        "/ideas/" + "9" * 40,
    ]

    answers = [await client.get(path) for path in paths]

    assert {answer.status_code for answer in answers} == {404}
    bodies = {re.sub(r'(value|href)="[^"]*"', "", answer.text) for answer in answers}
    assert len(bodies) == 1


async def test_writes_from_another_site_are_refused(client: httpx.AsyncClient) -> None:
    await sign_in(client, await a_person("Grace"))
    idea = await an_idea()
    path = f"/ideas/{idea.id}/vote"

    for headers in (
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "cross-site", "origin": "http://madang.test"},
        {"sec-fetch-site": "", "origin": "http://evil.test"},
        {"sec-fetch-site": "", "origin": "null"},
    ):
        given = {name: value for name, value in headers.items() if value}
        request = client.build_request("POST", path)
        del request.headers["sec-fetch-site"]
        request.headers.update(given)
        assert (await client.send(request)).status_code in (403,), headers
    bare = client.build_request("POST", path)
    del bare.headers["sec-fetch-site"]
    assert (await client.send(bare)).status_code == 403
    assert await votes_of(idea) == 0


async def test_a_get_never_changes_anything(client: httpx.AsyncClient) -> None:
    await sign_in(client, await a_person("Grace"))
    idea = await an_idea()

    for path in ("vote", "vote/withdrawal", "comments", "subscription", "stage", "withdrawal", "hiding"):
        assert (await client.get(f"/ideas/{idea.id}/{path}")).status_code in (404, 405)
    assert await votes_of(idea) == 0


async def test_the_story_tells_everything_but_votes_in_words(client: httpx.AsyncClient) -> None:
    mina = await a_person("Mina", "manager")
    idea = await an_idea()
    for _ in range(3):
        await sign_in(client, await a_person())
        await client.post(f"/ideas/{idea.id}/vote")
    await move(idea.id, to="planned", by=mina, why=Reasons("In spring."))
    await a_comment(idea, by=mina, answer=True)

    page = await open_idea(client, idea)

    assert "3 votes came in" in page
    assert "In spring." in page


async def test_people_who_hide_their_name_are_not_named_and_no_address_is_ever_shown(
    client: httpx.AsyncClient,
) -> None:
    idea = await an_idea()
    shown, shy = await a_person("Shown Person"), await a_person("Shy Person", name_shown=False)
    for person in (shown, shy):
        await sign_in(client, person)
        await client.post(f"/ideas/{idea.id}/vote")
    client.cookies.clear()

    page = await open_idea(client, idea)

    assert "Shown Person" in page
    assert "Shy Person" not in page
    assert "@example.com" not in page


async def test_show_more_keeps_the_place(client: httpx.AsyncClient) -> None:
    ada = await a_person("Ada")
    for number in range(25):
        await an_idea(f"Idea number {number}", by=ada)

    first = (await client.get("/?sort=new")).text
    more = re.search(r'href="([^"]+after=[^"]+)"', first)
    assert more
    second = (await client.get(more[1].replace("&amp;", "&"))).text

    numbers = [re.findall(r'id="idea-(\d+)"', page) for page in (first, second)]
    assert [len(page) for page in numbers] == [20, 5]
    assert not set(numbers[0]) & set(numbers[1])


async def test_a_draft_survives_the_sign_in(client: httpx.AsyncClient) -> None:
    refused = await client.post("/ideas", data=GOOD, headers={"referer": "http://madang.test/ideas/new"})
    assert (refused.status_code, refused.headers["location"]) == (303, "/sign-in")
    assert await Idea.all().count() == 0


async def test_a_draft_that_comes_back_says_that_it_isnt_posted(client: httpx.AsyncClient) -> None:
    grace, idea = await sign_in(client, await a_person("Grace")), await an_idea()
    said = {"body": "어두운 화면이 좋아요"}
    for kind, data, subject in (("create_idea", GOOD, None), ("create_comment", said, idea.id)):
        kept, key = await intents.keep(kind, "/", data, subject)
        await intents.claim(key, grace)
        path = f"/ideas/{idea.id}" if subject else "/ideas/new"
        page = await client.get(path, params={"draft": kept}, follow_redirects=True)
        assert data["body"] in page.text
        assert "What you wrote is here again." in page.text
        assert "What you wrote is here again." not in (await client.get(page.url.path)).text


async def test_a_page_for_someone_is_never_kept_for_another(client: httpx.AsyncClient) -> None:
    person: Person = await sign_in(client, await a_person("Grace"))
    answer = await client.get("/")

    assert "private" in answer.headers["cache-control"]
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert await sessions.sessions_of(person)

"""Searching, and being shown what is like one's own words, as a browser meets them."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from starlette.applications import Starlette

from core import limits
from core.words import LOCALES, _
from frontend.translations import speaking_locale
from ideas.loop import Stage
from ideas.search.asking import asked as read
from tests.conftest import a_browser
from tests.makers import a_board, a_comment, a_person, an_idea, sign_in

IN_PLACE = {"x-fragment": "1"}
WANTED = "엑셀로 다운로드할 수 있게 해 주세요"
TYPED = {
    "kind": "idea",
    "board": "ideas",
    "title": "엑셀 다운로드 할 수 있게 해 주세요",
    "body": "**보고서**를 만들어요.",
    "tags": "엑셀",
    "submission": "one-form",
    "next": "/ideas/new",
}


def titles(page: str) -> list[str]:
    """The titles of a list's rows, without marks."""
    found = re.findall(r'<h2 class="row-title"><a [^>]*>(.*?)</a></h2>', page)
    return [unescape(re.sub(r"</?mark>", "", each)) for each in found]


def carried(page: str) -> dict[str, str]:
    """The hidden fields of a page's forms."""
    return {
        name: unescape(value) for name, value in re.findall(r'type="hidden" name="(.*?)" value="(.*?)"', page)
    }


async def asked(client: httpx.AsyncClient, path: str = "/", **query: str) -> str:
    answer = await client.get(path, params=query)
    assert answer.status_code == 200, answer.text
    return answer.text


async def test_found_words_are_marked_and_keep_their_language(client: httpx.AsyncClient) -> None:
    await an_idea("달력에 다크 모드를 넣어 주세요", body="밤에 눈이 아파요.")
    await an_idea("Print the calendar", body="On paper.")

    page = await asked(client, q="다크모드")

    assert titles(page) == ["달력에 다크 모드를 넣어 주세요"]
    assert re.search(r'<a href="/ideas/\d+-[^"]*" lang="ko">달력에 <mark>다크 모드</mark>', page)
    assert '<q lang="ko">다크모드</q>' in page
    assert "<title>Search: 다크모드" in page
    assert 'name="robots" content="noindex"' in page
    assert 'class="intro"' not in page


async def test_a_tag_with_the_words_is_marked_and_stands_among_those_that_are_shown(
    client: httpx.AsyncClient,
) -> None:
    await an_idea("Print it", body="On paper.", tags="a, b, c, 다크-모드, night")

    page = await asked(client, q="다크모드")

    assert re.findall(r'<a class="tag" [^>]*>#(.*?)</a>', page) == ["<mark>다크-모드</mark>", "a", "b"]
    assert "<mark>" not in await asked(client)


async def test_nothing_that_is_typed_or_found_becomes_markup(client: httpx.AsyncClient) -> None:
    await an_idea("<script>alert(1)</script> calendar", body="calendar <img src=x onerror=alert(2)>")

    for words in (
        "calendar",
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(3)>',
        "' OR 1=1 --",
        "%",
    ):
        page = await asked(client, q=words)
        assert "<script>alert" not in page
        assert "<img" not in page
    assert "&lt;script&gt;" in await asked(client, q="calendar")


async def test_what_was_said_in_a_comment_leads_to_that_comment(client: httpx.AsyncClient) -> None:
    idea = await an_idea("Print it", body="On paper.")
    said = await a_comment(idea, "Zebra stripes would help.")

    page = await asked(client, q="zebra")

    assert titles(page) == ["Print it"]
    assert "In a comment:" in page
    assert re.search(
        rf'href="/ideas/{idea.id}-print-it#comment-{said.id}" lang="en">.*<mark>Zebra</mark>', page
    )


async def test_a_search_keeps_the_filters_and_the_filters_keep_the_search(client: httpx.AsyncClient) -> None:
    await a_board("tools")
    await an_idea("Print the calendar", board="tools")
    await an_idea("The calendar is slow", kind="complaint")

    form = re.search(
        r'<form class="search".*?</form>', await asked(client, kind="complaint", sort="new"), re.S
    )
    assert form
    assert carried(form[0]) == {"kind": "complaint"}

    page = await asked(client, q="calendar", kind="complaint")
    assert titles(page) == ["The calendar is slow"]
    links = [parse_qs(urlsplit(unescape(each)).query) for each in re.findall(r'href="(/\?[^"#]*)"', page)]
    beside = [each for each in links if "tag" not in each]
    assert all(each.get("q") == ["calendar"] for each in beside)
    assert {"q": ["calendar"], "kind": ["complaint"], "sort": ["top"]} in beside
    assert {"q": ["calendar"]} in beside

    board = await asked(client, "/boards/tools", q="calendar")
    assert titles(board) == ["Print the calendar"]
    assert re.search(r'<form class="search" role="search" method="get" action="/boards/tools"', board)
    assert 'href="/?q=calendar"' in board


async def test_each_row_is_found_once_on_the_way_through_the_pages(client: httpx.AsyncClient) -> None:
    author = await a_person("Ada")
    for number in range(23):
        await an_idea(f"Calendar number {number}", by=author)

    first = await asked(client, q="calendar")
    more = re.search(r'href="([^"]*)" data-more', first)
    assert more
    rest = (await client.get(unescape(more[1]), headers=IN_PLACE)).text

    assert parse_qs(urlsplit(unescape(more[1])).query)["q"] == ["calendar"]
    assert sorted(titles(first) + titles(rest)) == sorted(f"Calendar number {number}" for number in range(23))
    assert "data-more" not in rest


async def test_a_slip_of_the_finger_is_put_right_and_said(client: httpx.AsyncClient) -> None:
    await an_idea("Print the calendar")

    page = await asked(client, q="calednar")

    assert titles(page) == ["Print the calendar"]
    assert re.search(r"Showing results for <a href=\"/\?q=calendar\"[^>]*><strong>calendar</strong>", page)


async def test_where_nothing_is_found_there_are_ways_on(client: httpx.AsyncClient) -> None:
    await a_board("tools")

    page = await asked(client, "/boards/tools", q="umbrella stand -red", kind="idea")

    assert "Nothing was found" in page
    assert 'href="/ideas/new?title=umbrella+stand&amp;board=tools"' in page
    assert 'href="/boards/tools?q=umbrella+stand+-red"' in page
    assert 'href="/?q=umbrella+stand+-red&amp;kind=idea"' in page
    begun = await asked(client, "/ideas/new", title="umbrella stand", board="tools")
    assert 'value="umbrella stand"' in begun


async def test_operators_are_explained_and_work(client: httpx.AsyncClient) -> None:
    await an_idea("Print the calendar", tags="paper")
    await an_idea("Calendar on a phone")

    assert titles(await asked(client, q="calendar tag:paper")) == ["Print the calendar"]
    assert titles(await asked(client, q="calendar -phone")) == ["Print the calendar"]
    assert titles(await asked(client, q='"on a phone"')) == ["Calendar on a phone"]
    assert titles(await asked(client, q="calendar stage:planned")) == []
    assert len(titles(await asked(client, q="calendar 단계:received"))) == 2
    assert titles(await asked(client, q="phone 태그:paper")) == []


async def test_the_help_names_a_board_and_a_tag_that_there_are(client: httpx.AsyncClient) -> None:
    def examples(page: str) -> list[str]:
        return [unescape(each) for each in re.findall(r"<dt><code>(.*?)</code></dt>", page)]

    assert not [each for each in examples(await asked(client)) if each.startswith("tag:")]
    await an_idea("Print the calendar", tags="paper", by=await a_person("Grace Hopper"))

    there = examples(await asked(client))
    assert {"stage:planned", "tag:paper", 'author:"Grace Hopper"'} < set(there)
    for each in there:
        if each.partition(":")[0] in ("tag", "author", "board"):
            assert titles(await asked(client, q=each)) == ["Print the calendar"], each


@pytest.mark.parametrize("lang", ["en", "ko"])
async def test_stages_and_kinds_have_their_names_in_both_languages_whoever_asks(
    client: httpx.AsyncClient, lang: str
) -> None:
    client.headers["accept-language"] = lang
    for stage in Stage:
        for code in LOCALES:
            with speaking_locale(code):
                names = {_(stage.label), _(stage.label_for("complaint"))}
            for name in names:
                assert read(f'단계:"{name}" x').stage == read(f"stage: {name} x").stage == stage.value, name
    await an_idea("Print the calendar", kind="complaint")

    for words in ("단계: 접수", "stage:received", "종류: 불편", "kind:complaint", "calendar 단계:Received"):
        assert titles(await asked(client, q=words)) == ["Print the calendar"], words


async def test_a_stage_that_there_is_not_is_said_and_those_that_there_are_lead_on(
    client: httpx.AsyncClient,
) -> None:
    await an_idea("Print the calendar")

    page = await asked(client, q="calendar stage:nonsense")
    assert titles(page) == []
    assert "There is no stage <q" in page
    assert "Nobody wrote that" not in page
    lead = re.search(r'href="([^"]*)"[^>]*>Received</a></li>\s*<li><a class="toggle"', page)
    assert lead
    assert titles((await client.get(unescape(lead[1]))).text) == ["Print the calendar"]
    assert "There is no kind <q" in await asked(client, q="kind:wish")
    page = await asked(client, q="calendar board:nowhere")
    assert "There is no board <q" in page
    assert 'href="/boards/ideas?q=calendar"' in page


async def test_a_minus_alone_asks_for_a_word(client: httpx.AsyncClient) -> None:
    await an_idea("Print the calendar")

    for words in ("-calendar", "-", "ㅋㅋ"):
        page = await asked(client, q=words)
        assert "A search needs a word to look for" in page, words
        assert "Nothing was found" not in page


async def test_other_words_for_the_same_stand_under_a_line_of_their_own(client: httpx.AsyncClient) -> None:
    await an_idea("Dark mode", body="For the night.")
    await an_idea("글씨를 보다 크게", body="")

    page = await asked(client, q="다크 모드")
    assert titles(page) == ["Dark mode"]
    assert "Found by words that mean the same" in page
    assert "Nothing has the very words" in page
    assert "Nothing was found" not in page
    await an_idea("다크 모드를 달력에", body="")
    page = await asked(client, q="다크 모드")
    assert titles(page) == ["다크 모드를 달력에", "Dark mode"]
    assert page.index("<mark>모드</mark>를") < page.index("Found by words") < page.index("<mark>Dark</mark>")
    assert "Found by words" not in await asked(client, q="night")


async def test_too_many_searches_are_slowed_down_and_lose_no_word(
    client: httpx.AsyncClient, app: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(limits.LIMITS, "search", "2/minute")
    monkeypatch.setitem(limits.LIMITS, "similar", "2/minute")
    ada = await a_person("Ada")
    for number in range(2):
        await asked(client, q=f"calendar {number}")
        await asked(client, "/ideas/similar", title=f"calendar {number}")

    slowed = await client.get("/", params={"q": 'dark "mode" & more', "kind": "idea"})
    assert slowed.status_code == 429
    assert int(slowed.headers["retry-after"]) > 0
    assert "dark &#34;mode&#34; &amp; more</q>" in slowed.text
    again = re.search(r'<a class="button button-primary" href="([^"]*)">Look for it again', slowed.text)
    assert again
    assert parse_qs(urlsplit(unescape(again[1])).query) == {"q": ['dark "mode" & more'], "kind": ["idea"]}
    for path in ("/ideas/similar?title=x", "/boards/ideas?q=y"):
        assert (await client.get(path)).status_code == 429
    typing = await client.get("/ideas/similar", params={"title": "x"}, headers=IN_PLACE)
    assert typing.status_code == 429
    assert "<" not in typing.text
    assert (await client.get("/")).status_code == 200
    async with a_browser(app) as beside:  # whoever is signed in at the same address counts alone
        await sign_in(beside, ada)
        assert (await beside.get("/", params={"q": "calendar"})).status_code == 200


@pytest.mark.parametrize("role", ["", "customer"])
async def test_what_a_reader_may_not_see_is_neither_found_nor_suggested(
    client: httpx.AsyncClient, app: Starlette, role: str
) -> None:
    await a_board("inner", audience="staff")
    emil = await a_person("Emil", "employee")
    inner = await an_idea(f"{WANTED} zsecret", by=emil, board="inner")
    shown = await an_idea("엑셀 파일 이름", by=emil)
    await a_comment(shown, "엑셀 zwhisper", by=emil, audience="staff")
    if role:
        await sign_in(client, await a_person("Ada", role))
    pages = [
        (await client.get("/", params={"q": words})).text
        for words in ("엑셀", "zsecret", "zsecrte", "zwhisper")
    ]
    title = {"title": inner.title.replace("zsecret", "")}
    pages += [
        (await client.get("/ideas/similar", params=title, headers=headers)).text for headers in ({}, IN_PLACE)
    ]
    pages.append((await client.get(f"/ideas/{shown.id}/similar")).text)

    assert "zsecret" not in "".join(
        page.replace("zsecret</q>", "").replace('"zsecret"', "") for page in pages[2:]
    )
    assert f"/ideas/{inner.id}" not in "".join(pages)
    assert "#comment-" not in "".join(pages)
    for headers in ({}, IN_PLACE):
        assert (await client.get(f"/ideas/{inner.id}/similar", headers=headers)).status_code == 404
    if role:
        posted = await client.post("/ideas", data={**TYPED, **title, "ask_similar": "1"})
        assert posted.status_code == 303
    async with a_browser(app) as desk:
        await sign_in(desk, emil)
        assert f"/ideas/{inner.id}" in (await desk.get("/", params={"q": "zsecret"})).text

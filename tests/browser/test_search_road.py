"""What is like one's words is seen while one writes them, and what is sought is found, in a browser."""

import re

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Yard
from tests.browser.test_gates import VIOLATIONS
from tests.browser.test_roads import handle_of, someone
from tests.browser.test_triage import of, posting

pytestmark = pytest.mark.browser

THERE = "우산꽂이 자리를 예약 화면에서 고르게 해 주세요"
SYLLABLES = (("우", "웃", "우사", "우산"), ("ㄲ", "꼬", "꽂"), ("이",), (" ",), ("자",), ("ㄹ", "리"))
"""How a Korean keyboard makes 우산꽂이 자리: each group is one stretch of composing."""


def test_somebody_votes_instead_of_writing_it_again(yard: Yard, chromium: Browser) -> None:
    there = yard.ask(posting(THERE))
    before = of(yard, there, "votes")
    context = someone(
        yard, chromium, handle_of(yard, "partner"), "ko", viewport={"width": 390, "height": 844}
    )
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda sent: asked.append(sent.url) if "/ideas/similar?" in sent.url else None)
    page.goto(f"{yard.url}/ideas/new?kind=complaint")
    page.fill("textarea[name=body]", "비 오는 날 손님이 많아요.")
    page.focus("input[name=title]")

    write_in_korean(page)
    expect(page.locator("#similar")).to_contain_text(THERE)
    expect(page.locator("#live")).to_have_text(re.compile(r"비슷한 글 \d+개를 찾았어요|\d+ similar ideas? w"))
    expect(page.locator("input[name=title]")).to_be_focused()
    expect(page.locator("input[name=title]")).to_have_value("우산꽂이 자리")
    assert len(asked) < sum(map(len, SYLLABLES)), "it is asked for when the typing rests, not at every key"
    assert page.evaluate(f"{AXE_SCRIPT}; {VIOLATIONS}") == []

    page.locator(f"#instead-{there}").click()
    expect(page.locator(f"#instead-{there}.alike-voted")).to_be_focused()
    assert of(yard, there, "votes") == before + 1
    expect(page.locator("textarea[name=body]")).to_have_value("비 오는 날 손님이 많아요.")
    expect(page.locator("input[name=title]")).to_have_value("우산꽂이 자리")
    page.reload()
    expect(page.locator("input[name=title]")).to_have_value("우산꽂이 자리")
    expect(page.locator("textarea[name=body]")).to_have_value("비 오는 날 손님이 많아요.")
    expect(page.locator(f"#instead-{there}.alike-voted")).to_be_visible()
    context.close()


def write_in_korean(page: Page) -> None:
    keyboard = page.context.new_cdp_session(page)
    for stretch in SYLLABLES:
        for half in stretch:
            keyboard.send(
                "Input.imeSetComposition",
                {"text": half, "selectionStart": len(half), "selectionEnd": len(half)},
            )
        keyboard.send("Input.insertText", {"text": stretch[-1]})


def test_a_slash_leads_to_the_search_and_what_is_like_an_idea_comes_into_sight(
    yard: Yard, chromium: Browser
) -> None:
    there, alike = (yard.ask(posting(title)) for title in ("벽시계 알람을 꺼 주세요", "벽시계 알람 끄기"))
    page = chromium.new_context(locale="ko-KR", viewport={"width": 1440, "height": 900}).new_page()
    page.goto(f"{yard.url}/roadmap")
    page.dispatch_event("body", "keydown", {"key": "Process", "code": "Slash", "bubbles": True})
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.type("벽시계/알람")
    expect(page.locator("#search")).to_have_value("벽시계/알람")
    page.fill("#search", "벽시계알람")
    page.keyboard.press("Enter")

    expect(page.locator(f"#idea-{there} mark").first).to_have_text("벽시계 알람")
    expect(page.locator(f"#idea-{alike}")).to_be_visible()
    page.locator(".operators summary").click()
    expect(page.locator("#slash-on")).to_be_checked()
    assert page.evaluate(f"{AXE_SCRIPT}; {VIOLATIONS}") == []
    page.locator("#slash-on").uncheck()
    page.keyboard.press("Escape")
    expect(page.locator(".operators .menu-panel")).to_be_hidden()
    page.keyboard.press("/")
    expect(page.locator("#search")).not_to_be_focused()

    page.locator(f"#idea-{there} .row-title a").click()
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    expect(page.locator("#others")).to_contain_text("벽시계 알람 끄기")
    page.context.close()

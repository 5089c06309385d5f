"""The loop, walked whole in a browser, in Korean (with `--full` in each language): a complaint, its duplicate, an
answer, the roadmap, an improvement with evidence, a no, a better improvement, a yes. Nobody touches the database on
the way."""

import re
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from core.clock import now
from tests.browser.conftest import FULL, Yard
from tests.browser.test_roads import someone, soon

pytestmark = pytest.mark.browser

COMPLAINERS = {"ko": ("manbok", "mina"), "en": ("daniel", "ploy")}
MANAGER, EMPLOYEE = "hyejin", "eunsook"

WORDS: dict[str, dict[str, Any]] = {
    "ko": {
        "first": "환불한 손님이 단골 목록에서 사라집니다",
        "second": "환불하면 손님 기록이 통째로 없어져요",
        "body": "전액 환불을 누르면 그 손님의 지난 예약까지 목록에서 없어집니다.",
        "answer": "환불을 취소로 처리해서 생긴 일입니다. 고치겠습니다.",
        "item": "환불해도 손님 기록 남기기",
        "changed": "환불은 환불로만 적고 손님 기록은 건드리지 않습니다.",
        "no": "부분 환불을 하면 아직도 사라져요.",
        "again": "부분 환불도 같은 방법으로 고쳤습니다.",
        "yes": "이제 그대로 있어요.",
        "stages": ("개선함", "해결 확인"),
        "told": "해결됐다고 답해서 해결이 확인됐어요",
    },
    "en": {
        "first": "A guest who gets a refund vanishes from my regulars",
        "second": "Refunding somebody erases their whole history",
        "body": "When I refund in full, the guest's earlier visits are gone from the list, too.",
        "answer": "We handled a refund as a cancellation. We'll put it right.",
        "item": "Keep a guest's history after a refund",
        "changed": "A refund is written down as a refund and leaves the guest alone.",
        "no": "With a partial refund they still vanish.",
        "again": "Partial refunds are handled in the same way now.",
        "yes": "They stay where they were.",
        "stages": ("Improved", "Confirmed solved"),
        "told": "says that it worked, so it is confirmed",
    },
}


def complain(page: Page, yard: Yard, title: str, body: str) -> str:
    """Post a complaint; where it stands."""
    page.goto(f"{yard.url}/ideas/new?kind=complaint")
    page.select_option("select[name=board]", "app")
    page.fill("input[name=title]", title)
    page.fill("textarea[name=body]", body)
    page.locator("#compose .button-primary").click()
    expect(page.locator("h1")).to_have_text(title)
    found = re.match(r".*/ideas/(\d+)", page.url)
    assert found
    return found[1]


def opened(page: Page, action: str) -> str:
    """Open the fold in which the form with this action stands; the form's selector."""
    form = f'form[action="{action}"]'
    page.evaluate(
        """selector => {
            for (let e = document.querySelector(selector); e; e = e.parentElement) if (e.open === false) e.open = true;
        }""",
        form,
    )
    return form


def submit(page: Page, form: str) -> None:
    with page.expect_navigation():
        page.locator(f"{form} button:not([formaction])").last.click()


def move_item(page: Page, item: str, to: str) -> None:
    page.goto(item)
    path = re.sub(r"^https?://[^/]+", "", item)
    form = opened(page, f"{path}/stage")
    page.select_option(f"{form} select[name=stage]", to)
    submit(page, form)


def improve(
    page: Page, yard: Yard, idea: str, words: dict[str, Any], changed: str, after: str, *, ship: bool
) -> None:
    """Write an improvement with a quote and a number before and after, look at it, and post it."""
    page.goto(f"{yard.url}/improvements/new?complaint={idea}")
    page.fill(f"[name=quote-{idea}]", words["body"].split(",")[0].split(".")[0][-12:])
    page.fill("input[name=title]", words["item"])
    page.fill("textarea[name=what_changed]", changed)
    for place, moment, value in ((0, "before", "31"), (1, "after", after)):
        assert page.locator(f"input[name=evidence-{place}-moment]").get_attribute("value") == moment
        page.fill(f"input[name=evidence-{place}-value]", value)
        page.fill(f"input[name=evidence-{place}-unit]", "%")
        page.fill(f"input[name=evidence-{place}-source]", "Support")
        page.fill(
            f"input[name=evidence-{place}-measured_at]",
            (now().date() - timedelta(days=2 - place)).isoformat(),
        )
    with page.expect_navigation():
        page.locator("#writing .compose-foot .button-primary").click()
    path = re.sub(r"^https?://[^/]+", "", page.url).split("?")[0]
    form = opened(page, f"{path}/publication")
    if ship:
        page.check(f"{form} input[name=ship]")
    submit(page, form)
    expect(page.locator("svg.chart, figure svg").first).to_be_visible()


def judge(page: Page, yard: Yard, idea: str, answer: str, comment: str) -> None:
    """Answer as whoever follows the link in the mail: the page asks, the button records."""
    page.goto(f"{yard.url}/ideas/{idea}/verdict?answer={answer}")
    form = f'form[action="/ideas/{idea}/verdict"]'
    expect(page.locator(f"{form} input[name=answer][value={answer}]")).to_be_checked()
    page.fill(f"{form} textarea[name=comment]", comment)
    submit(page, form)


def is_told(page: Page, yard: Yard, title: str, word: str) -> None:
    """Their notices speak of it, soon after it happened."""

    def look() -> bool:
        page.goto(f"{yard.url}/notices")
        said = page.locator("main li", has_text=title)
        return any(word in text for text in said.all_inner_texts())

    soon(look, f"a notice about “{word}”")


@pytest.mark.parametrize("locale", ["ko", "en"] if FULL else ["ko"])
def test_a_complaint_is_closed_by_the_people_who_complained(
    locale: str, yard: Yard, chromium: Browser
) -> None:
    words = WORDS[locale]
    shipped, confirmed = words["stages"]
    contexts: list[BrowserContext] = [
        someone(yard, chromium, handle, locale) for handle in (*COMPLAINERS[locale], MANAGER, EMPLOYEE)
    ]
    first, second, manager, employee = (context.new_page() for context in contexts)
    idea = complain(first, yard, words["first"], words["body"])
    other = complain(second, yard, words["second"], words["body"])

    manager.goto(f"{yard.url}/ideas/{other}")
    form = opened(manager, f"/ideas/{other}/merge")
    manager.fill(f"{form} input[name=into]", idea)
    submit(manager, form)
    is_told(second, yard, words["second"], words["first"])

    manager.goto(f"{yard.url}/ideas/{idea}")
    expect(manager.locator("main", has_text=words["second"])).to_be_visible()
    manager.fill("#comment-body", words["answer"])
    manager.check("#comment-is-answer")
    manager.click("#comment-send")
    expect(manager.locator('#comments a[href="#answer"]')).to_be_visible()
    is_told(second, yard, words["first"], words["first"])

    manager.goto(f"{yard.url}/roadmap/new?idea={idea}")
    manager.fill("input[name=title]", words["item"])
    manager.select_option("select[name=stage]", "planned")
    submit(manager, 'form[action="/roadmap"]')
    item = manager.url.split("?")[0]
    move_item(manager, item, "building")
    improve(employee, yard, idea, words, words["changed"], "4", ship=False)
    move_item(manager, item, "shipped")

    for complainer in (first, second):
        is_told(complainer, yard, words["first"], shipped)
    judge(first, yard, idea, "no", words["no"])
    first.goto(f"{yard.url}/ideas/{idea}")
    expect(first.locator("main")).to_contain_text(words["no"])

    improve(manager, yard, idea, words, words["again"], "0", ship=True)
    is_told(first, yard, words["first"], shipped)
    judge(first, yard, idea, "yes", words["yes"])
    first.goto(f"{yard.url}/ideas/{idea}")
    expect(first.locator(".state")).to_contain_text(confirmed)
    is_told(second, yard, words["first"], words["told"])

    visitor = chromium.new_context(locale=locale)
    page = visitor.new_page()
    page.goto(f"{yard.url}/improvements")
    expect(page.locator(".wall")).to_contain_text(words["item"])
    for context in (*contexts, visitor):
        context.close()

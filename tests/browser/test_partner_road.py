"""The road of two companies, walked whole in a browser, in Korean (with `--full` in each language): a need, a message,
a closed room, a document, a suggestion, an idea by both, a customer's vote, and the plan of which both hear. One of the
two has no JavaScript. Nobody touches the database on the way."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import FULL, Yard
from tests.browser.walking import Walker

pytestmark = pytest.mark.browser

Words = dict[str, str]
Pair = tuple[str, str]

PARTNERS = {"ko": ("jungho", "wonjae"), "en": ("priya", "wonjae")}
"""Of two organisations, and without a conversation in the demo. The first opens the room, the second is invited."""
NAMES = {"jungho": "석정호", "priya": "Priya Raman", "wonjae": "하원재"}
CUSTOMERS, MANAGER = {"ko": "manbok", "en": "daniel"}, "hyejin"

WORDS = {
    "ko": {
        "need": "단말기 용지가 떨어지기 전에 가게로 보내 줄 방법을 함께 찾을 곳이 있을까요?",
        "tags": "용지, 단말기",
        "sought": "용지",
        "letter": "영수증 철을 매달 받아서 용지가 언제 떨어지는지 압니다. 같이 해 보시죠.",
        "reply": "반갑습니다. 방을 하나 열겠습니다.",
        "room": "용지 떨어지기 전에",
        "terms": "가게 이름은 밖에서 말하지 않습니다.",
        "title": "단말기 용지가 떨어지기 전에 알려 주기",
        "first": "단말기는 남은 용지를 이미 알고 있습니다.\n\n그 숫자를 앱에서 볼 수 있으면 합니다.",
        "added": "신고철에는 영수증이 두 배로 나가니 이틀 먼저 알려 주세요.",
        "note": "신고철 이야기를 더했습니다",
        "credit": "세무사 하원재, 물푸레",
        "reason": "두 회사가 함께 적어 주셔서 바로 일정에 넣었습니다.",
    },
    "en": {
        "need": "Who would work out with us how shops get paper rolls before their terminal runs out?",
        "tags": "paper rolls, terminals",
        "sought": "rolls",
        "letter": "We get everybody's receipts each month and know when they run out. Let us try.",
        "reply": "Glad to. I'll open a room for us.",
        "room": "Before the paper runs out",
        "terms": "No shop is named outside.",
        "title": "Warn shops before their terminal runs out of paper",
        "first": "The terminal knows how much paper is left.\n\nThe app should show that number.",
        "added": "When taxes are due twice as many receipts are printed, so warn us two days earlier.",
        "note": "What tax season changes",
        "credit": "Wonjae Ha, Mulpure Tax",
        "reason": "You wrote it down together, so it went straight into the plan.",
    },
}


def meet(one: Walker, other: Walker, words: Words, names: Pair) -> None:
    """The one publishes a need; the other finds it, writes once, is accepted and answered."""
    one.follow("Partners", "Publish what you look for or offer")
    one.page.check("input[name=kind][value=looking]")
    one.fill(text=words["need"], tags=words["tags"])
    expect(one.page.locator("input[name=contact][value=members]")).to_be_checked()
    one.press("Publish")
    one.reads(words["need"])

    other.follow("Partners")
    other.fill(q=words["sought"])
    other.press("Search")
    found = other.page.locator("#everything ~ div article.need", has_text=words["need"])
    expect(found).to_contain_text(names[0])
    with other.page.expect_navigation():
        found.get_by_role("link", name=other.named("Write to them")).click()
    other.fill(text=words["letter"])
    other.press("Send")
    other.reads(words["letter"])
    expect(other.page.locator("main textarea")).to_have_count(0)

    one.is_told(names[1])
    one.reads(words["letter"])
    one.press("Accept")
    one.fill(text=words["reply"])
    one.press("Send")
    other.is_told(names[0])
    other.reads(words["reply"])


def come_together(one: Walker, other: Walker, words: Words, names: Pair) -> str:
    """The one opens a closed room and invites the other, who accepts its terms. Where the room stands."""
    one.follow("Rooms", "Open a room")
    one.fill(name=words["room"], terms=words["terms"])
    one.page.check("input[name=kind][value=closed]")
    one.press("Open the room")
    room = one.page.url.split("?")[0]
    one.follow("Members")
    one.page.fill("#invite-q", names[1])
    one.press("Find")
    one.press("Invite")

    other.is_told(words["room"], names[0])
    other.reads(words["terms"])
    expect(other.page.locator("#post-body")).to_have_count(0)
    other.page.check("input[name=terms]")
    other.press("Accept the invitation")
    expect(other.page.locator("#post-body")).to_be_visible()
    return room


def write_together(one: Walker, other: Walker, room: str, words: Words, names: Pair) -> None:
    """The one begins a document, the other suggests a text, and the one accepts it."""
    one.page.goto(room)
    one.follow("Documents", "Begin a document")
    one.fill(title=words["title"], body=words["first"])
    one.press("Begin it")

    other.page.goto(room)
    other.follow("Documents", words["title"], "Suggest a change")
    written = other.page.input_value("textarea[name=body]")
    other.fill(body=f"{written}\n\n{words['added']}", note=words["note"])
    other.press("Suggest it")

    one.is_told(words["title"], names[1])
    expect(one.page.locator("ins", has_text=words["added"])).to_be_visible()
    one.press("Accept it")
    one.reads(words["added"])


def publish_together(one: Walker, other: Walker, room: str, words: Words, names: Pair) -> str:
    """The one proposes the version in which both wrote, the other agrees under a name. Where the idea stands."""
    one.page.goto(room)
    one.follow("Documents", words["title"], "Publish together")
    one.page.select_option("select[name=version]", "2")
    one.page.check("input[name=kind][value=idea]")
    one.page.select_option("select[name=board]", "app")
    one.page.check("input[name=terms]")
    one.press("Ask everybody whose text is in it")
    one.reads(*names)

    other.is_told(words["title"], names[0])
    other.reads(words["first"].split("\n")[0], words["added"])
    other.fill(name=words["credit"])
    other.page.check("#consent-terms")
    other.press("Agree and be named")
    with other.page.expect_navigation():
        other.page.locator(".notice-green").get_by_role("link", name=words["title"]).click()
    return other.page.url.split("?")[0]


def idea_stands(chromium: Browser, idea: str, title: str, names: Pair) -> None:
    """Whoever comes by reads it, under both names."""
    page = chromium.new_context().new_page()
    page.goto(idea)
    expect(page.locator("h1")).to_have_text(title)
    for name in names:
        expect(page.locator("article.idea .byline").first).to_contain_text(name)


def vote(customer: Walker, idea: str) -> None:
    customer.page.goto(idea)
    button, count = (customer.page.locator(each).first for each in (".vote-button", ".vote-count"))
    before = int(count.inner_text())
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(count).to_have_text(str(before + 1))


def plan(manager: Walker, idea: str, reason: str) -> None:
    manager.page.goto(idea)
    manager.page.locator(".staff summary", has_text=manager.named("Move it along")).click()
    manager.page.check(".stage-form input[name=stage][value=planned]")
    manager.page.fill("#stage-reason", reason)
    manager.press("Move")


@pytest.mark.parametrize("locale", ["ko", "en"] if FULL else ["ko"])
def test_two_companies_meet_and_what_they_write_together_is_planned(
    locale: str, yard: Yard, chromium: Browser
) -> None:
    words = WORDS[locale]
    first, second = PARTNERS[locale]
    names = NAMES[first], NAMES[second]
    handles = first, CUSTOMERS[locale], MANAGER
    one, customer, manager = (Walker(yard, chromium, handle, locale) for handle in handles)
    other = Walker(yard, chromium, second, locale, javascript=False)
    meet(one, other, words, names)
    room = come_together(one, other, words, names)
    write_together(one, other, room, words, names)
    answer = manager.page.goto(f"{room}/documents")
    assert answer is not None
    assert answer.status == 404, "staff don't read in a closed room"
    idea = publish_together(one, other, room, words, names)
    idea_stands(chromium, idea, words["title"], (names[0], words["credit"]))
    vote(customer, idea)
    plan(manager, idea, words["reason"])
    for author in (one, other):
        author.is_told(words["title"], author.named("Planned"), words["reason"])
        expect(author.page).to_have_url(re.compile(re.escape(idea)))
        expect(author.page.locator(".state").first).to_contain_text(author.named("Planned"))

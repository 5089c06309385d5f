"""Whole roads, as people walk them in a browser."""

import re
import time
from collections.abc import Callable
from typing import TypeVar

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from core.database import row
from ideas import operations
from ideas.comments import Manner, comment
from people.models import Person
from tests.attempts import ATTEMPTS
from tests.browser.conftest import Yard

pytestmark = pytest.mark.browser

T = TypeVar("T")


def someone(
    yard: Yard, chromium: Browser, handle: str, locale: str = "en", **options: object
) -> BrowserContext:
    """A browser in which somebody of the demo is signed in."""
    context = chromium.new_context(locale=locale, **options)  # type: ignore[arg-type]
    context.add_cookies(
        [
            {"name": "madang_session", "value": yard.token(handle), "url": yard.url},
            {"name": "madang_locale", "value": locale, "url": yard.url},
        ]
    )
    yard.ask(
        lambda: row("UPDATE person SET locale = :code WHERE handle = :handle", code=locale, handle=handle)
    )
    return context


def soon(look: Callable[[], T | None], what: str) -> T:
    """What `look` finds within half a minute."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if found := look():
            return found
        time.sleep(0.1)
    raise AssertionError(f"{what} didn't come")


def mail_to(yard: Yard, address: str, holding: str) -> str:
    """The text of the newest mail to this address that holds these words."""

    def look() -> str | None:
        found = yard.ask(
            lambda: row(
                "SELECT text FROM outbox_mail WHERE recipient = :to AND text LIKE :words ORDER BY id DESC LIMIT 1",
                to=address,
                words=f"%{holding}%",
            )
        )
        return str(found["text"]) if found else None

    return soon(look, f"a mail to {address}")


def handle_of(yard: Yard, role: str) -> str:
    found = yard.ask(
        lambda: row("SELECT handle FROM person WHERE role = :role ORDER BY id LIMIT 1", role=role)
    )
    assert found
    return str(found["handle"])


def a_public_idea(yard: Yard) -> str:
    found = yard.ask(
        lambda: row(
            """SELECT i.id FROM idea i JOIN board b ON b.id = i.board_id
               WHERE i.stage = 'received' AND b.audience = 'everyone' AND NOT b.hide_counts ORDER BY i.id LIMIT 1"""
        )
    )
    assert found
    return f"{yard.url}/ideas/{found['id']}"


def test_a_korean_visitor_complains_without_javascript_and_loses_nothing(
    yard: Yard, chromium: Browser
) -> None:
    context = chromium.new_context(
        locale="ko-KR", java_script_enabled=False, viewport={"width": 390, "height": 844}
    )
    page = context.new_page()
    page.goto(f"{yard.url}/ideas/new?kind=complaint")
    page.fill("input[name=title]", "영수증 사진이 자꾸 옆으로 눕습니다")
    page.fill("textarea[name=body]", "갤럭시에서 찍으면 **항상** 그래요.")
    page.get_by_role("button", name="올리기").first.click()
    page.fill("input[name=email]", "newcomer@example.com")
    page.locator("main form.sheet button").click()

    code = re.search(r"\b(\d{3}) ?(\d{3})\b", mail_to(yard, "newcomer@example.com", "코드"))
    assert code
    page.fill("input[name=code]", "000000" if code[1] + code[2] != "000000" else "111111")
    page.locator("main form.sheet button").click()
    expect(page.locator(".field-error")).to_be_visible()
    page.fill("input[name=code]", code[1] + code[2])
    page.locator("main form.sheet button").click()
    page.fill("input[name=name]", "새로온 손님")
    if page.locator("input[name=agree]").count():
        page.check("input[name=agree]")
    page.locator("main form.sheet button").last.click()

    expect(page.locator("input[name=title]")).to_have_value("영수증 사진이 자꾸 옆으로 눕습니다")
    expect(page.locator("textarea[name=body]")).to_have_value("갤럭시에서 찍으면 **항상** 그래요.")
    assert page.locator("input[name=kind][value=complaint]").is_checked()
    page.get_by_role("button", name="올리기").first.click()
    expect(page.locator("h1")).to_have_text("영수증 사진이 자꾸 옆으로 눕습니다")
    expect(page.locator(".prose strong").first).to_have_text("항상")
    page.locator(".vote-button").first.click()
    expect(page.locator(".vote-button").first).to_have_attribute("aria-pressed", "true")
    context.close()


def test_the_link_in_a_mail_shows_a_button_and_works_once(yard: Yard, chromium: Browser) -> None:
    asking, opening = chromium.new_context(locale="en-US"), chromium.new_context(locale="en-US")
    page = asking.new_page()
    page.goto(f"{yard.url}/sign-in")
    page.fill("input[name=email]", "linked@example.com")
    page.locator("main form.sheet button").click()
    found = re.search(r"http://\S+/sign-in/link/\S+", mail_to(yard, "linked@example.com", "sign-in/link"))
    assert found

    other = opening.new_page()
    for _ in range(3):
        other.goto(found[0])
    assert not [cookie for cookie in opening.cookies() if "session" in str(cookie["name"])]
    other.locator("main form button").first.click()
    expect(other.locator("input[name=name]")).to_be_visible()
    again = asking.new_page()
    assert (answer := again.goto(found[0])) is not None
    assert answer.status == 410
    asking.close()
    opening.close()


def test_voting_is_shown_at_once_and_right_after_a_reload(yard: Yard, chromium: Browser) -> None:
    context = someone(yard, chromium, handle_of(yard, "partner"))
    page = context.new_page()
    page.goto(a_public_idea(yard))
    button = page.locator(".vote-button").first
    before, pressed = (
        int(page.locator(".vote-count").first.inner_text()),
        button.get_attribute("aria-pressed"),
    )
    after, other = (before - 1, "false") if pressed == "true" else (before + 1, "true")

    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".vote-button").first).to_have_attribute("aria-pressed", other)
    expect(page.locator(".vote-count").first).to_have_text(str(after))
    expect(page.locator("#live")).not_to_be_empty()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.activeElement.className") == "vote-button"
    page.reload()
    expect(page.locator(".vote-button").first).to_have_attribute("aria-pressed", other)
    expect(page.locator(".vote-count").first).to_have_text(str(after))
    context.close()


def test_an_answer_reaches_whoever_follows_by_notice_and_in_the_story(yard: Yard, chromium: Browser) -> None:
    address = a_public_idea(yard)
    manager, customer = handle_of(yard, "manager"), handle_of(yard, "partner")
    theirs, mine = someone(yard, chromium, manager, "ko"), someone(yard, chromium, customer)
    follower = mine.new_page()
    follower.goto(address)
    follow = follower.locator("[id^=follow-button]")
    if follow.get_attribute("aria-pressed") == "false":
        follow.click()
        expect(follower.locator("[id^=follow-button]")).to_have_attribute("aria-pressed", "true")

    page = theirs.new_page()
    page.goto(address)
    page.fill("#comment-body", "다음 달에 **고칩니다**.")
    page.check("#comment-is-answer")
    page.click("#comment-send")
    expect(page.locator(".comment-answer").last).to_be_visible()
    page.reload()
    expect(page.locator(".official-words strong")).to_have_text("고칩니다")

    def told() -> bool:
        follower.goto(f"{yard.url}/notices")
        return follower.locator("main").get_by_text("official", exact=False).count() > 0

    soon(told, "the notice")
    unread = follower.locator(".bell .unread").count()
    follower.locator("main form[action$='/notices/seen'] button").first.click()
    assert unread
    expect(follower.locator(".bell .unread")).to_have_count(0)
    theirs.close()
    mine.close()


def test_what_was_typed_into_a_refused_comment_stays(yard: Yard, chromium: Browser) -> None:
    context = someone(yard, chromium, handle_of(yard, "partner"))
    page = context.new_page()
    page.goto(a_public_idea(yard))
    page.fill("#comment-body", "long " * 2100)
    page.click("#comment-send")

    expect(page.locator("#comments .field-error")).to_be_visible()
    assert page.input_value("#comment-body").startswith("long long")
    context.close()


def test_the_whole_way_to_a_vote_from_the_keyboard_alone(yard: Yard, chromium: Browser) -> None:
    context = someone(yard, chromium, handle_of(yard, "employee"))
    page = context.new_page()
    page.goto(yard.url)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.row-title') !== null"):
            break
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    page.keyboard.press("Enter")

    expect(page.locator("article.idea")).to_be_visible()
    assert outline != "none"
    context.close()


def test_nothing_of_several_hundred_attempts_fires(yard: Yard, chromium: Browser) -> None:
    faults: list[str] = []
    context = someone(yard, chromium, handle_of(yard, "manager"))
    page = context.new_page()
    page.on("dialog", lambda dialog: (faults.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("console", lambda said: faults.append(f"console {said.text}"))
    page.on(
        "request",
        lambda sent: faults.append(f"asks {sent.url}") if not sent.url.startswith(yard.url) else None,
    )
    for path in yard.ask(_written_attempts):
        _read_all(page, f"{yard.url}{path}")
    context.close()

    assert not faults, faults[:10]


async def _written_attempts() -> list[str]:
    """Ideas whose bodies, titles and comments hold every attempt."""
    person = await Person.create(name=ATTEMPTS[0][:80], handle="attempts", email="attempts@example.com")
    paths, size = [], 60
    for start in range(0, len(ATTEMPTS), size):
        part = ATTEMPTS[start : start + size]
        title, body = part[0][:100].ljust(3, "."), "\n\n".join(part)
        idea = await operations.post(
            board="app", kind="idea", title=title, body=body, tags=part[1][:30], by=person
        )
        await comment(
            idea.id, body="\n\n".join(f"- {each}" for each in part)[:9000], by=person, manner=Manner()
        )
        paths.append(f"/ideas/{idea.id}")
    return [*paths, "/?sort=new"]


def _read_all(page: Page, url: str) -> None:
    page.goto(url)
    page.wait_for_load_state("networkidle")
    for link in page.locator(".prose a").all()[:3]:
        link.hover(force=True)

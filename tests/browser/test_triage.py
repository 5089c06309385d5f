"""A manager clears an inbox from the keyboard alone."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from core.database import row
from ideas import operations
from people.models import Person
from tests.browser.conftest import Yard
from tests.browser.test_roads import handle_of, someone

pytestmark = pytest.mark.browser

TITLES = ("영수증을 메일로 보내 주세요", "영수증을 메일로도 보내주세요", "Let receipts be blue")


def test_an_inbox_is_cleared_without_a_mouse(yard: Yard, chromium: Browser) -> None:
    first, second, third = (yard.ask(posting(title)) for title in TITLES)
    context = someone(yard, chromium, handle_of(yard, "manager"))
    page = context.new_page()
    page.goto(f"{yard.url}/triage?why=new&idea={first}")
    expect(page.locator("#desk-title")).to_have_text(TITLES[0])

    press(page, "j")
    expect(page.locator("#desk-title")).to_have_text(TITLES[1])
    expect(page).to_have_url(f"{yard.url}/triage?why=new&idea={second}")
    expect(page.locator(f"#queue-{second}")).to_be_focused()

    page.dispatch_event("body", "keydown", {"key": "ㅡ", "code": "KeyM", "bubbles": True})
    expect(page.locator(f"#into-{first}")).to_be_focused()
    press(page, "Control+Enter")
    expect(page.locator("#live")).to_contain_text("It was merged")
    expect(page.locator("#desk-title")).to_have_text(TITLES[2])
    expect(page.locator("#desk-title")).to_be_focused()
    assert of(yard, second, "merged_into_id") == first

    press(page, "d")
    expect(page.locator("#decline-kind")).to_be_focused()
    press(page, "ArrowDown", "Tab")
    expect(page.locator("#decline-reason")).to_be_focused()
    page.keyboard.type("j k m ? x: colours are for people, not for paper.")
    press(page, "Escape")
    expect(page.locator("#act-d-open")).to_be_focused()
    press(page, "d", "Control+Enter")
    expect(page.locator("#live")).to_contain_text("It was moved along")
    assert of(yard, third, "stage") == "declined"

    page.goto(f"{yard.url}/triage?why=new&idea={first}")
    press(page, "x")
    expect(page.locator("#bulk-heading")).to_have_text("Selected: 1")
    press(page, "x", "?")
    expect(page.locator("#keys-on")).to_be_visible()
    press(page, "Escape", "a")
    expect(page.locator("#answer-body")).to_be_focused()
    page.keyboard.type("It comes with the next release.")
    press(page, "Control+Enter")
    expect(page.locator("#live")).to_contain_text("Your answer is posted")
    expect(page.locator(f"#queue-{first}")).to_have_count(0)
    assert of(yard, first, "answered_at")
    context.close()


def posting(title: str) -> Callable[[], Any]:
    async def post() -> int:
        customer = await Person.filter(role="customer").order_by("id").first()
        assert customer
        board = await row(
            "SELECT slug FROM board WHERE audience = 'everyone' AND archived_at IS NULL ORDER BY position, id LIMIT 1"
        )
        assert board
        made = await operations.post(
            board=board["slug"], kind="idea", title=title, body="For my shop.", by=customer
        )
        return int(made.id)

    return post


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def of(yard: Yard, idea_id: int, column: str) -> Any:
    found = yard.ask(lambda: row(f"SELECT {column} AS value FROM idea WHERE id = :id", id=idea_id))
    return found["value"] if found else None

"""Somebody of the demo at their browser, in their language."""

from playwright.sync_api import Browser, Page, expect

from frontend.translations import catalog
from tests.browser.conftest import Yard
from tests.browser.test_roads import someone, soon


class Walker:
    """Somebody who reads what stands on buttons and links, in their language, and presses them."""

    def __init__(
        self, yard: Yard, chromium: Browser, handle: str, locale: str, *, javascript: bool = True
    ) -> None:
        self._yard, self._words = yard, catalog(locale)
        self.context = someone(yard, chromium, handle, locale, java_script_enabled=javascript)
        self.page: Page = self.context.new_page()
        self.page.goto(yard.url)

    def named(self, words: str) -> str:
        """How it is called in their language."""
        return self._words.gettext(words)

    def follow(self, *links: str) -> None:
        """Follow links, one after the other."""
        for link in links:
            with self.page.expect_navigation():
                self.page.get_by_role("link", name=self.named(link)).first.click()

    def fill(self, **fields: str) -> None:
        for name, words in fields.items():
            self.page.fill(f"main [name={name}]", words)

    def press(self, button: str) -> None:
        with self.page.expect_navigation():
            self.page.locator("main").get_by_role("button", name=self.named(button)).first.click()

    def is_told(self, *words: str) -> None:
        """Soon there is a new notice that holds all these words; open what it is about."""

        def look() -> bool:
            self.page.goto(f"{self._yard.url}/notices")
            return notice.count() > 0

        notice = self.page.locator("main li.is-new")
        for each in words:
            notice = notice.filter(has_text=each)
        soon(look, f"a notice of {words}")
        with self.page.expect_navigation():
            notice.locator("button[name=open]").first.click()

    def reads(self, *words: str) -> None:
        for each in words:
            expect(self.page.locator("main")).to_contain_text(each)

"""Two gates for every page that the route table knows: nobody is shut out, and everybody reads their own language.

Each page is opened by somebody who may see it, in Korean and English, light and dark, on a phone and a desktop.
axe finds nothing, the console is silent, nothing is asked of another site, nothing is wider than the screen, and no
word of the other language stands outside what people wrote. `bin/test --full` takes all looks. `bin/test` takes one
for each page, in turn a Korean phone and an English desktop, asks axe on every second page of each, for contrasts on
every fourth; it makes each page as narrow as a phone, and reads each in both languages without a browser.
"""

import itertools

import httpx
import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page

from core.database import rows
from tests.browser.conftest import FULL, Yard
from tests.browser.languages import Words, foreign
from tests.browser.visits import Visit, known_ids, visits

pytestmark = pytest.mark.browser

PHONE = 320
WIDTHS = (PHONE, 1440)
LOOKS = [
    (locale, scheme, width)
    for locale, scheme, width in itertools.product(("ko", "en"), ("light", "dark"), WIDTHS)
]
SAMPLED = [("ko", "light", 320), ("en", "dark", 1440)]
PARTS = 2
"""So that two processes share the pages."""

WORDS = """() => {
  const found = [];
  const own = (node) => { const near = node.closest('[lang]'); return !near || near === document.documentElement; };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const parent = walk.currentNode.parentElement;
    if (walk.currentNode.data.trim() && own(parent) && !parent.closest('script, style, code, pre, textarea')) {
      found.push(walk.currentNode.data.trim());
    }
  }
  for (const node of document.querySelectorAll('body [title], body [aria-label], body [placeholder], body [alt]')) {
    for (const name of ['title', 'aria-label', 'placeholder', 'alt']) {
      if (node.getAttribute(name) && own(node)) found.push(node.getAttribute(name));
    }
  }
  for (const input of document.querySelectorAll('input[type=submit], input[type=button]')) found.push(input.value);
  return found;
}"""

VIOLATIONS = """(contrast) => axe.run(
  {resultTypes: ['violations'], preload: false, rules: {'color-contrast': {enabled: contrast}}}
).then(
  (found) => found.violations.map((each) => [each.id, each.nodes[0].html]))"""
"""All that is asked of axe: to hand over whatever else it saw takes as long as the looking. Most of that goes into
contrasts, and all pages have their colours of one style sheet."""


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize(("locale", "scheme", "width"), LOOKS if FULL else SAMPLED)
def test_every_page_passes_both_gates(
    yard: Yard, chromium: Browser, locale: str, scheme: str, width: int, part: int
) -> None:
    faults: list[str] = []
    pages: dict[str | None, Page] = {}
    chosen = visits(yard.ask(known_ids))
    if not FULL:
        chosen = chosen[SAMPLED.index((locale, scheme, width)) :: len(SAMPLED)]
    for place, visit in enumerate(chosen[part::PARTS]):
        if visit.handle not in pages:
            pages[visit.handle] = _context(yard, chromium, visit.handle, locale, scheme, width).new_page()
        asked = {"axe": FULL or place % 2 == 0, "contrast": FULL or place % 4 == 0}
        found = _faults(pages[visit.handle], yard, visit, locale, **asked)
        faults += [f"{visit.name} ({visit.path}): {fault}" for fault in found]

    assert pages
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("locale", ["ko", "en"])
def test_every_page_as_it_is_sent_speaks_one_language(yard: Yard, locale: str) -> None:
    faults, read = [], 0
    browsers: dict[str | None, httpx.Client] = {}
    for visit in visits(yard.ask(known_ids)):
        if visit.handle not in browsers:
            browsers[visit.handle] = httpx.Client(
                base_url=yard.url, cookies=_cookies(yard, visit.handle, locale), follow_redirects=True
            )
        page = Words(browsers[visit.handle].get(visit.path).text)
        read += len(page.found)
        wrong = foreign(page.found, locale) if page.lang == locale else ["is in the wrong language"]
        faults += [f"{visit.name} ({visit.path}): {fault}" for fault in wrong]
    for browser in browsers.values():
        browser.close()

    assert read > 1000
    assert not faults, "\n".join(faults)


def _context(
    yard: Yard, chromium: Browser, handle: str | None, locale: str, scheme: str, width: int
) -> BrowserContext:
    context = chromium.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,  # type: ignore[arg-type]
        locale={"ko": "ko-KR", "en": "en-US"}[locale],
    )
    cookies = _cookies(yard, handle, locale)
    context.add_cookies([{"name": name, "value": value, "url": yard.url} for name, value in cookies.items()])
    return context


def _cookies(yard: Yard, handle: str | None, locale: str) -> dict[str, str]:
    """Those of this person, who reads this language from now on."""
    if not handle:
        return {"madang_locale": locale}
    yard.ask(
        lambda: rows("UPDATE person SET locale = :code WHERE handle = :handle", code=locale, handle=handle)
    )
    return {"madang_locale": locale, "madang_session": yard.token(handle)}


def _faults(page: Page, yard: Yard, visit: Visit, locale: str, *, axe: bool, contrast: bool) -> list[str]:
    faults: list[str] = []
    page.on("console", said := lambda message: faults.append(f"console: {message.text}"))
    page.on("pageerror", failed := lambda error: faults.append(f"error: {error}"))
    page.on(
        "request",
        asked := lambda sent: faults.append(f"asks {sent.url}") if not _ours(sent.url, yard) else None,
    )
    answer = page.goto(yard.url + visit.path)
    status = answer.status if answer else None
    if visit.name == "nowhere" and status == 404:
        faults.clear()  # the console says that nothing was there
    elif status != 200:
        faults.append(f"status {status}")
    faults += (_axe(page, contrast) if axe else []) + _wide(page) + _foreign(page, locale)
    for event, heard in (("console", said), ("pageerror", failed), ("request", asked)):
        page.remove_listener(event, heard)
    return faults


def _ours(address: str, yard: Yard) -> bool:
    return address.startswith(yard.url + "/")


def _axe(page: Page, contrast: bool) -> list[str]:
    page.evaluate(f"{AXE_SCRIPT}; 0")
    return [f"axe {rule}: {html[:160]}" for rule, html in page.evaluate(VIOLATIONS, contrast)]


def _wide(page: Page) -> list[str]:
    """Wider than the screen that it was opened on, or than a phone. The page stays as it was opened."""
    opened = page.viewport_size
    assert opened
    faults = _wider(page, opened["width"])
    if opened["width"] != PHONE:
        page.set_viewport_size({"width": PHONE, "height": 900})
        faults += _wider(page, PHONE)
        page.set_viewport_size(opened)
    return faults


def _wider(page: Page, width: int) -> list[str]:
    needs = page.evaluate("document.documentElement.scrollWidth")
    return [f"{needs} pixels wide on {width}"] if needs > width else []


def _foreign(page: Page, locale: str) -> list[str]:
    """Words of the other language that no `lang` says were written so."""
    if page.evaluate("document.documentElement.lang") != locale:
        return ["is in the wrong language"]
    return foreign(page.evaluate(WORDS), locale)

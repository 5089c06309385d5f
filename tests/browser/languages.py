"""Words of the other language: what of a page's own words isn't in its reader's language."""

import re
from html.parser import HTMLParser

LATIN = re.compile(r"[A-Za-z]{2,}")
HANGUL = re.compile(r"[가-힣]")
ALLOWED = {
    "ko": {
        "madang",
        "markdown",
        "csv",
        "svg",
        "url",
        "smtp",
        "tls",
        "mail",
        "from",
        "https",
        "http",
        "ko",
        "en",
        "id",
        "api",
        "json",
        "openapi",
        "bearer",
        "etag",
        "null",
        "following",
        "muted",
    }
    | {
        "example",
        "com",
        "org",
        "net",
        "localhost",
        "html",
        "asia",
        "seoul",
        "utc",
        "chromium",
        "chrome",
        "linux",
        "fider",
        "uservoice",
        "github",
        "json",
        "lines",
        "mb",
        "gt",
    },
    "en": set(),
}

OPAQUE = {"script", "style", "code", "pre", "textarea", "template"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SPOKEN = ("title", "aria-label", "placeholder", "alt")


def foreign(texts: list[str], locale: str) -> list[str]:
    """What is wrong with these words of a page in this language."""
    faults = []
    for text in texts:
        if locale == "en" and HANGUL.search(text):
            faults.append(f"Korean: {text[:80]}")
        plain = re.sub(r"\S+@\S+|https?://\S+|[@#/]\S+|\w+[_=:]\S*", "", text)
        words = [word for word in LATIN.findall(plain) if word.lower() not in ALLOWED["ko"]]
        if locale == "ko" and words:
            faults.append(f"English: {words} in {text[:80]}")
    return faults


class Words(HTMLParser):
    """A page's own words, without a browser: texts and spoken attributes outside of what a `lang` says was written."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.lang = ""
        self.found: list[str] = []
        self._open: list[tuple[str, bool, bool]] = []
        """The elements around: their name, whether their words are the page's own, whether they are read as words."""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        _, own, read = self._open[-1] if self._open else ("", True, False)
        if tag == "html":
            self.lang = given.get("lang", "")
        elif "lang" in given:
            own = False
        in_body = any(name == "body" for name, _, _ in self._open)
        if own and in_body:
            self.found += [given[name] for name in SPOKEN if given.get(name)]
            if tag == "input" and given.get("type") in ("submit", "button"):
                self.found.append(given.get("value", ""))
        if tag not in VOID:
            self._open.append((tag, own, (read or tag == "body") and tag not in OPAQUE))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if any(name == tag for name, _, _ in self._open):
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self._open and data.strip():
            _, own, read = self._open[-1]
            if own and read:
                self.found.append(data.strip())

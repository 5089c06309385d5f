"""Pages of those who are signed out are made once and shown to all who ask for the same within a second.

Kept are finished answers to visitors alone. A request that brings a session, or any other cookie of ours but language
and theme, or credentials, never meets what is kept, and leaves nothing there; neither does an answer that sets a
cookie, must not be stored or holds a form's own key. Everything else that an answer depends on is in its key.

What is committed in this process, votes left out, makes all of it stale at once (`core.kept`), so that what is hidden
is gone with the next request; another process's commit is seen within the second. Browsers ask again each time:
nothing here lets them or anybody between keep a page.
"""

from collections.abc import Callable, Hashable, Iterable
from urllib.parse import parse_qsl

from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Receive, Scope, Send

from core.kept import Kept
from core.words import LOCALES
from frontend.finishing import Answer, whole
from frontend.impressions import Lately
from frontend.security import PERSONAL, THEMES, cookie_name
from frontend.translations import spoken

SECONDS = 1.0
LARGEST = 8 * 1024 * 1024
"""Bytes of all that is kept."""
LONGEST_KEY = 1_000
"""Bytes of an address beyond which nobody else will ask for the same."""
FILES = "/static/"
LISTED = ("/boards/", "/ideas/", "/roadmap", "/releases", "/improvements", "/people/", "/feed.atom", "/terms")
"""Where visitors' pages begin, the front page aside. A page elsewhere is simply never kept."""
READ = frozenset({b"host", b"accept-language", b"cookie", b"x-fragment"})
"""The headers that a visitor's page depends on."""
SECRETS = frozenset({"token", "key", "code", "intent", "draft"})
"""What stands in an address that is meant for one person."""


class Finished:
    """The outermost layer: answers go out whole, marked and compressed, visitors' from memory where they can.

    A page of a list leaves on `request.state.seen_ids` the ideas that few have seen yet; `seen` counts them each time
    that the page is shown, from memory too, to each network address once in a while (`frontend.impressions`).
    """

    def __init__(self, app: ASGIApp, seen: Callable[[Iterable[int]], None]) -> None:
        self.app = app
        self.seen = seen
        self._lately = Lately()
        self._kept: Kept[Answer | None] = Kept(SECONDS, most=LARGEST, weigh=_weight)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(FILES):
            await self.app(scope, receive, send)
            return
        scope.setdefault("state", {})
        key = key_of(scope)
        answer = await (
            self._own(scope, receive, send) if key is None else self._common(key, scope, receive, send)
        )
        if answer is None:
            return
        scope["state"]["route_name"] = answer.route
        sent = await answer.send(scope, send)
        if answer.seen and sent == 200 and _for_somebody(scope):
            self.seen(self._lately.new_to(_address(scope), answer.seen))

    async def _own(self, scope: Scope, receive: Receive, send: Send) -> Answer | None:
        return await whole(self.app, scope, receive, send)

    async def _common(
        self, key: tuple[Hashable, ...], scope: Scope, receive: Receive, send: Send
    ) -> Answer | None:
        """The answer for everybody who asks this. What turns out to be for one alone is made for each."""
        made: list[Answer | None] = []

        async def make() -> Answer | None:
            made.append(await self._own(scope, receive, send))
            return made[0] if made[0] and made[0].shared else None

        kept = await self._kept.get(make, *key)
        if made:
            return made[0]
        return kept or await self._own(scope, receive, send)


def key_of(scope: Scope) -> tuple[Hashable, ...] | None:
    """All that a visitor's page depends on; None where the request is somebody's own, or no question at all."""
    path: str = scope["path"]
    query: bytes = scope["query_string"]
    if scope["method"] not in ("GET", "HEAD") or not _is_public(path, query):
        return None
    asked: dict[bytes, bytes] = {}
    for name, value in scope["headers"]:
        if name == b"authorization" or name in asked:
            return (
                None  # credentials; or said twice, and it isn't for us to know which of them a page believes
            )
        if name in READ:
            asked[name] = value
    cookies = asked.get(b"cookie", b"")
    choices = _choices(cookies) if cookies else ("", "")
    if choices is None:
        return None
    wish = "" if choices[0] else _wish(asked.get(b"accept-language", b""))
    fragment = asked.get(b"x-fragment") == b"1"
    return scope["method"], scope["scheme"], asked.get(b"host", b""), path, query, choices, wish, fragment


def _address(scope: Scope) -> str:
    return scope["client"][0] if scope.get("client") else ""


def _for_somebody(scope: Scope) -> bool:
    """Whether somebody looks at this answer: not where a browser fetches it in case it is wanted later."""
    ahead = {b"sec-purpose", b"purpose", b"x-moz"}
    return scope["method"] == "GET" and not any(
        name in ahead and b"pre" in value for name, value in scope["headers"]
    )


def _is_public(path: str, query: bytes) -> bool:
    if path != "/" and (not path.startswith(LISTED) or path.startswith(PERSONAL)):
        return False
    return len(path) + len(query) <= LONGEST_KEY and not (query and _names(query) & SECRETS)


def _names(query: bytes) -> set[str]:
    return {name for name, _ in parse_qsl(query.decode("latin-1"), keep_blank_values=True)}


def _choices(header: bytes) -> tuple[str, str] | None:
    """Language and theme that this browser chose; None where it holds anything else of ours."""
    cookies = cookie_parser(header.decode("latin-1"))
    locale, theme = cookie_name("locale"), cookie_name("theme")
    if any("madang_" in name and name not in (locale, theme) for name in cookies):
        return None
    chosen, shade = cookies.get(locale, ""), cookies.get(theme, "")
    return chosen if chosen in LOCALES else "", shade if shade in THEMES else ""


def _wish(accept_language: bytes) -> str:
    """The language that this header gets, "" where that is the site's."""
    return spoken(accept_language.decode("latin-1"))


def _weight(answer: Answer | None) -> int:
    return answer.weight if answer else 500

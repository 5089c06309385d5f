"""Who is asking, and in which language: found out once for each request, before its page begins."""

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from core.words import LOCALES
from frontend.security import THEMES, get_cookie
from frontend.translations import negotiate, speaking_locale
from people import sessions, site

BARE = ("/health", "/ready", "/metrics")
"""Paths that need neither a person nor a language, as files don't."""


class Context:
    """Puts `person`, `session`, `site`, `locale` and `theme` on `request.state`, and speaks the reader's language."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in BARE or scope["path"].startswith("/static/"):
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        state = request.state
        state.site = await site.current()
        state.person, state.session = await _signed_in(request)
        state.locale = chosen_locale(request)
        state.theme = theme if (theme := get_cookie(request, "theme")) in THEMES else None
        with speaking_locale(state.locale):
            await self.app(scope, receive, send)


async def _signed_in(request: Request) -> tuple[object, object]:
    token = get_cookie(request, "session")
    found = await sessions.person_of(token) if token else None
    return found or (None, None)


def chosen_locale(request: Request) -> str:
    """The person's language, else this browser's choice, else what it asks for, else the site's."""
    state = request.state
    own = state.person.locale if state.person else ""
    cookie = get_cookie(request, "locale")
    for choice in (own, cookie):
        if choice in LOCALES:
            return str(choice)
    return negotiate(request.headers.get("accept-language", ""), state.site.locale)

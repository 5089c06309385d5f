"""Terms and privacy, and how this browser shows the yard: its language and its colours."""

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core import markup
from core.errors import NotFound
from core.words import LOCALES, N_
from frontend import forms
from frontend.ladder import who
from frontend.rendering import page, redirect
from frontend.security import drop_cookie, local_path, set_cookie
from people.operations import change_profile

A_YEAR = 365 * 86_400
KEPT = 8
"""Texts kept rendered: they are long, change seldom, and are read by everyone."""

_rendered: dict[str, Markup] = {}


async def terms(request: Request) -> Response:
    return await _text(request, request.state.site.terms, N_("Terms"))


async def privacy(request: Request) -> Response:
    return await _text(request, request.state.site.privacy, N_("Privacy"))


async def _text(request: Request, text: str, title: str) -> Response:
    return await page(request, "site/text.html", title=title, text=text, html=await _html(text))


async def _html(text: str) -> Markup:
    if text not in _rendered:
        while len(_rendered) >= KEPT:
            _rendered.pop(next(iter(_rendered)), None)
        _rendered[text] = Markup(await markup.render(text))  # noqa: S704 (made by core.markup)
    return _rendered[text]


async def change_language(request: Request) -> Response:
    """For this browser, and for the person wherever they sign in."""
    form = await forms.read(request)
    if form["locale"] not in LOCALES:
        raise NotFound
    person = who(request)
    if person is not None:
        await change_profile(by=person, locale=form["locale"])
    response = redirect(local_path(form["next"]))
    set_cookie(response, "locale", form["locale"], max_age=A_YEAR)
    return response


async def change_theme(request: Request) -> Response:
    """Light, dark, or as the device has it, in this browser."""
    form = await forms.read(request)
    if form["theme"] not in ("light", "dark", "system"):
        raise NotFound
    response = redirect(local_path(form["next"]))
    if form["theme"] == "system":
        drop_cookie(response, "theme")
    else:
        set_cookie(response, "theme", form["theme"], max_age=A_YEAR)
    return response


routes = [
    Route("/terms", terms, methods=["GET"], name="terms"),
    Route("/privacy", privacy, methods=["GET"], name="privacy"),
    Route("/language", change_language, methods=["POST"], name="language"),
    Route("/theme", change_theme, methods=["POST"], name="theme"),
]

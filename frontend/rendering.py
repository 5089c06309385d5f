"""Turning a template into an answer."""

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from activity.queries import unread_count
from core import words
from core.clock import now
from core.database import Row
from core.secrets import sign, unsign
from core.settings import settings
from frontend import formats
from frontend.faces import face_svg
from frontend.security import drop_cookie, get_cookie, set_cookie
from ideas.boards import visible_boards
from ideas.loop import Stage
from roadmap.models import Horizon, ItemStage
from triage import inbox

HERE = Path(__file__).parent
STATIC = HERE / "static"

SAID = "said"
"""The cookie that carries one sentence over a redirect."""
SAID_FOR = 60
"""Seconds until that sentence is stale."""


@cache
def templates() -> Environment:
    """The one Jinja environment: autoescaping, strict, with the house's globals and filters."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.loopcontrols"],
        auto_reload=False,
    )
    made.install_gettext_callables(words._, words.plural, newstyle=True)  # type: ignore[attr-defined]
    made.globals.update(url=url_for, static=static, face_svg=face_svg, now=now, stage_words=stage_words)
    made.globals.update(item_words=item_words, horizon_words=horizon_words)
    made.filters.update(formats.FILTERS)
    return made


_routes: dict[str, Route] = {}


def know(routes: list[Route]) -> None:
    """The routes that `url` finds by name."""
    _routes.update({route.name: route for route in routes})


def url_for(name: str, **params: object) -> str:
    """The path of a page by its route's name."""
    return str(_routes[name].url_path_for(name, **{key: str(value) for key, value in params.items()}))


def stage_words(stage: str, kind: str = "idea") -> str:
    """The stage's name for an idea or a complaint, a message id."""
    return Stage(stage).label_for(kind)


def item_words(stage: str) -> str:
    """The name of a roadmap item's stage, a message id."""
    return ItemStage(stage).label


def horizon_words(horizon: str) -> str:
    return Horizon(horizon).label


@cache
def static(name: str) -> str:
    """A static file's path with its content's hash: it may be kept for ever."""
    return f"/static/{name}?v={sha256((STATIC / name).read_bytes()).hexdigest()[:12]}"


async def page(request: Request, template: str, *, status: int = 200, **context: Any) -> Response:
    """A whole page: the template with what every page shows of its reader and this yard.

    What `redirect` left to be said is said once, on the first page that has nothing to say itself.
    """
    left = get_cookie(request, SAID) if status == 200 and not context.get("said") else ""
    if left:
        context["said"] = unsign(SAID, left)
    response = HTMLResponse(render(template, {**await around(request), **context}), status)
    if left:
        drop_cookie(response, SAID)
    return response


def fragment(request: Request, template: str, *, status: int = 200, **context: Any) -> Response:
    """A piece of a page, for the module that swaps it in."""
    return HTMLResponse(render(template, {**_reader(request), **context}), status)


async def fragment_or_redirect(request: Request, template: str, *, to: str, **context: Any) -> Response:
    """After a write: the piece of the page that changed, or without JavaScript the page itself, by a 303."""
    return fragment(request, template, **context) if wants_fragment(request) else redirect(to)


def wants_fragment(request: Request) -> bool:
    return request.headers.get("x-fragment") == "1"


def redirect(to: str, *, said: str = "") -> Response:
    """Go on with a GET, whose page says once what was done."""
    response = RedirectResponse(to, 303)
    if said:
        set_cookie(response, SAID, sign(SAID, said), max_age=SAID_FOR)
    return response


def render(template: str, context: Mapping[str, Any]) -> str:
    return templates().get_template(template).render(context)


async def around(request: Request) -> dict[str, Any]:
    """What stands around every page."""
    person = getattr(request.state, "person", None)
    return {
        **_reader(request),
        "boards": await boards_of(request),
        "unread": await unread_count(person.id) if person else 0,
        "waiting_here": await inbox.count(person) if person and person.is_staff else 0,
        "mailed": bool(settings().mail_url),
    }


async def boards_of(request: Request) -> list[Row]:
    """The boards that this reader sees, asked for once in a request."""
    state = request.state
    if not hasattr(state, "boards"):
        state.boards = await visible_boards(getattr(state, "person", None))
    return cast(list[Row], state.boards)


def _reader(request: Request) -> dict[str, Any]:
    state = request.state
    person = getattr(state, "person", None)
    zone = person.timezone if person else ""
    formats.reading_in(zone)
    return {
        "request": request,
        "person": person,
        "site": state.site,
        "locale": words.locale(),
        "theme": getattr(state, "theme", None),
    }

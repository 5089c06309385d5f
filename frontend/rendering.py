"""Turning a template into an answer."""

import asyncio
from collections.abc import Awaitable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeVar, cast

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from core import words
from core.clock import now
from core.database import Row
from core.secrets import sign, unsign
from core.settings import settings
from frontend import formats, marks
from frontend.environment import Templates, compiled
from frontend.faces import face_svg
from frontend.files import static
from frontend.menu import asked, ways
from frontend.security import drop_cookie, get_cookie, set_cookie
from ideas.boards import visible_boards
from ideas.loop import Stage
from people.models import Person
from roadmap.models import Horizon, ItemStage
from triage.heading import Heading, heading

T = TypeVar("T")

HERE = Path(__file__).parent

LONGEST_QUERY = 1_500
"""Characters behind the path of an address that is written into each form of a page."""

SAID = "said"
"""The cookie that carries one sentence over a redirect."""
SAID_FOR = 60
"""Seconds until that sentence is stale."""


@cache
def templates() -> Environment:
    """The one Jinja environment: autoescaping, strict, with the house's globals and filters."""
    made = Templates(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.loopcontrols"],
        auto_reload=False,
        bytecode_cache=compiled(),
    )
    made.install_gettext_callables(words._, words.plural, newstyle=True)  # type: ignore[attr-defined]
    made.globals.update(_=marks.said, gettext=marks.said, ngettext=marks.counted)
    made.globals.update(drawn=marks.drawn, lang_of=marks.lang_of)
    made.globals.update(url=url_for, static=static, face_svg=face_svg, now=now, stage_words=stage_words)
    made.globals.update(item_words=item_words, horizon_words=horizon_words)
    made.filters.update(formats.FILTERS)
    return made


_routes: dict[str, Route] = {}


def know(routes: list[Route]) -> None:
    """The routes that `url` finds by name."""
    _routes.update({route.name: route for route in routes})


@lru_cache(maxsize=8192)
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
    counted = getattr(request.state, "heading", None) or await _heading(person)
    return {
        **_reader(request),
        "boards": await boards_of(request),
        "unread": counted.unread,
        "ways": ways(counted.besides),
        "waiting_here": counted.waiting,
        "mailed": bool(settings().mail_url),
    }


async def beside(request: Request, work: Awaitable[T]) -> T:
    """Do this while the numbers around the page are asked for, which wait for nothing that the page shows."""
    if wants_fragment(request):
        return await work
    done, request.state.heading = await asyncio.gather(work, _heading(getattr(request.state, "person", None)))
    return done


async def _heading(person: Person | None) -> Heading:
    return await heading(person, *asked(person)) if person else Heading()


async def boards_of(request: Request) -> list[Row]:
    """The boards that this reader sees, asked for once in a request."""
    state = request.state
    if not hasattr(state, "boards"):
        state.boards = await visible_boards(getattr(state, "person", None))
    return cast(list[Row], state.boards)


def _here(request: Request) -> str:
    """The address of this page, to come back to; of one that nobody could have followed a link to, the path."""
    path, asked = request.scope["path"], request.scope["query_string"].decode("latin-1")
    if "?" in path or "#" in path:  # they were escaped, and would end a path that is written as it is
        path = request.url.path
    return f"{path}?{asked}" if 0 < len(asked) <= LONGEST_QUERY else path


def _reader(request: Request) -> dict[str, Any]:
    state = request.state
    person = getattr(state, "person", None)
    zone = person.timezone if person else ""
    formats.reading_in(zone)
    return {
        "request": request,
        "here": _here(request),
        "person": person,
        "site": state.site,
        "locale": words.locale(),
        "theme": getattr(state, "theme", None),
    }

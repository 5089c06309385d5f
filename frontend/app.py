"""The web application."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from activity import worker
from composition import compose
from core import limits
from core.database import opened
from core.errors import NotFound, Problem, SlowDown
from core.settings import settings
from frontend import mail
from frontend.arrivals import Arrivals, route_of
from frontend.caching import Finished
from frontend.context import Context
from frontend.files import Static
from frontend.rendering import know, page, render, url_for, wants_fragment
from frontend.routes import named, routes
from frontend.security import OriginCheck, SecurityHeaders
from frontend.translations import speaking_locale
from ideas import exposure
from moving.arriving.addresses import leads_to

log = logging.getLogger("madang.web")


def create_app(more: Sequence[Route] = ()) -> Starlette:
    """Madang in a browser. Its lifespan opens the database and, where the worker is inline, runs it. `more`: pages that
    stand on what is above this floor."""
    compose()
    mail.fill()
    know([*named(), *more])
    made = Starlette(
        routes=[*routes(), *more, Mount("/static", Static(), name="static")],
        middleware=[
            Middleware(Arrivals),
            Middleware(Finished, seen=exposure.seen),
            *(Middleware(each) for each in (SecurityHeaders, Failures, OriginCheck, Context)),
        ],
        exception_handlers={Problem: on_problem, HTTPException: on_http},
        lifespan=lifespan,
    )
    made.router.redirect_slashes = False  # it would lead to whatever host the request names
    return made


@asynccontextmanager
async def lifespan(app: Starlette) -> AsyncIterator[None]:
    given = settings()
    async with opened(given.database, pool=given.database_pool):
        stop = asyncio.Event()
        inline = asyncio.create_task(worker.run(stop)) if given.worker == "inline" else None
        counting = [asyncio.create_task(each.run(stop)) for each in (exposure, limits)]
        try:
            yield
        finally:
            stop.set()
            if inline:
                await inline
            await asyncio.gather(*counting)


async def on_problem(request: Request, error: Exception) -> Response:
    """A rule said no where no form was at hand to show it."""
    assert isinstance(error, Problem)
    if isinstance(error, NotFound):
        return await not_found(request)
    if wants_fragment(request):
        return PlainTextResponse(error.sentence, error.status, headers=_retry(error))
    template = "errors/429.html" if isinstance(error, SlowDown) else "errors/403.html"
    response = await page(request, template, status=error.status, message=error.sentence)
    response.headers.update(_retry(error))
    return response


def _retry(error: Problem) -> dict[str, str]:
    return {"retry-after": str(error.retry_after)} if isinstance(error, SlowDown) else {}


async def on_http(request: Request, error: Exception) -> Response:
    """Starlette's own errors: no such address, or not in this way."""
    assert isinstance(error, HTTPException)
    if error.status_code == 405:
        return PlainTextResponse("Method Not Allowed", 405, headers=error.headers)
    reader = getattr(request.state, "person", None)
    if request.method in ("GET", "HEAD") and (idea := await leads_to(request.url.path, reader)):
        return RedirectResponse(url_for("idea_by_number", id=idea), 301)
    return await not_found(request)


async def not_found(request: Request) -> Response:
    """One page for what doesn't exist and for what this reader may not see."""
    if wants_fragment(request) or not hasattr(request.state, "site"):
        return PlainTextResponse("", 404)
    return await page(request, "errors/404.html", status=404)


class Failures:
    """Something of ours broke: it is logged, and the reader gets a page that asks nothing of the database."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception as error:
            if scope["type"] != "http" or begun:
                raise
            log.exception("%s %s failed", scope["method"], route_of(scope), exc_info=error)
            await _broken(scope)(scope, receive, send)


def _broken(scope: Scope) -> Response:
    locale = scope.get("state", {}).get("locale", "en")
    with speaking_locale(locale):
        return HTMLResponse(render("errors/500.html", {"locale": locale}), 500)

"""The application behind `/api/v1`. It knows no cookie, no session and no template."""

from collections import defaultdict

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from api import payloads
from api.contents import endpoints
from api.ground import problems
from api.ground.answering import Methods
from api.ground.endpoints import Endpoint
from api.ground.entering import OPEN, Entering
from api.ground.problems import NoSuchMethod
from api.openapi import described
from core.errors import NotFound, Problem
from frontend import convertors
from frontend.security import SecurityHeaders


def create_api() -> Starlette:
    """`/api/v1`, which stands beside the pages and lives as long as they do (see `commands/web.py`)."""
    convertors.register()
    payloads.fill()
    made = Starlette(
        routes=routes(),
        middleware=[Middleware(SecurityHeaders), Middleware(Entering)],
        exception_handlers={Problem: on_problem, HTTPException: on_http},
    )
    made.router.redirect_slashes = False
    return made


def routes() -> list[BaseRoute]:
    """One route for each path, with all its methods."""
    by_path: dict[str, list[Endpoint]] = defaultdict(list)
    for each in endpoints():
        by_path[each.route].append(each)
    made: list[BaseRoute] = [Route(OPEN, described, methods=["GET"])]
    for path, those in by_path.items():
        made.append(Route(path, Methods(those).answer, methods=[each.method for each in those]))
    return made


async def on_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return problems.answer(error)


async def on_http(request: Request, error: Exception) -> Response:
    """Starlette's own errors: no such address, or not in this way."""
    assert isinstance(error, HTTPException)
    if error.status_code != 405:
        return problems.answer(NotFound())
    response = problems.answer(NoSuchMethod())
    response.headers.update(error.headers or {})
    return response

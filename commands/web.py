"""The whole site: the pages, and beside them the JSON API. What `madang serve` serves."""

from starlette.applications import Starlette
from starlette.types import ASGIApp, Receive, Scope, Send

from api import page
from api.app import create_api
from api.ground.endpoints import PREFIX
from frontend import app as pages


def create_app() -> Starlette:
    """The pages' application, which opens and closes the database, with the API before it at `/api/v1`."""
    made = pages.create_app(page.routes)
    made.add_middleware(Beside, api=create_api())
    return made


class Beside:
    """What begins with `/api/v1` is the API's: none of the pages' layers sees it."""

    def __init__(self, app: ASGIApp, api: ASGIApp) -> None:
        self.app = app
        self.api = api

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and (scope["path"] == PREFIX or scope["path"].startswith(f"{PREFIX}/")):
            await self.api(scope, receive, send)
        else:
            await self.app(scope, receive, send)

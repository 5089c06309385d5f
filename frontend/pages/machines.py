"""What machines ask: is it alive, is it ready."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from core.database import row


async def health(request: Request) -> Response:
    """The process answers."""
    return PlainTextResponse("ok")


async def ready(request: Request) -> Response:
    """The process answers and its database does too."""
    await row("SELECT 1 AS yes")
    return PlainTextResponse("ok")


routes = [Route("/health", health, name="health"), Route("/ready", ready, name="ready")]

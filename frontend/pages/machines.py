"""What machines ask: is it alive, is it ready, how is it."""

import asyncio
import logging

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from activity.figures import figures
from core import measures
from core.database import row
from core.errors import NotFound
from core.migrations import lacking
from core.secrets import same
from core.settings import settings
from core.standing import is_leaving

log = logging.getLogger("madang.web")

ANSWERS_WITHIN = 5.0
"""Seconds that the database may take before it counts as away."""


async def health(request: Request) -> Response:
    """The process answers."""
    return PlainTextResponse("ok")


async def ready(request: Request) -> Response:
    """Whether people can be sent here: its database answers and is up to date, and nobody told it to end. The words are
    for whoever runs it, and the same in every language."""
    if is_leaving():
        return _not_ready("This process is ending.")
    try:
        async with asyncio.timeout(ANSWERS_WITHIN):
            await row("SELECT 1 AS yes")
            waiting = await lacking()
    except Exception as error:  # whatever it is: to the one who asks it is one and the same
        log.warning("Not ready: %r", error)
        return _not_ready("The database doesn't answer.")
    if waiting:
        return _not_ready("The database isn't up to date: run `madang migrate`.")
    return PlainTextResponse("ok")


def _not_ready(words: str) -> Response:
    return PlainTextResponse(words, 503, headers={"retry-after": "5"})


async def metrics(request: Request) -> Response:
    """Prometheus' figures, where MADANG_METRICS lets this reader have them. To anybody else there is nothing here."""
    allowed = settings().metrics
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    if allowed != "open" and not (allowed and kind.lower() == "bearer" and same(token.strip(), allowed)):
        raise NotFound
    return Response(measures.exposed(await figures()), media_type=measures.CONTENT_TYPE)


routes = [
    Route("/health", health, name="health"),
    Route("/ready", ready, name="ready"),
    Route("/metrics", metrics, name="metrics"),
]

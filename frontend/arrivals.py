"""The first and last to see a request: where it comes from, what it is called in the log, how long it took.

A line in the log names a request by its route, never by its path or query: those hold keys and what people look for.
"""

import logging
import re
import secrets
from time import perf_counter

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.logs import request_id
from core.measures import answered
from core.settings import settings
from frontend.proxies import believe, proxies

log = logging.getLogger("madang.requests")

SLOW = 1.0
"""Seconds beyond which a request is a warning."""
GIVEN = re.compile(rb"[A-Za-z0-9._-]{8,64}")
"""What a proxy may call a request."""
PROGRAMS = "/api/"
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


class Arrivals:
    """The outermost layer. Within another of its kind it does nothing."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or "request_id" in scope.setdefault("state", {}):
            await self.app(scope, receive, send)
            return
        proxied = believe(scope, proxies(settings().proxy))
        called = scope["state"]["request_id"] = (_given(scope) if proxied else "") or secrets.token_hex(8)
        status, began = 500, perf_counter()

        async def telling(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (b"x-request-id", called.encode())]
            await send(message)

        token = request_id.set(called)
        try:
            await self.app(scope, receive, telling)
        finally:
            _tell(scope, status, perf_counter() - began)
            request_id.reset(token)


def route_of(scope: Scope) -> str:
    """The name of the route that answered, of the API its pattern; `nowhere` where none did."""
    known = "path" if scope["path"].startswith(PROGRAMS) else "name"
    return str(
        getattr(scope.get("route"), known, "") or scope.get("state", {}).get("route_name") or "nowhere"
    )


def _given(scope: Scope) -> str:
    for name, value in scope["headers"]:
        if name == b"x-request-id" and GIVEN.fullmatch(value):
            return str(value.decode())
    return ""


def _tell(scope: Scope, status: int, seconds: float) -> None:
    route = route_of(scope)
    method = scope["method"] if scope["method"] in METHODS else "other"
    answered(route, method, status, seconds)
    level = logging.WARNING if seconds > SLOW else logging.INFO
    if log.isEnabledFor(level):
        ms = round(seconds * 1000, 1)
        slow = "Slow request: " if seconds > SLOW else ""
        facts = {"method": method, "route": route, "status": status, "ms": ms}
        log.log(level, "%s%s %s %s, %s ms", slow, method, route, status, ms, extra={"facts": facts})

"""The door: a token instead of a cookie, the caller's language, how much is left, and no failure without a word."""

import logging

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.ground import problems
from api.ground.calls import Call
from api.ground.endpoints import PREFIX
from api.ground.problems import NoToken
from core import limits
from core.errors import Problem
from core.words import LOCALES
from frontend.arrivals import route_of
from frontend.requests import network_address
from frontend.translations import negotiate, speaking_locale
from people import site, tokens

log = logging.getLogger("madang.api")

OPEN = f"{PREFIX}/openapi.json"
"""What is read without a token."""
VARY = (b"vary", b"Authorization, Accept-Language")


class Broken(Problem):
    status = 500


class Entering:
    """Leaves the `Call` on `request.state.call`. Without a token that is good: 401."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._guarded(self._asked, scope, receive, _with(send, [VARY]))

    async def _asked(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        yard = await site.current()
        request.state.locale = negotiate(request.headers.get("accept-language", ""), yard.locale)
        with speaking_locale(request.state.locale):
            if request.url.path == OPEN:
                await self.app(scope, receive, send)
                return
            holder = await tokens.holder(token) if (token := _token(request)) else None
            if holder is None:
                await problems.answer(NoToken(given=bool(token)))(scope, receive, send)
                return
        call = Call(holder.person, holder.token_id, holder.scopes, network_address(request), yard)
        request.state.call = call
        if holder.person.locale in LOCALES:
            request.state.locale = holder.person.locale
        with speaking_locale(request.state.locale):
            await self._counted(call, scope, receive, send)

    async def _counted(self, call: Call, scope: Scope, receive: Receive, send: Send) -> None:
        """Every call counts for its person; how many are left stands in each answer."""
        who = f"person {call.person.id}"
        try:
            await limits.spend("api", who)
            refused: Response | None = None
        except Problem as problem:
            refused = problems.answer(problem)
        headers = _left(await limits.budget("api", who))
        await (refused or self.app)(scope, receive, _with(send, headers))

    async def _guarded(self, app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
        """Something of ours broke: it is logged, and the program gets a problem like any other."""
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await app(scope, receive, watched)
        except Exception as error:
            if begun:
                raise
            log.exception("%s %s failed", scope["method"], route_of(scope), exc_info=error)
            with speaking_locale(scope.get("state", {}).get("locale", "en")):
                await problems.answer(Broken())(scope, receive, send)


def _token(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _left(budget: limits.Budget) -> list[tuple[bytes, bytes]]:
    """The IETF's RateLimit headers (draft-ietf-httpapi-ratelimit-headers-10): the quota of a window in seconds, what is
    left of it, and in how many seconds more comes back."""
    policy = f'"api";q={budget.limit};w={budget.window}'
    left = f'"api";r={budget.remaining};t={budget.reset}'
    return [(b"ratelimit-policy", policy.encode()), (b"ratelimit", left.encode())]


def _with(send: Send, headers: list[tuple[bytes, bytes]]) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message["headers"], *headers]
        await send(message)

    return sending

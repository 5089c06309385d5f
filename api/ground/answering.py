"""Answering one call: may it, what does it ask, do it once, and say what came of it."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from api.ground import problems
from api.ground.calls import Call
from api.ground.endpoints import PREFIX, Endpoint
from api.ground.once import asked, made_once
from api.ground.problems import NoSuchMethod
from api.ground.reading import key_of, taken
from api.ground.shapes import Answer
from core.errors import NotAllowed, Problem
from core.limits import spend
from core.secrets import digest
from core.settings import settings
from core.words import _
from people.permissions import is_settled

BY_ADDRESS = ("post", "comment")
"""What counts for the network address as well, as on the pages."""


class Methods:
    """All that can be asked of one path. Stands in the route as its function."""

    def __init__(self, endpoints: list[Endpoint]) -> None:
        self.by_method = {each.method: each for each in endpoints}

    async def answer(self, request: Request) -> Response:
        endpoint = self.by_method.get("GET" if request.method == "HEAD" else request.method)
        if endpoint is None:
            raise NoSuchMethod
        try:
            return await _answer(endpoint, request, request.state.call)
        except Problem as problem:
            return problems.answer(problem, endpoint.called)


async def _answer(endpoint: Endpoint, request: Request, call: Call) -> Response:
    call.demand(endpoint.scope)
    if endpoint.writes:
        _demand_settled(call)
    given, raw = await taken(endpoint, request, call)
    if endpoint.spends:
        by_address = [call.address] if endpoint.spends in BY_ADDRESS else []
        await spend(endpoint.spends, f"person {call.person.id}", *by_address)
    if endpoint.shows:
        return await _made(endpoint, request, call, given, raw)
    said = await endpoint.function(**given)
    return _said(endpoint, request, said)


def _demand_settled(call: Call) -> None:
    """As on the pages: whoever writes has told their name and agreed to the terms as they stand."""
    if not is_settled(call.person, call.site):
        address = f"{settings().address}/welcome"
        raise NotAllowed(_("First tell your name and agree to the terms at %(address)s.", address=address))


async def _made(
    endpoint: Endpoint, request: Request, call: Call, given: dict[str, Any], raw: bytes
) -> Response:
    """What a POST made; where it brings a key, what it made when it first came."""
    key = key_of(request)

    async def make() -> int:
        return int(await endpoint.function(**given))

    if key:
        path = request.url.path + ("?" + request.url.query if request.url.query else "")
        number = await made_once(call.person.id, key, asked(request.method, path, raw), make)
    else:
        number = await make()
    assert endpoint.shows
    response = _said(endpoint, request, await endpoint.shows(number, call.person))
    if endpoint.location:
        path = endpoint.location.format(made=number, **request.path_params)
        response.headers["location"] = f"{settings().address}{PREFIX}{path}"
    return response


def _said(endpoint: Endpoint, request: Request, said: Answer | None) -> Response:
    """The answer, or 304 where the program has it already."""
    if said is None:
        return Response(status_code=204)
    body = said.model_dump_json().encode()
    if endpoint.writes:
        return Response(body, endpoint.status, media_type="application/json")
    mark = f'"{digest_of(body)}"'
    if mark in _marks(request):
        return Response(status_code=304, headers={"etag": mark})
    return Response(body, endpoint.status, headers={"etag": mark}, media_type="application/json")


def digest_of(body: bytes) -> str:
    """What an answer is known by."""
    return digest(body.decode())[:32]


def _marks(request: Request) -> set[str]:
    """The answers that the program has: strong or weak, `*` is none that it could name."""
    given = request.headers.get("if-none-match", "")
    return {part.strip().removeprefix("W/") for part in given.split(",")}

"""Reading what a program sends: its address, its body, its headers; never a 500 for what can't be read."""

from typing import Any

from pydantic import ValidationError
from starlette.requests import Request

from api.ground.calls import Call
from api.ground.endpoints import Endpoint
from api.ground.problems import Malformed, NotJson, TooLarge, Wrong, pointer
from api.ground.sentences import problem_of
from api.ground.shapes import Body, Query
from core.words import _

LARGEST = 256 * 1024
"""Bytes of a body at most: the longest text in Korean, escaped, with room to spare."""
LONGEST_KEY = 200


async def taken(endpoint: Endpoint, request: Request, call: Call) -> tuple[dict[str, Any], bytes]:
    """What the endpoint's function is called with, and the body as it was sent. Raises what is wrong with it."""
    raw = await _raw(endpoint, request)
    given: dict[str, Any] = {
        **{"number" if name == "id" else name: request.path_params[name] for name in endpoint.given},
        "by": call.person,
        "call": call,
        "query": query_of(endpoint.query, request),
    }
    if endpoint.body:
        given["body"] = _body(endpoint.body, raw) if raw or endpoint.body_needed else None
    wanted = endpoint.function.__code__.co_varnames[: endpoint.function.__code__.co_argcount]
    return {name: given[name] for name in wanted}, raw


def query_of(kind: type[Query], request: Request) -> Any:
    """What stands behind the `?`, each once."""
    pairs = request.query_params.multi_items()
    names = [name for name, _value in pairs]
    if twice := {name for name in names if names.count(name) > 1}:
        raise Wrong((pointer(name), _("Say this once.")) for name in sorted(twice))
    try:
        return kind.model_validate(dict(pairs))
    except ValidationError as error:
        raise problem_of(error) from None


def key_of(request: Request) -> str:
    """The `Idempotency-Key`, or "". Raises `Malformed` for what is none."""
    key = request.headers.get("idempotency-key", "").strip()
    if len(key) > LONGEST_KEY or not key.isprintable():
        raise Malformed(_("An Idempotency-Key has at most %(most)s characters.", most=LONGEST_KEY))
    return key


async def _raw(endpoint: Endpoint, request: Request) -> bytes:
    """The body, read as far as it may be long."""
    if endpoint.body is None:
        return b""
    raw = bytearray()
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > LARGEST:
            raise TooLarge(_("That is too long to be sent."))
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if (raw or kind) and kind != "application/json":
        raise NotJson(_("Send it as “Content-Type: application/json”."))
    return bytes(raw)


def _body(kind: type[Body], raw: bytes) -> Body:
    if not raw:
        raise Malformed(_("Send a JSON object."))
    try:
        return kind.model_validate_json(raw)
    except ValidationError as error:
        raise problem_of(error) from None

"""The page `/api`: every endpoint and every model, for people, from the same document that programs read."""

import json
from functools import lru_cache
from http import HTTPStatus
from types import SimpleNamespace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.ground.describing import SCOPES
from api.ground.endpoints import PREFIX
from api.ground.problems import KINDS, PLAIN
from api.openapi import openapi
from core.settings import settings
from core.words import _, locale
from frontend.rendering import page

Json = dict[str, Any]
REFERENCE = "#/components/schemas/"


async def show(request: Request) -> Response:
    """Everything on one page, so that a browser's own search finds it."""
    return await page(request, "api/index.html", **_shown(locale(), settings().address))


@lru_cache(maxsize=8)
def _shown(language: str, address: str) -> dict[str, Any]:
    document = openapi()
    return {
        "groups": _groups(document["paths"]),
        "webhooks": [
            SimpleNamespace(name=name, says=each["post"]["summary"], model=_body(each["post"]))
            for name, each in document["webhooks"].items()
        ],
        "models": [_model(name, each) for name, each in document["components"]["schemas"].items()],
        "scopes": [(scope.value, _(says)) for scope, says in SCOPES.items()],
        "problems": [
            SimpleNamespace(
                status=status,
                name=name,
                title=_(title),
                more=_(PLAIN.get(status, "")) if status in PLAIN else "",
            )
            for status, (name, title) in KINDS.items()
        ],
        "root": f"{address}{PREFIX}",
        "document_url": f"{PREFIX}/openapi.json",
    }


def _groups(paths: Json) -> list[SimpleNamespace]:
    """The endpoints by what their paths begin with."""
    groups: dict[str, list[SimpleNamespace]] = {}
    for path, methods in paths.items():
        begins = "/" + path.strip("/").partition("/")[0]
        groups.setdefault(begins, []).extend(_one(path, method, each) for method, each in methods.items())
    return [SimpleNamespace(path=path, endpoints=those) for path, those in groups.items()]


def _one(path: str, method: str, each: Json) -> SimpleNamespace:
    scopes = [scope for needed in each["security"] for scope in needed["token"]]
    return SimpleNamespace(
        id=each["operationId"],
        method=method.upper(),
        path=path,
        says=each["summary"],
        scope=scopes[0] if scopes else "",
        parameters=[_parameter(one) for one in each.get("parameters", ())],
        body=_body(each),
        answers=[_answer(status, one) for status, one in each["responses"].items()],
    )


def _parameter(one: Json) -> SimpleNamespace:
    schema = one["schema"]
    given = next(iter(schema.get("examples", ())), schema.get("default", ""))
    return SimpleNamespace(
        name=one["name"],
        place=one["in"],
        needed=one["required"],
        type=_type(schema),
        about=schema.get("description", ""),
        example=given if isinstance(given, str) else json.dumps(given),
        model=_linked(schema),
    )


def _body(each: Json) -> str:
    """The model of what is sent, "" where nothing is."""
    return (
        _named(each["requestBody"]["content"]["application/json"]["schema"]) if "requestBody" in each else ""
    )


def _answer(status: str, one: Json) -> SimpleNamespace:
    content: Json = next(iter(one.get("content", {}).values()), {})
    phrase = HTTPStatus(int(status)).phrase
    return SimpleNamespace(
        status=status, phrase=phrase, says=one["description"], model=_named(content.get("schema", {}))
    )


def _named(schema: Json) -> str:
    return str(schema.get("$ref", "")).removeprefix(REFERENCE)


def _model(name: str, schema: Json) -> SimpleNamespace:
    needed = schema.get("required", ())
    example = next(iter(schema.get("examples", ())), None)
    return SimpleNamespace(
        name=name,
        values=schema.get("enum", ()),
        fields=[
            SimpleNamespace(
                name=field,
                type=_type(each),
                needed=field in needed,
                about=each.get("description", ""),
                model=_linked(each),
            )
            for field, each in schema.get("properties", {}).items()
        ],
        example=json.dumps(example, ensure_ascii=False, indent=2) if example is not None else "",
    )


def _linked(schema: Json) -> str:
    """The model that a field holds, or holds many of."""
    inner = [schema, schema.get("items", {}), *schema.get("anyOf", ())]
    return next((name for each in inner if (name := _named(each))), "")


def _type(schema: Json) -> str:
    """A type as programmers write it: `string ≤ 120`, `Stage | null`, `[Tag]`."""
    if "anyOf" in schema:
        return " | ".join(_type(each) for each in schema["anyOf"])
    if "$ref" in schema:
        return _named(schema)
    if schema.get("type") == "array":
        return f"[{_type(schema['items'])}]"
    kind = str(schema.get("format", schema.get("type", "any")))
    least = schema.get("minimum", schema.get("minLength"))
    most = schema.get("maximum", schema.get("maxLength"))
    return (
        kind + (f" ≥ {least}" if least else "") + (f" ≤ {most}" if most is not None and most < 10**9 else "")
    )


routes = [Route("/api", show, name="api")]

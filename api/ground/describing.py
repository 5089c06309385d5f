"""The OpenAPI 3.1 document, made from declarations alone: nothing in it is written by hand a second time."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from api.ground.endpoints import PREFIX, REGISTERED_WEBHOOKS, Endpoint, Webhook
from api.ground.problems import KINDS, ProblemDocument
from api.ground.reading import LONGEST_KEY
from api.ground.shapes import Query
from core.settings import settings
from core.words import N_, _
from people.tokens import Scope

Json = dict[str, Any]
REFERENCE = "#/components/schemas/{model}"
LARGEST_NUMBER = 10**18 - 1
"""What stands for a number in an address, at most (`frontend.convertors`)."""

SCOPES = {
    Scope.READ: N_("Read what the person sees"),
    Scope.WRITE: N_("Do what members do"),
    Scope.MANAGE: N_("Do what staff do, as far as the person may"),
}
BEYOND = {
    200: N_("As asked"),
    201: N_("It was made"),
    204: N_("It was done"),
    304: N_("Unchanged since the ETag that was sent"),
}


def document(endpoints: Sequence[Endpoint]) -> Json:
    """OpenAPI 3.1, its words in the language that is spoken now."""
    webhooks = list(REGISTERED_WEBHOOKS.values())
    schemas, places = _schemas(endpoints, webhooks)
    paths: dict[str, Json] = {"/openapi.json": {"get": _itself()}}
    for each in endpoints:
        paths.setdefault(each.path, {})[each.method.lower()] = _operation(each, schemas, places)
    asked = {model.__name__ for model in _queries(endpoints)}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Madang", "version": "1", "description": _info()},
        "servers": [{"url": settings().address + PREFIX}],
        "security": [{"token": []}],
        "paths": paths,
        "webhooks": {each.name: {"post": _webhook(each, places)} for each in webhooks},
        "components": {
            "schemas": {name: schema for name, schema in sorted(schemas.items()) if name not in asked},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": _scopes()}},
            "headers": HEADERS,
        },
    }


def _info() -> str:
    return _(
        "What people do on the pages, programs do here. Lists go on at “next”; errors are problem details."
    )


def _scopes() -> str:
    return "\n".join(f"- `{scope}`: {_(says)}" for scope, says in SCOPES.items())


HEADERS: Json = {
    "ETag": {"schema": {"type": "string"}, "example": '"9f86d081884c7d65"'},
    "Location": {
        "schema": {"type": "string", "format": "uri"},
        "example": "https://yard.example.com/api/v1/ideas/7",
    },
    "Retry-After": {"schema": {"type": "string", "pattern": "^[0-9]+$"}, "example": "60"},
    "WWW-Authenticate": {"schema": {"type": "string"}, "example": 'Bearer realm="madang"'},
    "RateLimit": {"schema": {"type": "string"}, "example": '"api";r=1199;t=60'},
    "RateLimit-Policy": {"schema": {"type": "string"}, "example": '"api";q=1200;w=60'},
}


def _queries(endpoints: Iterable[Endpoint]) -> set[type[Query]]:
    return {each.query for each in endpoints}


def _schemas(endpoints: Sequence[Endpoint], webhooks: Sequence[Webhook]) -> tuple[Json, dict[Any, Json]]:
    """All models by their names, and where each one stands: by model and mode."""
    wanted: list[tuple[type[BaseModel], JsonSchemaMode]] = [(ProblemDocument, "serialization")]
    for each in endpoints:
        wanted.append((each.query, "validation"))
        wanted += [(each.body, "validation")] if each.body else []
        wanted += [(each.answer, "serialization")] if each.answer else []
    wanted += [(each.payload, "serialization") for each in webhooks]
    places, made = models_json_schema(list(dict.fromkeys(wanted)), ref_template=REFERENCE)
    schemas = {name: _plain(schema) for name, schema in made.get("$defs", {}).items()}
    return schemas, dict(places)


def _plain(schema: Json) -> Json:
    """A model without what pydantic makes up from the names in the code, its descriptions translated."""
    kept = {key: value for key, value in schema.items() if key not in ("title", "description")}
    if "properties" in kept:
        kept["properties"] = {name: _property(each) for name, each in kept["properties"].items()}
    return kept


def _property(schema: Json) -> Json:
    kept = {key: value for key, value in schema.items() if key != "title"}
    said = kept.get("description", "")
    return {**kept, "description": _(said)} if said else kept


def _operation(each: Endpoint, schemas: Json, places: Mapping[Any, Json]) -> Json:
    made: Json = {
        "operationId": each.name,
        "summary": _(each.says),
        "tags": [each.noun],
        "security": [{"token": [each.scope.value]}],
        "parameters": _parameters(each, schemas),
        "responses": _responses(each, places),
    }
    if each.body:
        content = {"application/json": {"schema": places[each.body, "validation"]}}
        made["requestBody"] = {"required": each.body_needed, "content": content}
    return made


def _parameters(each: Endpoint, schemas: Json) -> list[Json]:
    made = [
        {"name": name, "in": "path", "required": True, "schema": _of_path(kind)}
        for name, kind in each.given.items()
    ]
    asked = schemas[each.query.__name__]
    needed = asked.get("required", ())
    for name, schema in asked.get("properties", {}).items():
        made.append({"name": name, "in": "query", "required": name in needed, "schema": _in_address(schema)})
    if each.shows:
        key = {
            "type": "string",
            "maxLength": LONGEST_KEY,
            "pattern": "^[!-~]*$",
            "examples": ["7f1c0e1a-import-12"],
        }
        made.append({"name": "Idempotency-Key", "in": "header", "required": False, "schema": key})
    elif not each.writes:
        mark = {"type": "string", "examples": ['"9f86d081884c7d65"']}
        made.append({"name": "If-None-Match", "in": "header", "required": False, "schema": mark})
    return made


def _in_address(schema: Json) -> Json:
    """What may be left out of an address is never null there."""
    kinds = [each for each in schema.get("anyOf", ()) if each != {"type": "null"}]
    if len(kinds) != 1:
        return schema
    return {**kinds[0], **{key: value for key, value in schema.items() if key not in ("anyOf", "default")}}


def _of_path(kind: type) -> Json:
    if kind is int:
        return {"type": "integer", "minimum": 1, "maximum": LARGEST_NUMBER, "examples": [7]}
    return {"type": "string", "minLength": 1, "pattern": "^[^/]+$", "examples": ["ideas"]}


def statuses(each: Endpoint) -> list[int]:
    """Every status with which this endpoint answers."""
    found = {each.status, 401, 403, 422, 429, *each.problems}
    found |= {404} if each.given else set()
    found |= {400, 413, 415} if each.body else set()
    found |= {400} if each.shows else set()
    found |= {304} if not each.writes else set()
    return sorted(found)


def _responses(each: Endpoint, places: Mapping[Any, Json]) -> Json:
    return {str(status): _response(each, status, places) for status in statuses(each)}


def _response(each: Endpoint, status: int, places: Mapping[Any, Json]) -> Json:
    limits = ["RateLimit", "RateLimit-Policy"]
    if status in KINDS:
        more = {401: ["WWW-Authenticate"], 429: ["Retry-After", *limits]}.get(status, limits)
        problem = {"application/problem+json": {"schema": places[ProblemDocument, "serialization"]}}
        return {"description": _(KINDS[status][1]), "headers": _named(more), "content": problem}
    marks = ["ETag"] if not each.writes else ["Location"] if each.location else []
    made: Json = {"description": _(BEYOND[status]), "headers": _named([*marks, *limits])}
    if each.answer and status == each.status:
        made["content"] = {"application/json": {"schema": places[each.answer, "serialization"]}}
    return made


def _named(headers: Iterable[str]) -> Json:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in headers}


def _itself() -> Json:
    content = {"application/json": {"schema": {"type": "object"}}}
    return {
        "operationId": "openapi",
        "summary": _("This document"),
        "security": [],
        "responses": {"200": {"description": _(BEYOND[200]), "content": content}},
    }


def _webhook(each: Webhook, places: Mapping[Any, Json]) -> Json:
    content = {"application/json": {"schema": places[each.payload, "serialization"]}}
    return {
        "summary": _(each.says),
        "requestBody": {"required": True, "content": content},
        "responses": {"2XX": {"description": _("It was received; anything else is tried again.")}},
    }

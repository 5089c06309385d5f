"""Programs that call the API in somebody's name."""

from typing import Any

import httpx
from starlette.applications import Starlette

from people import tokens
from people.models import Person
from people.tokens import Scope


async def a_program(
    app: Starlette, person: Person | None, *scopes: Scope, language: str = "en"
) -> httpx.AsyncClient:
    """A client of `/api/v1` with a token of this person that has all scopes, or these; without a person, none."""
    headers = {"accept-language": language}
    if person:
        token = await tokens.make(person.id, name="A program", scopes=scopes or list(Scope))
        headers["authorization"] = f"Bearer {token}"
    transport = httpx.ASGITransport(app=app, client=("192.0.2.7", 50_000))
    return httpx.AsyncClient(transport=transport, base_url="http://madang.test/api/v1", headers=headers)


def wrong(answer: httpx.Response) -> dict[str, Any]:
    """What a problem says is wrong, by pointer."""
    assert answer.headers["content-type"] == "application/problem+json"
    said = answer.json()
    assert said["status"] == answer.status_code
    return {each["pointer"]: each["message"] for each in said["errors"]}

"""Programs with a token, calling the API as any program would."""

from contextlib import AsyncExitStack
from typing import Any

import httpx
from starlette.applications import Starlette

from people.models import Person
from people.tokens import Scope
from tests.api.programs import a_program

Json = dict[str, Any]


class Programs:
    """The programs of one test, closed with it."""

    def __init__(self, app: Starlette, open_ones: AsyncExitStack) -> None:
        self._app = app
        self._open = open_ones

    async def of(self, person: Person, *scopes: Scope) -> "Program":
        """One that acts for this person, with all scopes or with these."""
        client = await a_program(self._app, person, *scopes)
        return Program(await self._open.enter_async_context(client), person)


class Program:
    """Calls, and expects a status; gives the JSON."""

    def __init__(self, client: httpx.AsyncClient, person: Person) -> None:
        self.client = client
        self.person = person

    async def get(self, path: str, status: int = 200, **query: Any) -> Json:
        return await self.call("GET", path, status, params=query or None)

    async def post(self, path: str, status: int = 201, **body: Any) -> Json:
        return await self.call("POST", path, status, json=body)

    async def put(self, path: str, status: int = 200) -> Json:
        return await self.call("PUT", path, status)

    async def patch(self, path: str, status: int = 200, **body: Any) -> Json:
        return await self.call("PATCH", path, status, json=body)

    async def delete(self, path: str, status: int = 200, **query: Any) -> Json:
        return await self.call("DELETE", path, status, params=query or None)

    async def call(self, method: str, path: str, status: int, **more: Any) -> Json:
        answer = await self.client.request(method, path, **more)
        assert answer.status_code == status, f"{method} {path}: {answer.status_code} {answer.text}"
        said: Json = answer.json() if answer.content else {}
        return said


def pointers(problem: Json) -> dict[str, str]:
    """The sentences of a problem by what they are about."""
    return {each["pointer"]: each["message"] for each in problem["errors"]}


async def walked(program: Program, path: str, name: str, **query: Any) -> list[Any]:
    """This field of a list's rows, read two rows to a page up to its end."""
    found: list[Any] = []
    after = ""
    for _page in range(20):
        page = await program.get(path, limit=2, after=after, **query)
        found += [each[name] for each in page["items"]]
        if page["next"] is None:
            return found
        after = page["next"]
    raise AssertionError(f"{path} has no end")

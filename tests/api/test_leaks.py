"""What a person can't see no program of theirs is told: every endpoint, the readers and secrets of the pages' own test.

The paths are made from the endpoints. One that this test can't fill in fails it.
"""

from collections.abc import Sequence
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from api.contents import endpoints
from api.ground.endpoints import PREFIX, Endpoint
from core.database import rows
from people.models import Person
from tests.api.programs import a_program
from tests.frontend.test_leaks import FULL, KEPT_OUT, LET_IN, World, _everything, a_world
from tests.makers import a_board, a_person, an_idea
from voting.operations import cast_vote

NEEDED = {"/ideas/similar": ("text=idea", "text=zmembres+idea", "text=zhidden+idea")}
"""What stands behind the `?` of an endpoint that needs something there."""
MORE = {
    "/ideas": (
        "stage=all&limit=100",
        "stage=all&sort=new",
        "stage=all&sort=top&limit=2",
        "sort=discussed",
        "board=board-staff&stage=all",
        "tag=filed&stage=all",
        "mine=true&stage=all",
        "voted=true&stage=all",
        "unanswered=true",
        "q=idea",
        "q=zmembres",
        "q=zsaidtostaf",
    ),
    "/roadmap/items": ("limit=100", "board=board-staff", "tag=filed", "stage=shipped"),
    "/releases": ("limit=100", "state=draft"),
    "/improvements": ("limit=100&sort=confirmed", "board=board-members", "state=draft"),
    "/people": ("limit=100", "q=zmail"),
    "/tags": ("limit=100",),
    "/me/notices": ("limit=100",),
}
"""What else a list is asked for."""
FILLED_AS: dict[str, str] = {
    "/roadmap/items/{id:int}": "/roadmap/{id:int}",
    "/roadmap/items/{id:int}/ideas/{idea:int}": "/roadmap/{id:int}/links/{idea:int}",
    "/webhooks/{id:int}": "/admin/webhooks/{id:int}",
}
"""Paths that begin otherwise than the pages': with what the pages' addresses are filled."""


TOLD = {
    "stranger": ("zsaidmembers", "zmembersbody"),
    "author": ("zhiddenreason", "zsaidtoauthor"),
    "partner": ("zpartners",),
    "manager": ("zstaff", "zheld", "zsaidtostaff", "zrude", "zrudereason", "zsaidstaffboard"),
}
"""What must be there to be found, or empty answers would do."""
UNSEEN: dict[str, set[str]] = {
    "visitor": set(),
    "stranger": {"staff", "partners", "held", "hidden"},
    "partner": {"staff", "held"},
}
"""The ideas that each doesn't see; a visitor, without a token, does nothing to any."""
EVERYBODY = [reader for group in (*KEPT_OUT, *LET_IN) for reader in group if reader != "admin"]
WORLDS = [("sqlite", EVERYBODY), ("postgres", EVERYBODY if FULL else ["partner"])]


async def _whole() -> World:
    world = await a_world()
    source = world.ideas["open"]
    target = (await rows("SELECT id FROM idea WHERE id <> :id ORDER BY id LIMIT 1", id=source.id))[0]["id"]
    world.fills["/ideas/{id:int}/merges/{merge:int}"] = [{"id": source.id, "merge": target}]
    return world


def paths(endpoint: Endpoint, world: World) -> list[str]:
    """Every path of this endpoint in this world. Raises where it has a parameter that nothing fills."""
    path = endpoint.route.removeprefix(PREFIX)
    if "{" not in path:
        return [path]
    known = {**world.fills, **{ours: world.fills[theirs] for ours, theirs in FILLED_AS.items()}}
    found = [each for each in known if path == each or path.startswith(each + "/")]
    assert found, f"{path}: say in tests/api/test_leaks.py what fills its parameters"
    return [endpoint.path.format(**fill) for fill in known[max(found, key=len)]]


@pytest.mark.parametrize(("database_url", "readers"), WORLDS, indirect=["database_url"])
async def test_no_program_is_told_or_does_what_its_person_may_not(
    app: Starlette, database: str, readers: Sequence[str]
) -> None:
    world = await _whole()
    for reader in readers:
        program = await a_program(app, world.people.get(reader))
        told = ""
        for endpoint in endpoints():
            for path in paths(endpoint, world) if not endpoint.writes else ():
                for query in NEEDED.get(path, ("",)) + MORE.get(path, ()):
                    told += await _told(program, f"{path}?{query}" if query else path, world, reader)
        assert all(secret in told for secret in TOLD.get(reader, ())), f"a {reader} is told too little"
        if reader in UNSEEN:
            await _does_nothing(program, world, reader)


async def _told(program: httpx.AsyncClient, path: str, world: World, reader: str) -> str:
    answer = await program.get(path)
    expected = (401,) if reader == "visitor" else (200, 403, 404)
    assert answer.status_code in expected, f"{path}: {answer.status_code} for a {reader}: {answer.text}"
    for secret, readers in world.secrets.items():
        assert reader in readers or secret not in answer.text, f"{secret} is told to a {reader} at {path}"
    return answer.text


async def _does_nothing(program: httpx.AsyncClient, world: World, reader: str) -> None:
    """What they don't see answers every write as if it didn't exist, and stays as it is."""
    before = await _everything()
    for endpoint in endpoints():
        if not endpoint.writes or not endpoint.path.startswith("/ideas/{id}"):
            continue
        for name in sorted(UNSEEN[reader] or world.ideas):
            others = dict.fromkeys(endpoint.given.keys() - {"id"}, 1)
            path = endpoint.path.format(id=world.ideas[name].id, **others)
            answer = await program.request(endpoint.method, path, json=_anything(endpoint))
            expected = (401,) if reader == "visitor" else (403, 404)
            assert answer.status_code in expected, (
                f"{path}: {answer.status_code} for a {reader}: {answer.text}"
            )
    assert await _everything() == before


def _anything(endpoint: Endpoint) -> dict[str, Any] | None:
    """The endpoint's own example."""
    extra: Any = endpoint.body.model_config.get("json_schema_extra") if endpoint.body else None
    return extra["examples"][0] if extra else None


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_hidden_counts_stay_hidden(app: Starlette, database: str) -> None:
    await a_board("quiet", hide_counts=True)
    idea = await an_idea("Quiet dark mode", board="quiet")
    voter: Person = await a_person()
    await cast_vote(idea.id, by=await a_person())
    program = await a_program(app, voter)
    for _ in range(2):
        shown = (await program.get(f"/ideas/{idea.id}")).json()
        listed = (await program.get("/ideas?board=quiet")).json()["items"][0]
        alike = (await program.get("/ideas/similar?text=Quiet dark mode")).json()["items"][0]
        expected = 2 if shown["voted"] else None
        assert [each["votes"] for each in (shown, listed, alike)] == [expected] * 3
        assert (await program.put(f"/ideas/{idea.id}/vote")).json()["votes"] == 2

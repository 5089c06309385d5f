"""What is measured of the JSON API: the same acts as on the pages, by programs, each in turns in another name."""

import json
from collections.abc import Sequence
from urllib.parse import urlencode

from commands.bench.measuring.client import Answer, Connection
from commands.bench.measuring.sample import Sample
from commands.bench.measuring.scenes import Scene, address_of
from people.models import Person

ROOT = "/api/v1"
JSON = {"content-type": "application/json"}


def calls(sample: Sample, salt: str) -> list[Scene]:
    """List, idea and similar, a vote cast or taken back, and a post."""
    numbers = [path.split("/")[2].partition("-")[0] for path in sample.ideas]
    texts = [f"{ROOT}/ideas/similar?{urlencode({'text': title})}" for title in sample.titles[:80]]
    return [
        _reading(sample, "api list", [f"{ROOT}/ideas"]),
        _reading(sample, "api idea", [f"{ROOT}/ideas/{number}" for number in numbers]),
        _reading(sample, "api similar", texts),
        _voting(sample),
        _posting(sample, salt),
    ]


def _as_program(sample: Sample, person: Person) -> dict[str, str]:
    """The headers of this person's program, at an address of its own."""
    return {"authorization": f"Bearer {sample.programs[person.id]}", **address_of(12, person.id)}


def _reading(sample: Sample, name: str, paths: Sequence[str]) -> Scene:
    async def ask(connection: Connection, number: int) -> Answer:
        caller = sample.callers[number % len(sample.callers)]
        return await connection.get(paths[number % len(paths)], _as_program(sample, caller))

    return Scene(name, ask, True)


def _voting(sample: Sample) -> Scene:
    """Each caller votes for one idea on the way and takes the vote back, so that every call changes something."""
    path = f"{ROOT}/ideas/{sample.talked.split('/')[2].partition('-')[0]}/vote"

    async def ask(connection: Connection, number: int) -> Answer:
        caller = sample.callers[number // 2 % len(sample.callers)]
        method = "DELETE" if number % 2 else "PUT"
        return await connection.send(method, path, b"", _as_program(sample, caller))

    return Scene("api vote", ask, True, (200, 204), writes=True)


def _posting(sample: Sample, salt: str) -> Scene:
    async def ask(connection: Connection, number: int) -> Answer:
        caller = sample.callers[number % len(sample.callers)]
        title = f"{sample.titles[number % len(sample.titles)][:90]} {salt} {number}"
        said = {"board": "ideas", "title": title, "body": "We meet this every week. It would help us a lot."}
        headers = {**JSON, "idempotency-key": f"bench-{salt}-{number}", **_as_program(sample, caller)}
        return await connection.send("POST", f"{ROOT}/ideas", json.dumps(said).encode(), headers)

    return Scene("api post an idea", ask, True, (201,), writes=True)

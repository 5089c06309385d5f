"""A machine that reads the document asks the running site whatever it can think of, rightly and wrongly.

No answer is a 5xx, none has a status, a header or a body that the document doesn't name, nothing that breaks its schema
is taken. Unless all is wanted, each database is asked of every fourth path, and both of different ones.
"""

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

from api.contents import endpoints
from people import tokens
from people.tokens import Scope
from tests.makers import a_comment, a_person, an_idea
from tests.running import HOUSE, free_port, until

FULL = os.environ.get("MADANG_TEST_FULL") == "1"
SETTINGS = Path(__file__).with_name("schemathesis.toml")
PHASES = "examples,coverage,fuzzing,stateful" if FULL else "examples,coverage"
EXAMPLES = "12" if FULL else "3"


@asynccontextmanager
async def served(database: str, log: Path) -> AsyncIterator[str]:
    """The site on a port of its own, as it is served, without limits. Gives its address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    environment = {**os.environ, "DATABASE_URL": database, "BASE_URL": address}
    with log.open("wb") as written:
        command = [sys.executable, "-m", "tests.api.served", str(port)]
        process = await asyncio.create_subprocess_exec(
            *command, cwd=HOUSE, env=environment, stdout=written, stderr=written
        )
    try:
        async with httpx.AsyncClient(base_url=address) as browser:

            async def answers() -> bool:
                assert process.returncode is None, log.read_text()
                try:
                    return (await browser.get("/ready")).status_code == 200
                except httpx.TransportError:
                    return False

            await until(answers, 60.0, f"not ready: {log}")
        yield address
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


def _paths(database: str) -> str:
    """Which paths this database is asked for, as a pattern."""
    every = sorted({each.path for each in endpoints()})
    own = every if FULL else every[2 * database.startswith("sqlite") :: 4]
    return "^(" + "|".join(re.escape(path) for path in own) + ")$"


async def test_a_machine_finds_no_answer_that_the_document_does_not_name(
    database: str, tmp_path: Path
) -> None:
    manager = await a_person("Mina", "manager")
    token = await tokens.make(manager.id, name="A machine", scopes=list(Scope))
    for number in range(7):
        await a_comment(await an_idea(f"Dark mode for the calendar {number}"))
    async with served(database, tmp_path / "site.log") as address:
        asked = [f"{address}/api/v1/openapi.json", "--header", f"Authorization: Bearer {token}"]
        asked += ["--phases", PHASES, "--max-examples", EXAMPLES, "--seed", "1", "--checks", "all"]
        asked += ["--include-path-regex", _paths(database), "--suppress-health-check", "all", "--no-color"]
        process = await asyncio.create_subprocess_exec(
            str(Path(sys.executable).with_name("schemathesis")),
            *("--config-file", str(SETTINGS), "run", *asked),
            cwd=tmp_path,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        said = (await process.communicate())[0].decode()

    assert process.returncode == 0, said
    found = re.search(r"(\d+) generated", said)
    assert found, said
    assert int(found[1]) > 100, said

"""What every test stands on: both databases, the application, people who are signed in.

A test that asks for `database` (or `client`) runs twice: on SQLite in a file and on a real PostgreSQL. What a page
shows has little to do with which of them it is (`a_page`): one half of these tests runs on the one, the other on the
other.
"""

import itertools
import json
import os
import shutil
import tempfile
import zlib
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

os.environ.update(
    BASE_URL="http://madang.test",
    SECRET_KEY="only-for-tests",
    MADANG_VAR=tempfile.mkdtemp(prefix="madang-tests-"),
    MAIL_URL="",
    MAIL_FROM="",
    DATABASE_URL="",
    MADANG_WORKER="external",
    MADANG_SEMANTIC="off",
    MADANG_PROXY="",
    MADANG_LOGS="",
    MADANG_METRICS="",
    MADANG_DRAIN="",
)

import httpx
import pytest
from starlette.applications import Starlette

from commands.demo import player
from composition import compose
from core import limits
from core.database import connection, opened
from core.migrations import migrate
from core.settings import settings
from frontend import mail
from tests.lasting import LastingLoop, finish_models_once
from tests.services.postgres import Server
from tests.services.standing import Standing
from tests.sharing import made_once, share_templates

pytest_plugins = ["tests.services.plugin"]

finish_models_once()
share_templates(settings().var)
_numbers = itertools.count(1)


@pytest.fixture(scope="session", autouse=True)
def var() -> Iterator[Path]:
    """The folder that settings keep things in, gone after the run."""
    folder = settings().var
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def lasting_loop() -> Iterator[LastingLoop]:
    loop = LastingLoop()
    yield loop
    loop.end()


@pytest.fixture(scope="session")
def anyio_backend(lasting_loop: LastingLoop) -> tuple[str, dict[str, object]]:
    return "asyncio", {"loop_factory": lambda: lasting_loop}


@pytest.fixture(scope="session")
async def migrated_file(tmp_path_factory: pytest.TempPathFactory, anyio_backend: object) -> Path:
    """A migrated SQLite database to copy."""
    return await made_once(tmp_path_factory, "migrated.sqlite3", lambda path: migrate(f"sqlite://{path}"))


@pytest.fixture(scope="session")
async def played_file(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Path:
    """A SQLite database to copy in which the demo was played. The steps that were told stand beside it (.json)."""

    async def play_in(path: Path) -> None:
        compose()
        mail.fill()
        shutil.copy(migrated_file, path)
        steps: list[tuple[int, int]] = []
        async with opened(f"sqlite://{path}"):
            assert await player.is_empty()
            await player.play(lambda done, total: steps.append((done, total)))
        path.with_name("played.json").write_text(json.dumps(steps))

    return await made_once(tmp_path_factory, "played.sqlite3", play_in)


async def migrated(url: str) -> None:
    await migrate(url)


@pytest.fixture(scope="session")
def standing(postgres_server: Server, lasting_loop: LastingLoop) -> Iterator[Standing]:
    """The PostgreSQL database of this process, for one test after the other."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    database = Standing(postgres_server, f"test_{worker}_{os.getpid()}", migrated)
    yield database
    lasting_loop.run_until_complete(database.close())


DATABASES = ("sqlite", "postgres")
FULL = os.environ.get("MADANG_TEST_FULL") == "1"


@pytest.hookimpl(tryfirst=True)
def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Each test of a page takes the database whose turn it is, and always the same."""
    test = metafunc.definition
    if not FULL and "database_url" in metafunc.fixturenames and test.get_closest_marker("a_page"):
        turn = zlib.crc32(test.name.encode()) % len(DATABASES)
        test.add_marker(pytest.mark.parametrize("database_url", [DATABASES[turn]], indirect=True))


@pytest.fixture(params=DATABASES)
async def database_url(request: pytest.FixtureRequest, tmp_path: Path, migrated_file: Path) -> str:
    """The URL of a migrated database in which nothing else was written. `own_database` marks tests that need one which
    nobody had before."""
    if request.param == "sqlite":
        shutil.copy(migrated_file, tmp_path / "madang.sqlite3")
        return f"sqlite://{tmp_path / 'madang.sqlite3'}"
    if not request.node.get_closest_marker("own_database"):
        standing: Standing = request.getfixturevalue("standing")
        return await standing.cleaned()
    server: Server = request.getfixturevalue("postgres_server")
    return await server.fresh_database(f"own_{os.getpid()}_{next(_numbers)}", migrated)


@pytest.fixture
async def database(database_url: str, request: pytest.FixtureRequest) -> AsyncIterator[str]:
    """The same, open. Gives its URL."""
    compose()
    async with opened(database_url, pool=10):
        if database_url.startswith("postgres") and "/test_" in database_url:
            await _lend_connections(request.getfixturevalue("standing"))
        yield database_url
    if database_url.startswith("postgres") and "/own_" in database_url:
        server: Server = request.getfixturevalue("postgres_server")
        await server.drop_database(database_url.rpartition("/")[2])


async def _lend_connections(standing: Standing) -> None:
    """Those that the last test left open; at the end they aren't closed."""
    engine = connection()
    if standing.pool:
        engine._pool = standing.pool
        await engine._post_connect()
    else:
        await engine.create_connection(with_db=True)
        standing.pool = engine._pool

    async def leave_open() -> None:
        engine._pool = None

    engine._close = leave_open


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    """No test is slowed down by another."""
    limits.forget()


@pytest.fixture(scope="session")
def app() -> Starlette:
    from commands.web import create_app

    return create_app()


@pytest.fixture
async def client(app: Starlette, database: str) -> AsyncIterator[httpx.AsyncClient]:
    """A browser that nobody is signed in to, reading English."""
    async with a_browser(app) as browser:
        yield browser


def a_browser(app: Starlette, address: str = "192.0.2.1") -> httpx.AsyncClient:
    """One more browser, coming from `address`."""
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app=app, client=(address, 50_000)),
        base_url="http://madang.test",
        headers={"sec-fetch-site": "same-origin", "accept-language": "en"},
    )

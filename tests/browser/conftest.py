"""A whole yard for browser tests: the demo on SQLite, served by `madang serve`, opened in Chromium."""

import asyncio
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pytest
from playwright.sync_api import Browser, sync_playwright

from api import payloads
from composition import compose
from core.database import opened
from people import sessions
from people.models import Person
from tests.services.chromium import launch_arguments
from tests.sharing import share_templates

T = TypeVar("T")

FULL = os.environ.get("MADANG_TEST_FULL") == "1"


@dataclass
class Yard:
    """A running site. `url` has no slash at its end."""

    url: str
    database: str

    def ask(self, question: Callable[[], Awaitable[T]]) -> T:
        """Ask the yard's database something, beside the server."""

        async def asked() -> T:
            async with opened(self.database):
                return await question()

        return _apart(asked())

    def token(self, handle: str) -> str:
        """A session's token for somebody of the demo."""

        async def begun() -> str:
            return await sessions.begin(await Person.get(handle=handle))

        return self.ask(begun)


@pytest.fixture(scope="session")
def yard(tmp_path_factory: pytest.TempPathFactory, played_file: Path) -> Iterator[Yard]:
    """The demo; each process of the test run serves a copy of its own."""
    compose()  # what is asked beside the server may act
    payloads.fill()
    folder = tmp_path_factory.mktemp("yard")
    share_templates(folder)
    shutil.copy(played_file, folder / "madang.sqlite3")
    database = f"sqlite://{folder / 'madang.sqlite3'}"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://localhost:{port}"
    environment = {
        **os.environ,
        "DATABASE_URL": database,
        "BASE_URL": url,
        "PORT": str(port),
        "MADANG_VAR": str(folder),
        "MADANG_WORKER": "inline",
        "MAIL_URL": "",
    }
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "commands", "serve"], env=environment, stdout=log, stderr=log
        )
        try:
            _wait_for(url, server, folder / "log")
            yield Yard(url, database)
        finally:
            server.terminate()
            server.wait(20)


def _apart(work: Coroutine[Any, Any, T]) -> T:
    """Run it in a thread of its own: in this one, Playwright's loop is running."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def _wait_for(url: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/ready", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"The site didn't start:\n{log.read_text()}")


@pytest.fixture(scope="session")
def launched(chromium_path: str) -> Iterator[tuple[Browser, asyncio.AbstractEventLoop]]:
    """A browser, launched once, and the event loop in which Playwright speaks with it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=launch_arguments())
        loop = asyncio.get_running_loop()
        asyncio._set_running_loop(None)
        yield browser, loop
        asyncio._set_running_loop(loop)
        browser.close()


@pytest.fixture
def chromium(launched: tuple[Browser, asyncio.AbstractEventLoop]) -> Iterator[Browser]:
    """The browser, with nothing left of other tests. Only meanwhile its event loop counts as this thread's running
    one: no other test's could run beside it."""
    browser, loop = launched
    asyncio._set_running_loop(loop)
    yield browser
    for context in browser.contexts:
        context.close()
    asyncio._set_running_loop(None)

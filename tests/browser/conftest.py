"""A whole yard for browser tests: the demo on SQLite, served by `madang serve`, opened in Chromium."""

import asyncio
import fcntl
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

from commands.demo.player import play
from composition import compose
from core.database import opened
from core.migrations import migrate
from frontend import mail
from people import sessions
from people.models import Person
from tests.services.chromium import launch_arguments

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
def yard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Yard]:
    """The demo, played once for all processes of the test run; each serves a copy of its own."""
    folder = tmp_path_factory.mktemp("yard")
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared
    played = shared / "played.sqlite3"
    with (shared / "played.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not played.exists():
            making = shared / "making.sqlite3"
            _apart(_fill(f"sqlite://{making}"))
            making.rename(played)
    shutil.copy(played, folder / "madang.sqlite3")
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


async def _fill(database: str) -> None:
    compose()
    mail.fill()
    await migrate(database)
    async with opened(database):
        await play()


def _wait_for(url: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/ready", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"The site didn't start:\n{log.read_text()}")


@pytest.fixture
def chromium(chromium_path: str) -> Iterator[Browser]:
    """A browser for one test: while it is open, its event loop runs in this thread, and no other test's could."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=launch_arguments())
        yield browser
        browser.close()

"""Fixtures for the services. `bin/test` has both ready; under a bare `pytest` they are found or started here.

What can't be had skips the tests that ask for it, in one sentence; with `CI=true` it fails them.
"""

import gc
import os
from collections.abc import Iterator
from contextlib import ExitStack
from typing import NoReturn

import pytest

from tests.services import Unavailable, must_run_all, postgres
from tests.services.chromium import chromium

LONG = (
    "tests/test_kill.py",
    "tests/test_many.py",
    "tests/test_migrating.py",
    "tests/api/test_schemathesis.py",
    "tests/frontend/test_xss.py",
    "tests/frontend/test_leaks.py",
    "tests/commands/test_backing.py",
    "tests/commands/test_program.py",
    "tests/commands/test_bench.py",
    "tests/triage/test_merge_properties.py",
    "tests/partners/test_moves.py",
    "tests/partners/test_room_leaks.py",
    "tests/roadmap/test_table.py",
)
"""Where tests take seconds: whoever begins with them isn't still busy with one when the others are done."""

_started = pytest.StashKey[ExitStack]()


def pytest_configure(config: pytest.Config) -> None:
    """Under xdist the controller starts one PostgreSQL for all workers, who inherit its address."""
    postgres.state_of_the_code()
    many = getattr(config.option, "numprocesses", None)
    if hasattr(config, "workerinput") or not many or os.environ.get(postgres.VARIABLE):
        return
    stack = ExitStack()
    try:
        os.environ[postgres.VARIABLE] = stack.enter_context(postgres.server()).url
    except Unavailable:
        return  # each worker will find the same, and say so at the tests that ask for it
    config.stash[_started] = stack


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Under xdist each process begins with its share in the order here: the first with what needs a browser, which
    one process then starts, and the second with what else takes long."""
    share = len(items) // int(getattr(config, "workerinput", {}).get("workercount", 1))
    browser = [item for item in items if item.get_closest_marker("browser")]
    long = [item for item in items if item.nodeid.startswith(LONG)]
    apart = {*browser, *long}
    short = [item for item in items if item not in apart]
    middle = max(share - len(browser), 0)
    items[:] = [*browser, *short[:middle], *long, *short[middle:]]


def pytest_collection_finish(session: pytest.Session) -> None:
    """What was loaded by now stays until the end, and needn't be looked through for garbage again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def pytest_unconfigure(config: pytest.Config) -> None:
    stack = config.stash.get(_started, None)
    if stack is not None:
        del os.environ[postgres.VARIABLE]
        stack.close()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    """A PostgreSQL server to make databases in: `await postgres_server.fresh_database("name")`."""
    with ExitStack() as stack:
        try:
            yield stack.enter_context(postgres.server())
        except Unavailable as missing:
            do_without(missing)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The path of a Chromium; launch it with `tests.services.chromium.launch_arguments()`."""
    try:
        return chromium()
    except Unavailable as missing:
        do_without(missing)


def do_without(missing: Unavailable) -> NoReturn:
    if must_run_all():
        pytest.fail(str(missing), pytrace=False)
    pytest.skip(str(missing))

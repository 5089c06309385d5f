"""Whatever people did, an export that is taken in by an empty yard is that yard: exported again, it is the same file,
on either database and from one to the other."""

import itertools
import os
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import anyio
import anyio.from_thread
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from activity.models import Event
from commands.doctor.invariants import comments, events, merges, votes
from commands.doctor.search import index
from composition import compose
from core.database import opened, rows
from moving.exporting.taking import take_in
from partners.models import NeedToken
from tests.conftest import migrated
from tests.moving.exporting.world import ACTS, Yard, a_yard, live, packed
from tests.schema import found, standing
from tests.services.postgres import Server

FULL = os.environ.get("MADANG_TEST_FULL") == "1"
_numbers = itertools.count(1)

ODD = (
    "=1+1",
    'a\tb "c" \\u0041 {d}',
    "한글 자모 ㄱㅏ 🌙👩‍👩‍👧",
    "</script>\n\n- 줄\r\n- 둘",
    "\u202enedda",
    "e\u0301 \x85 end",
)
texts = some.one_of(some.sampled_from(ODD), some.text(min_size=1, max_size=60))
anything = some.lists(
    some.tuples(some.integers(0, len(ACTS) - 1), some.integers(0, 7), texts), min_size=4, max_size=8
)
TRIED = ("vote", "merge", "verdict", "evidence", "room", "document_version", "message", "notice", "session")
limits = settings(
    max_examples=25 if FULL else 1,
    deadline=None,
    derandomize=not FULL,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


async def test_what_is_taken_in_is_exported_the_same(
    database_url: str, migrated_file: Path, postgres_server: Server, tmp_path: Path
) -> None:
    compose()
    async with opened(database_url, pool=4):
        yard = await _lived_in()

    async def comes_back(acts: list[tuple[int, int, str]]) -> None:
        assert len(acts) >= 4
        async with opened(database_url, pool=4):
            await live(yard, acts)
            lighter = await packed(database_url, tmp_path / "made.zip", private=False)
        again = await _taken_in(_new_file(tmp_path, migrated_file), tmp_path)
        assert lighter == {name: again[name] for name in lighter} | {"manifest": lighter["manifest"]}
        async with opened(database_url, pool=4):
            made = await packed(database_url, tmp_path / "made.zip")
        assert await _taken_in(_new_file(tmp_path, migrated_file), tmp_path) == made
        name = f"taken_{os.getpid()}_{next(_numbers)}"
        assert await _taken_in(await postgres_server.fresh_database(name, migrated), tmp_path) == made
        await postgres_server.drop_database(name)

    examples = limits(given(acts=anything)(_in_the_loop(comes_back)))
    await anyio.to_thread.run_sync(examples)


async def _lived_in() -> Yard:
    """A yard in which each thing has happened once."""
    yard = await a_yard()
    await live(yard, [(which, which, ODD[which % len(ODD)]) for which in range(len(ACTS))])
    for table in TRIED:
        assert await rows(f"SELECT 1 AS one FROM {table} LIMIT 1"), f"nothing was tried with {table}"
    return yard


async def _shape() -> list[object]:
    """Tables, keys, references, indexes, triggers and checks, as they stand."""
    return [await found(), *[await standing(kind) for kind in ("INDEX", "TRIGGER", "CONSTRAINT")]]


def _new_file(folder: Path, migrated_file: Path) -> str:
    """The URL of an empty, migrated database."""
    path = folder / f"taken_{next(_numbers)}.sqlite3"
    shutil.copy(migrated_file, path)
    return f"sqlite://{path}"


async def _taken_in(url: str, folder: Path) -> dict[str, bytes]:
    """The export once more, from an empty yard that has taken it in, and that is well."""
    async with opened(url, pool=4):
        shape = await _shape()
        await take_in(url, folder / "made.zip")
        assert await _shape() == shape
        for check in (votes, comments, merges, events, index):
            assert [each.mark for each in await check()] == ["✓"]
        assert await NeedToken.exists()
        again = await packed(url, folder / "again.zip")
        with pytest.raises(Exception, match=r"never (updated|deleted)"):
            await Event.filter(id__gt=0).delete()
    return again


def _in_the_loop(example: Callable[..., Awaitable[None]]) -> Callable[..., None]:
    """In the test's own event loop, from the thread of the examples."""

    def run(acts: Any) -> None:
        anyio.from_thread.run(lambda: example(acts))

    return run

"""Many processes share one budget: however many ask at once, no more than the limit pass."""

import asyncio
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine

from core import limits
from core.database import row
from core.errors import SlowDown
from core.limits import budget, spend
from core.windows import Told

pytestmark = pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
HOUSE = Path(__file__).resolve().parents[2]


def let_through(url: str, *, processes: int, times: int) -> list[int]:
    """How often each of these processes was let through, all at the same moment."""
    command = [sys.executable, "-m", "tests.core.spending", url, "post", "somebody", str(times)]
    pipe = subprocess.PIPE
    running = [
        subprocess.Popen(command, cwd=HOUSE, text=True, stdin=pipe, stdout=pipe) for _ in range(processes)
    ]
    assert [each.stdout.readline() for each in running if each.stdout] == ["ready\n"] * processes
    for each in running:
        assert each.stdin is not None
        each.stdin.write("go\n")
        each.stdin.flush()
    return [int(each.communicate(timeout=30)[0]) for each in running]


async def test_processes_that_ask_at_once_get_no_more_than_one(database: str) -> None:
    passed = await asyncio.to_thread(let_through, database, processes=2, times=20)

    assert sum(passed) == 20
    with pytest.raises(SlowDown, match=r"in 60 minutes\.$"):
        await spend("post", "somebody")
    assert (await budget("post", "somebody")).remaining == 0


async def test_the_window_moves_and_what_is_over_is_forgotten(database: str) -> None:
    with time_machine.travel(datetime(2026, 5, 1, tzinfo=UTC), tick=False) as clock:
        for _ in range(20):
            await spend("post", "ada@example.com")
        clock.shift(600)
        with pytest.raises(SlowDown) as refused:
            await spend("post", "ada@example.com")
        assert refused.value.retry_after == 3001
        await spend("post", "grace@example.com")
        kept = await row("SELECT string_agg(who, ' ') AS who FROM spent")
        assert kept
        assert "example" not in kept["who"]

        clock.shift(3001)
        await spend("post", "ada@example.com")
        assert await budget("post", "ada@example.com") == (20, 19, 3601, 3600)
        await limits.clean()
        assert await row("SELECT count(*) AS n FROM spent") == {"n": 2}
        clock.shift(7200)
        await limits.clean()
        assert await row("SELECT count(*) AS n FROM spent") == {"n": 0}


async def test_what_is_asked_all_the_time_is_told_each_second_and_costs_no_statement(database: str) -> None:
    with time_machine.travel(datetime(2026, 5, 1, tzinfo=UTC), tick=False) as clock:
        here, there = Told(), Told()
        for process, times in ((here, 70), (there, 40)):
            for _ in range(times):
                assert await process.acquire_entry("search/ada", 100, 60)
        assert await row("SELECT count(*) AS n FROM spent") == {"n": 0}
        await here.tell()
        await there.tell()
        await there.acquire_entry("search/grace", 100, 60)

        assert not await there.acquire_entry("search/ada", 100, 60), "it knows of both"
        assert await here.get_moving_window("search/ada", 100, 60) == (1777593600.0, 70)
        clock.shift(59)
        await here.acquire_entry("search/ada", 100, 60)
        await here.tell()
        assert not await here.acquire_entry("search/ada", 100, 60)
        clock.shift(2)
        assert await here.acquire_entry("search/ada", 100, 60)

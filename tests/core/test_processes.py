"""Several processes on one SQLite file: nobody hears "database is locked", and nobody's change is lost."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from core.database import row

HOUSE = Path(__file__).resolve().parents[2]
TIMES = 200


def counted_by_two(url: str) -> list[str]:
    """Two processes begin at the same moment; what each complained of."""
    command = [sys.executable, "-m", "tests.core.counting", url, str(TIMES)]
    pipe = subprocess.PIPE
    running = [
        subprocess.Popen(command, cwd=HOUSE, text=True, stdin=pipe, stdout=pipe, stderr=pipe)
        for _ in range(2)
    ]
    assert [each.stdout.readline() for each in running if each.stdout] == ["ready\n"] * 2
    for each in running:
        assert each.stdin is not None
        each.stdin.write("go\n")
        each.stdin.flush()
    return [each.communicate(timeout=30)[1] for each in running]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_processes_that_read_and_then_write_never_find_it_locked(database: str) -> None:
    assert await asyncio.to_thread(counted_by_two, database) == ["", ""]
    assert await row("SELECT terms_version FROM site") == {"terms_version": 2 * TIMES}

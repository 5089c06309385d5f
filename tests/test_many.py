"""Two web processes and two workers on one PostgreSQL, one of each killed under load: every answer stands, once."""

from pathlib import Path

import pytest

from bench.many import Course, run
from core.clock import now
from core.database import rows

COURSE = Course(webs=2, workers=2, people=8, seconds=1.5, kills=2, restart=False, ideas=6, patience=60.0)
"""The killed aren't started again: the others take over what they had begun."""


async def a_minute_later() -> None:
    """What the killed held is free."""
    for table in ("task", "delivery"):
        await rows(f"UPDATE {table} SET leased_until = :now WHERE leased_until IS NOT NULL", now=now())


@pytest.mark.own_database
@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_many_processes_are_one_yard(database: str, tmp_path: Path) -> None:
    outcome = await run(COURSE, database, tmp_path, settle=a_minute_later)

    assert [line for line in outcome.lines if line.wrong] == []
    assert all(line.many for line in outcome.lines if "answered" in line.name or "limit" in line.name)

"""How the work behind the pages stands, for whoever watches. Queues are read along their own indexes, up to a bound."""

from typing import Any

from activity import pulse
from core.clock import now
from core.database import moment, on_sqlite, row
from core.measures import Figure

MOST = 100_000
"""Beyond this a queue is told as so many."""

DELIVERIES = """
    SELECT count(*) AS num, min(CASE WHEN created_at > next_at THEN created_at ELSE next_at END) AS oldest FROM
      (SELECT created_at, next_at FROM delivery WHERE done_at IS NULL AND failed_at IS NULL AND next_at <= :now
       ORDER BY next_at LIMIT :most) due"""
"""What somebody waits for is put before everything else by a time in the past: it has waited since it was left."""
FAILED = "SELECT count(*) AS num FROM (SELECT 1 FROM delivery WHERE failed_at IS NOT NULL LIMIT :most) failed"
TASKS = """
    SELECT count(*) AS num, min(due_at) AS oldest FROM
      (SELECT due_at FROM task WHERE done_at IS NULL AND due_at <= :now ORDER BY due_at LIMIT :most) due"""
SIZE = {
    True: """SELECT c.page_count * s.page_size AS num FROM pragma_page_count() c, pragma_page_size() s""",
    False: "SELECT pg_database_size(current_database()) AS num",
}


async def figures() -> list[Figure]:
    """The gauges that don't depend on which process is asked."""
    deliveries = await _one(DELIVERIES, now=now(), most=MOST)
    failed = await _one(FAILED, most=MOST)
    tasks = await _one(TASKS, now=now(), most=MOST)
    workers, seen = await pulse.latest()
    size = await _one(SIZE[on_sqlite()])
    return [
        Figure("madang_deliveries_due", "Messages that should be on their way.", deliveries["num"]),
        Figure(
            "madang_deliveries_oldest_due_seconds",
            "Seconds since the longest waiting message was due; 0 where none waits.",
            _seconds(deliveries["oldest"]),
        ),
        Figure("madang_deliveries_failed", "Messages that were given up.", failed["num"]),
        Figure("madang_tasks_due", "Tasks that should be done by now.", tasks["num"]),
        Figure(
            "madang_tasks_oldest_due_seconds",
            "Seconds since the longest waiting task was due; 0 where none waits.",
            _seconds(tasks["oldest"]),
        ),
        Figure("madang_workers", "Workers seen within two minutes.", workers),
        Figure(
            "madang_worker_pulse_age_seconds",
            "Seconds since any worker was seen.",
            _seconds(seen) if seen else None,
        ),
        Figure("madang_database_bytes", "Size of the database.", size["num"]),
    ]


async def _one(sql: str, **values: object) -> dict[str, Any]:
    found = await row(sql, **values)
    assert found is not None
    return found


def _seconds(since: object) -> float:
    return max(0.0, (now() - moment(since)).total_seconds()) if since else 0.0

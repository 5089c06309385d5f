"""Taking work so that nobody else takes it: a lease that runs out when its holder dies."""

from datetime import timedelta

from core.clock import now
from core.database import in_transaction, on_sqlite, rows

TASKS = "task", "due_at", "done_at IS NULL"
UNFINISHED = "done_at IS NULL AND failed_at IS NULL"
MAIL = "delivery", "next_at", f"channel = 'mail' AND {UNFINISHED}"


def for_webhook(webhook_id: int) -> tuple[str, str, str]:
    """What is to be sent to one webhook: each is a queue of its own, so that one that is slow holds up no other."""
    return "delivery", "next_at", f"channel = 'webhook' AND target = '{int(webhook_id)}' AND {UNFINISHED}"


@in_transaction
async def claim(queue: tuple[str, str, str], *, limit: int, length: timedelta) -> list[int]:
    """Lease up to `limit` due rows, the longest waiting first, and give their ids.

    Each claim raises the row's `attempts`, so that a worker whose lease ran out can tell that another has
    taken over.
    """
    table, due, unfinished = queue
    skip = "" if on_sqlite() else "FOR UPDATE SKIP LOCKED"
    found = await rows(
        f"""WITH due AS MATERIALIZED (
              SELECT id FROM {table}
              WHERE {unfinished} AND {due} <= :now AND (leased_until IS NULL OR leased_until < :now)
              ORDER BY {due}, id LIMIT :limit {skip})
            UPDATE {table} SET leased_until = :until, attempts = attempts + 1
            WHERE id IN (SELECT id FROM due) RETURNING id""",
        now=now(),
        until=now() + length,
        limit=limit,
    )
    return sorted(each["id"] for each in found)

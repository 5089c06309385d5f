"""Tasks: work that transactions left behind, done in steps, each step as a whole."""

import random
from datetime import datetime, timedelta

from activity import leases
from activity.models import Task
from core.clock import now
from core.database import in_transaction, row, rows

LEASE = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
STUCK_AFTER = 3
"""After so many failures in a row an admin is shown the task."""


async def claim() -> Task | None:
    """The task that has been due the longest, leased for this worker."""
    taken = await leases.claim(leases.TASKS, limit=1, length=LEASE)
    return await Task.get(id=taken[0]) if taken else None


async def hold(task: Task) -> str | None:
    """Within a step: lengthen the lease and give the cursor. None when another worker has taken over."""
    held = await row(
        """UPDATE task SET leased_until = :until
           WHERE id = :id AND attempts = :attempts AND done_at IS NULL RETURNING cursor""",
        id=task.id,
        attempts=task.attempts,
        until=now() + LEASE,
    )
    return str(held["cursor"]) if held else None


async def move_to(task: Task, cursor: str) -> None:
    """Within a step: so far the task has come."""
    await rows("UPDATE task SET cursor = :cursor WHERE id = :id", id=task.id, cursor=cursor)


async def wait_until(task: Task, due_at: datetime, *, cursor: str = "") -> None:
    """Within a step that ends for now: its time comes later, and it goes on from this cursor then."""
    await rows(
        "UPDATE task SET cursor = :cursor, due_at = :due, leased_until = NULL, last_error = '' WHERE id = :id",
        id=task.id,
        due=due_at,
        cursor=cursor,
    )


async def finish(task: Task) -> None:
    """Within the last step: the task is done."""
    await rows(
        "UPDATE task SET done_at = :now, leased_until = NULL, last_error = '' WHERE id = :id",
        id=task.id,
        now=now(),
    )


@in_transaction
async def give_back(task: Task) -> None:
    """Let another worker go on from the cursor."""
    await _leave(task, due_at=now(), error="")


@in_transaction
async def put_off(task: Task, error: Exception) -> None:
    """Try again after a minute, and then ever more rarely, up to once an hour; a task is never given up."""
    wait = min(LONGEST_WAIT, timedelta(minutes=1) * 2 ** min(task.attempts - 1, 10))
    await _leave(
        task, due_at=now() + wait * random.uniform(0.7, 1.3), error=f"{type(error).__name__}: {error}"
    )


async def stuck() -> list[Task]:
    """Tasks that keep failing, for an admin to see."""
    return (
        await Task.filter(done_at=None, attempts__gte=STUCK_AFTER)
        .exclude(last_error="")
        .order_by("id")
        .limit(50)
    )


async def _leave(task: Task, *, due_at: datetime, error: str) -> None:
    await rows(
        """UPDATE task SET leased_until = NULL, due_at = :due, last_error = :error
           WHERE id = :id AND attempts = :attempts AND done_at IS NULL""",
        id=task.id,
        attempts=task.attempts,
        due=due_at,
        error=error[:1000],
    )

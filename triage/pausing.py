"""What waits for somebody stands still while an idea is merged into another, and goes on where it was after an undo."""

from datetime import datetime

from core.database import after_commit, rows
from core.wake import wake
from ideas.models import Idea
from triage.attention import settled
from triage.models import Why
from triage.promises import OVERDUE, REVISIT
from triage.silence import SILENCE

WATCHES = (SILENCE, OVERDUE, REVISIT)
UNTIL_ANSWERED = (Why.NEW, Why.UNANSWERED, Why.PARTLY, Why.OVERDUE)

PAUSED = """(idea_id = :idea AND why <> 'reported') OR (idea_id = :into AND why = 'duplicate' AND other_id = :idea)"""
"""All that the idea waited for, but for a judgement on what was reported; and that the target may be its duplicate."""


async def pause(idea_id: int, into: int, *, at: datetime) -> None:
    """Inside a merge's transaction: nothing waits any more. `at` is the merge's own moment, by which `resume` knows
    what it was."""
    await rows(
        f"UPDATE attention SET cleared_at = :at WHERE cleared_at IS NULL AND ({PAUSED})",
        idea=idea_id,
        into=into,
        at=at,
    )


async def resume(idea: Idea, into: int, *, at: datetime) -> None:
    """Inside an undo's transaction: what waited then waits again, unless it was answered meanwhile; alarms that fell
    silent meanwhile look once more."""
    await rows(
        f"UPDATE attention SET cleared_at = NULL WHERE cleared_at = :at AND ({PAUSED})",
        idea=idea.id,
        into=into,
        at=at,
    )
    if idea.answered_at and idea.answered_at >= at:
        await settled(idea.id, UNTIL_ANSWERED)
    await rows(
        "UPDATE task SET done_at = NULL WHERE key IN :keys AND done_at >= :at",
        keys=[f"{kind}:{idea.id}" for kind in WATCHES],
        at=at,
    )
    after_commit(wake)

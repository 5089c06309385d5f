"""What needs somebody's attention, and why: raised where it arises, cleared where it is done with."""

from collections.abc import Sequence
from datetime import datetime

from core.clock import now
from core.database import rows
from triage.models import Why


async def needed(
    idea_ids: Sequence[int],
    why: Why,
    *,
    since: datetime | None = None,
    other: int | None = None,
    words: str = "",
) -> None:
    """Inside a transaction: these ideas need attention for this reason, `since` a moment (now unless given).

    What is open already keeps the earlier moment.
    """
    if not idea_ids:
        return
    await rows(
        """INSERT INTO attention (created_at, idea_id, why, since, other_id, words)
           SELECT :now, id, :why, :since, :other, :words FROM idea WHERE id IN :ids
           ON CONFLICT (idea_id, why) DO UPDATE SET
             since = CASE WHEN attention.cleared_at IS NULL THEN attention.since ELSE excluded.since END,
             other_id = excluded.other_id, words = excluded.words, cleared_at = NULL""",
        now=now(),
        why=why.value,
        since=since or now(),
        other=other,
        words=words[:200],
        ids=list(idea_ids),
    )


async def settled(idea_id: int, whys: Sequence[Why] = tuple(Why)) -> None:
    """Inside a transaction: the idea needs attention for these reasons no longer."""
    await rows(
        """UPDATE attention SET cleared_at = :now
           WHERE idea_id = :idea AND why IN :whys AND cleared_at IS NULL""",
        now=now(),
        idea=idea_id,
        whys=[why.value for why in whys],
    )

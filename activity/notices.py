"""Notices: what a person has seen of what they were told."""

from activity.models import Notice
from core.clock import now
from core.database import in_transaction


@in_transaction
async def mark_seen(person_id: int, *, up_to: int | None = None, only: int | None = None) -> None:
    """Mark a person's notices as seen: all of them, those up to an id, or one."""
    unseen = Notice.filter(person_id=person_id, seen_at=None)
    if up_to is not None:
        unseen = unseen.filter(id__lte=up_to)
    if only is not None:
        unseen = unseen.filter(id=only)
    await unseen.update(seen_at=now())

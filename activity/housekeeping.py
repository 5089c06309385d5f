"""Keeping house: what is over and needed by nobody is deleted, floor by floor."""

from datetime import timedelta

from activity.models import Submission
from activity.ports import clean
from core.clock import now
from core.database import in_transaction

SUBMISSIONS_KEPT = timedelta(days=30)
"""So long the same form sent again makes nothing new."""


async def tidy() -> None:
    """Delete what is over, here and on the floors above. Doing it twice, or in two places at once, is harmless."""
    await _forget_submissions()
    for each in clean.answerers:
        await each()


@in_transaction
async def _forget_submissions() -> None:
    await Submission.filter(created_at__lt=now() - SUBMISSIONS_KEPT).delete()

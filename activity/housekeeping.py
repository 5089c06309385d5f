"""Keeping house: what is over and needed by nobody is deleted, floor by floor."""

import sqlite3
from datetime import timedelta

from activity.models import Digest, Submission
from activity.ports import clean
from core import limits
from core.clock import now
from core.database import connection, in_transaction, on_sqlite

SUBMISSIONS_KEPT = timedelta(days=30)
"""So long the same form sent again makes nothing new."""
DIGESTS_KEPT = timedelta(days=60)
"""So long an admin can send a digest that failed once more."""


async def tidy() -> None:
    """Delete what is over, here and on the floors above. Doing it twice, or in two places at once, is harmless."""
    await _forget_submissions()
    await _forget_digests()
    await limits.clean()
    for each in clean.answerers:
        await each()
    if on_sqlite():
        await connection().in_one_hop(_look_at_the_tables)


def _look_at_the_tables(raw: sqlite3.Connection) -> None:
    """SQLite keeps the statistics that its plans are made from only when asked; PostgreSQL does so by itself."""
    raw.execute("PRAGMA analysis_limit = 1000")
    raw.execute("ANALYZE")


@in_transaction
async def _forget_submissions() -> None:
    await Submission.filter(created_at__lt=now() - SUBMISSIONS_KEPT).delete()


@in_transaction
async def _forget_digests() -> None:
    await Digest.filter(created_at__lt=now() - DIGESTS_KEPT).delete()

"""Keeping house: what is over and needed by nobody is deleted, floor by floor."""

import sqlite3
from datetime import timedelta

from activity.models import Digest, Submission
from activity.ports import clean
from core import limits
from core.clock import now
from core.database import connection, in_transaction, on_sqlite, rows

SUBMISSIONS_KEPT = timedelta(days=30)
"""So long the same form sent again makes nothing new."""
DIGESTS_KEPT = timedelta(days=60)
"""So long an admin can send a digest that failed once more."""

WEBHOOK_LOG_KEPT = timedelta(days=30)
"""So long an admin can read what was sent to a webhook, and send it again."""
CHUNK = 1000


async def tidy() -> None:
    """Delete what is over, here and on the floors above. Doing it twice, or in two places at once, is harmless."""
    await _forget_submissions()
    await _forget_digests()
    await limits.clean()
    while await _forget_webhook_log():
        pass
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


@in_transaction
async def _forget_webhook_log() -> bool:
    """A chunk of old messages with their attempts. What is still on its way stays. True when there may be more."""
    old = await rows(
        """SELECT m.id, d.id AS delivery FROM webhook_message m
           LEFT JOIN delivery d ON d.channel = 'webhook' AND d.kind = 'webhook' AND d.reference = m.id
           WHERE m.created_at < :before AND (d.id IS NULL OR d.done_at IS NOT NULL OR d.failed_at IS NOT NULL)
           ORDER BY m.created_at LIMIT :chunk""",
        before=now() - WEBHOOK_LOG_KEPT,
        chunk=CHUNK,
    )
    await rows(
        "DELETE FROM delivery WHERE id IN :ids", ids=[each["delivery"] for each in old if each["delivery"]]
    )
    await rows("DELETE FROM webhook_message WHERE id IN :ids", ids=[each["id"] for each in old])
    return len(old) == CHUNK

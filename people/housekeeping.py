"""What people leave behind and nobody needs any more."""

from datetime import timedelta

from core.clock import now
from core.database import in_transaction, rows

AFTER = timedelta(days=1)
"""So long after it is over a sign-in or an intent is deleted."""
AT_ONCE = 1_000


async def clean() -> None:
    """Delete intents and sign-ins that were over a day ago (fills `activity.ports.clean`)."""
    for table in ("sign_in", "intent"):
        while await _delete_some(table) == AT_ONCE:
            pass


@in_transaction
async def _delete_some(table: str) -> int:
    """A thousand at a time, so that nobody's write waits long."""
    gone = await rows(
        f"""DELETE FROM {table} WHERE id IN (
              SELECT id FROM {table} WHERE expires_at < :before ORDER BY id LIMIT :many) RETURNING id""",
        before=now() - AFTER,
        many=AT_ONCE,
    )
    return len(gone)

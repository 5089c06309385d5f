"""`Retry-After`, as answers of other programs have it."""

import re
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime

from core.clock import now

LONGEST = timedelta(days=365)
"""Whoever asks for a longer pause has asked for this one."""


def pause_of(retry_after: str) -> timedelta | None:
    """How long a `Retry-After` asks for (RFC 9110, 10.2.3): seconds, or a date, which is compared with our clock. Never
    less than nothing; None where it is neither."""
    given = retry_after.strip()
    if re.fullmatch(r"[0-9]+", given):
        longest = int(LONGEST.total_seconds())
        return timedelta(seconds=int(given) if len(given) <= len(str(longest)) else longest)
    try:
        until = parsedate_to_datetime(given)
    except (ValueError, OverflowError):
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max(until - now(), timedelta()), LONGEST)

"""So many in a time, counted in the tables: when one more is possible, in words."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from core.clock import now
from core.words import ngettext


def next_at(latest: Sequence[datetime], most: int, window: timedelta) -> datetime | None:
    """When one more is possible, of `most` (at least 1) in a `window`; None where it is now. `latest` are those that
    were made, the newest first."""
    if len(latest) < most:
        return None
    until = latest[most - 1] + window
    return until if until > now() else None


def when(moment: datetime) -> str:
    """How long until then, rounded up: "in 3 days"."""
    minutes = max(1, -int((now() - moment).total_seconds() // 60))
    if minutes <= 90:
        return ngettext("in %(num)s minute", "in %(num)s minutes", minutes)
    hours = -(-minutes // 60)
    if hours <= 48:
        return ngettext("in %(num)s hour", "in %(num)s hours", hours)
    return ngettext("in %(num)s day", "in %(num)s days", -(-hours // 24))

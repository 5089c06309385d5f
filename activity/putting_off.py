"""When a webhook's message is tried again: after the waits that mail has as well, or later where the receiver asks.

A receiver that asks for a pause can neither hurry us, since the ordinary wait is the least, nor stall us: a pause takes
the place of the attempts that would have been made meanwhile, and none ends after the hour at which the last attempt
would have come at the latest.
"""

import random
from datetime import datetime, timedelta
from itertools import accumulate

from activity.models import Delivery
from activity.sending import JITTER, WAITS
from core.clock import now
from core.database import moment, row

PLACES = tuple(accumulate(WAITS))
"""How long after the first attempt each of the others comes."""
LATEST = PLACES[-1] * (1 + JITTER)
"""So long after the first attempt the last one comes, where every wait turned out long."""


async def next_try(delivery: Delivery, pause: timedelta | None) -> tuple[datetime, int]:
    """When this message, which has just failed and has attempts left, is tried again, and how many of its attempts are
    used up until then."""
    here, wait = now(), WAITS[delivery.attempts - 1] * random.uniform(1 - JITTER, 1 + JITTER)
    began = await _began(delivery)
    if here >= began + LATEST:
        # Nobody sent for days: that isn't the receiver's doing, and the message keeps the attempts that it has.
        return here + wait, delivery.attempts
    until = min(here + max(wait, pause or wait), began + LATEST)
    if pause is None or pause <= wait:
        return until, delivery.attempts
    passed = sum(place <= until - began for place in PLACES)
    return until, max(delivery.attempts, passed)


async def _began(delivery: Delivery) -> datetime:
    """When this message was tried first since it was put on its way, by hand the last time maybe."""
    found = await row(
        "SELECT min(created_at) AS began FROM webhook_attempt WHERE message_id = :message AND created_at >= :since",
        message=delivery.reference,
        since=delivery.created_at,
    )
    began = moment(found["began"]) if found else None
    return began or now()

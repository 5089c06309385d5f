"""When things happen in the demo: days before now, at hours when a shop owner in Seoul is awake."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Seoul")
MORNING = timedelta(hours=8)
AWAKE = timedelta(hours=14)


def moment(days_ago: float, now: datetime) -> datetime:
    """The time `days_ago` days before `now`, counted in waking hours alone: nights take no time.

    Later stays later, and whatever is some days ago is before `now`, also when it is night now.
    """
    local = now.astimezone(ZONE)
    today = local.replace(hour=0, minute=0, second=0, microsecond=0)
    awake = min(max((local - today - MORNING) / AWAKE, 0.0), 1.0)
    days, part = divmod(awake - days_ago, 1)
    return today + timedelta(days=days) + MORNING + part * AWAKE

"""Time zones: the one that somebody chose, else the one that goes with their language."""

from datetime import UTC, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

DEFAULTS = {"ko": "Asia/Seoul"}
"""The zone of whoever has chosen none, by language; otherwise UTC."""


def zone_of(name: str, language: str) -> tzinfo:
    """The zone of this name; where it is empty or unknown, the language's own."""
    return _known(name) or _known(DEFAULTS.get(language, "")) or UTC


@lru_cache(maxsize=256)
def _known(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None

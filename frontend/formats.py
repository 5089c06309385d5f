"""Dates, times and numbers in the reader's language and zone."""

from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel import dates, numbers
from markupsafe import Markup

from core.clock import now
from core.words import _, locale
from core.zones import zone_of

_zone: ContextVar[tzinfo | None] = ContextVar("zone", default=None)

PATTERNS = {
    "ko": ("y년 M월 d일 (EEE)", "y년 M월 d일 (EEE) aaaa h:mm"),
    "en": ("MMM d, y", "MMM d, y 'at' h:mm a"),
}


def reading_in(name: str) -> None:
    """From now on, in this task, times are shown in this zone; in the language's own where it is unknown."""
    _zone.set(zone_of(name, locale()))


def _here(value: datetime) -> datetime:
    return value.astimezone(_zone.get() or UTC)


def _timed(value: datetime, text: str) -> Markup:
    return _marked(value, text, _zone.get(), locale())


@lru_cache(maxsize=4096)
def _marked(value: datetime, text: str, zone: tzinfo | None, code: str) -> Markup:
    """What the key holds decides it: the zone and the language are the reader's, in `_exact` too."""
    moment = value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return _TIME % (moment, _exact(value), text)


_TIME = Markup('<time datetime="%s" title="%s">%s</time>')


def _exact(value: datetime) -> str:
    return _worded(_here(value).replace(tzinfo=None), 1, locale())


def _day(value: date) -> str:
    return _worded(datetime.combine(value, time()), 0, locale())


@lru_cache(maxsize=8192)
def _worded(local: datetime, pattern: int, code: str) -> str:
    """Babel takes its time, and lists show the same days and minutes over and over."""
    return dates.format_datetime(local, PATTERNS[code][pattern], locale=code)


def day(value: datetime | date | str) -> Markup:
    """A day: 2026년 11월 22일 (일), Nov 22, 2026."""
    if isinstance(value, str):
        value = date.fromisoformat(value)
    if isinstance(value, datetime):
        return _timed(value, _day(_here(value).date()))
    return Markup('<time datetime="%s">%s</time>') % (value.isoformat(), _day(value))


def moment(value: datetime) -> Markup:
    """A day and time."""
    return _timed(value, _exact(value))


def ago(value: datetime) -> Markup:
    """How long ago; beyond a month, the day."""
    since = now() - value
    if since < timedelta(minutes=1):
        return _timed(value, _("just now"))
    if since > timedelta(days=30):
        return day(value)
    return _timed(value, _since(int(since.total_seconds() // 60), locale()))


@lru_cache(maxsize=4096)
def _since(minutes: int, code: str) -> str:
    past = timedelta(minutes=-minutes)
    return dates.format_timedelta(past, add_direction=True, locale=code, granularity="minute")


def number(value: int | float) -> str:
    return _number(value, locale())


@lru_cache(maxsize=4096)
def _number(value: int | float, code: str) -> str:
    return str(numbers.format_decimal(value, locale=code))


def measured(value: float) -> str:
    """A number of evidence with all the digits that it was given with, however small it is."""
    exact = Decimal(f"{value:.15g}")
    return str(numbers.format_decimal(exact, locale=locale(), decimal_quantization=False))


def compact(value: int) -> str:
    """A number that fits under a button: 1.2K, 1.2만."""
    if value < 10_000:
        return number(value)
    return _compact(value, locale())


@lru_cache(maxsize=4096)
def _compact(value: int, code: str) -> str:
    return str(numbers.format_compact_decimal(value, locale=code, fraction_digits=1))


FILTERS: dict[str, Callable[..., Any]] = {
    "date": day,
    "moment": moment,
    "ago": ago,
    "number": number,
    "measured": measured,
    "compact": compact,
}

"""Dates, times and numbers in the reader's language and zone."""

from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal
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
    return Markup('<time datetime="{}" title="{}">{}</time>').format(
        value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), _exact(value), text
    )


def _exact(value: datetime) -> str:
    return dates.format_datetime(_here(value), PATTERNS[locale()][1], locale=locale())


def day(value: datetime | date | str) -> Markup:
    """A day: 2026년 11월 22일 (일), Nov 22, 2026."""
    if isinstance(value, str):
        value = date.fromisoformat(value)
    if isinstance(value, datetime):
        return _timed(value, dates.format_date(_here(value).date(), PATTERNS[locale()][0], locale=locale()))
    text = dates.format_date(value, PATTERNS[locale()][0], locale=locale())
    return Markup('<time datetime="{}">{}</time>').format(value.isoformat(), text)


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
    text = dates.format_timedelta(-since, add_direction=True, locale=locale(), granularity="minute")
    return _timed(value, text)


def number(value: int | float) -> str:
    return str(numbers.format_decimal(value, locale=locale()))


def measured(value: float) -> str:
    """A number of evidence with all the digits that it was given with, however small it is."""
    exact = Decimal(f"{value:.15g}")
    return str(numbers.format_decimal(exact, locale=locale(), decimal_quantization=False))


def compact(value: int) -> str:
    """A number that fits under a button: 1.2K, 1.2만."""
    if value < 10_000:
        return number(value)
    return str(numbers.format_compact_decimal(value, locale=locale(), fraction_digits=1))


FILTERS: dict[str, Callable[..., Any]] = {
    "date": day,
    "moment": moment,
    "ago": ago,
    "number": number,
    "measured": measured,
    "compact": compact,
}

"""The only clock. Everything that asks for the time asks here, so that a demo or a test can move it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_moved: ContextVar[datetime | None] = ContextVar("moved_clock", default=None)


def now() -> datetime:
    """This moment, in UTC."""
    return _moved.get() or datetime.now(UTC)


@contextmanager
def moved_to(moment: datetime) -> Iterator[None]:
    """Inside, and in tasks begun inside, it is `moment`. Must carry a zone."""
    if moment.tzinfo is None:
        raise ValueError("A moment needs a time zone.")
    token = _moved.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _moved.reset(token)

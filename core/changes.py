"""How often something was committed in this process: what is kept in memory holds only while that number stands."""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

WRITES = re.compile(r"\b(insert|update|delete|replace)\b", re.IGNORECASE)
"""What may stand after a WITH. A mere mention makes a query a write, which does no harm."""

_lock = threading.Lock()
_count = 0
_quiet: ContextVar[bool] = ContextVar("quiet", default=False)


def changes() -> int:
    """Grows with each commit in this process, those of `quietly()` left out."""
    return _count


@contextmanager
def quietly() -> Iterator[None]:
    """What is committed inside, and in tasks begun inside, doesn't count as a change: votes and impressions, which
    come in hundreds a second and touch nothing but counters that may be read a second late."""
    token = _quiet.set(True)
    try:
        yield
    finally:
        _quiet.reset(token)


def changed() -> None:
    """Something was committed. From any thread."""
    global _count  # noqa: PLW0603
    with _lock:
        _count += 1


def counting() -> Callable[[], None]:
    """What a commit under way here has to call once it is done, in whatever thread."""
    return _nothing if _quiet.get() else changed


@contextmanager
def counted() -> Iterator[None]:
    """Inside is a commit. It counts also when it failed or its caller went away: it may have been done all the same."""
    try:
        yield
    finally:
        counting()()


def _nothing() -> None:
    """A quiet commit tells nobody."""


@lru_cache(maxsize=2048)
def only_reads(query: str) -> bool:
    """Whether this statement changes nothing."""
    start = query.lstrip()[:7].upper()
    return start.startswith(("SELECT", "EXPLAIN")) or (start.startswith("WITH") and not WRITES.search(query))

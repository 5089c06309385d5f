"""Paging by key: a page begins after the last row of the one before, however much has come or gone since."""

import base64
import json

Key = tuple[float | int | str, int]
"""The sorting value of a page's last row and its id."""

LARGEST = 2**63 - 1


def encode(key: Key) -> str:
    """A key as it stands in an URL."""
    return base64.urlsafe_b64encode(json.dumps(key, separators=(",", ":")).encode()).decode().rstrip("=")


def decode(text: str) -> Key | None:
    """The key, or None for what isn't one: an old or broken link begins at the first page."""
    try:
        value, number = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, TypeError, RecursionError):
        return None
    return (value, number) if _holdable(value) and type(number) is int and _holdable(number) else None


def _holdable(value: object) -> bool:
    """Whether a database can hold it, and so could have given it to us."""
    if type(value) is str:
        return value.isprintable()
    return type(value) in (int, float) and -LARGEST <= value <= LARGEST  # type: ignore[operator]

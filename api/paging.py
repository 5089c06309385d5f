"""Lists in the order of their numbers: where a page begins, and what the next one begins after."""

from api.ground.problems import wrong_at
from core.paging import decode, encode
from core.words import _


def checked_cursor(after: str) -> str:
    """The cursor as an earlier page gave it. Raises `Wrong` for what none gave."""
    if after and decode(after) is None:
        raise wrong_at(after=_("This isn't where a page of this list begins: take “next” as it came."))
    return after


def number_before(after: str) -> int | None:
    """The number before which this page begins; None at the first. Raises `Wrong` for what no page gave."""
    key = decode(checked_cursor(after)) if after else None
    return key[1] if key else None


def cursor(number: int | None) -> str | None:
    """The `next` of a page that ends with this number."""
    return None if number is None else encode((0, number))

"""Small readings of a request."""

from starlette.requests import Request


def network_address(request: Request) -> str:
    """The address that this request came from."""
    return request.client.host if request.client else ""


def number(text: str) -> int | None:
    """A whole number that a database can hold, or None."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None

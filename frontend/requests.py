"""Small readings of a request."""

import re
from ipaddress import IPv6Address, ip_address

from starlette.requests import Request

IDEA = re.compile(r"#?(\d{1,18})|(?:\S*/)?ideas/(\d{1,18})(?:\D\S*)?", re.ASCII)


def network_address(request: Request) -> str:
    """The address that this request came from; of IPv6 the network, since a household owns 2^64 addresses."""
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    return str(IPv6Address(int(address) >> 64 << 64)) if isinstance(address, IPv6Address) else host


def number(text: str) -> int | None:
    """A whole number that a database can hold, or None."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None


def idea_number(text: str) -> int | None:
    """The number of an idea that somebody names as 7 or #7 or by its address, or None."""
    found = IDEA.fullmatch(text.strip())
    return int(found[1] or found[2]) if found else None

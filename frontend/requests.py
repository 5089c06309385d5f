"""Small readings of a request."""

from ipaddress import IPv6Address, ip_address

from starlette.requests import Request


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

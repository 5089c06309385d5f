"""Where requests may go: to hosts at public addresses, and to those inside that the operator names.

Pure rules, with no network: how an address is read, and which numbers are public. Sources: IANA's registries of
special-purpose addresses (RFC 6890 and its updates), as of 2025; of IPv6 only global unicast (2000::/3) is given out.
"""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

from core.words import N_

Number = IPv4Address | IPv6Address

LONGEST = 2000
PORTS = {"http": 80, "https": 443}
NAME = re.compile(r"(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,62})(\.[a-z0-9_]([a-z0-9_-]{0,62}))*", re.ASCII)
NUMBERED = re.compile(r"(\d+|0x[0-9a-f]*)", re.ASCII)
UNFIT = re.compile(r"[\x00-\x20\x7f\\]")
"""What no address holds; some readers of addresses leave it out, some take it for something else."""

CLOSED_4 = tuple(
    ip_network(each)
    for each in (
        "0.0.0.0/8",  # this network, unspecified
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # shared by a provider's customers (CGNAT)
        "127.0.0.0/8",  # loopback
        "169.254.0.0/16",  # link-local, where clouds keep their metadata
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # AMT
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)
OPEN_6 = ip_network("2000::/3")
"""Outside of it: loopback, unspecified, mapped IPv4, NAT64, unique-local, link-local, multicast, discard."""
CLOSED_6 = tuple(
    ip_network(each)
    for each in (
        "2001::/23",  # protocol assignments: Teredo, benchmarks, ORCHID
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4
        "2620:4f:8000::/48",  # AS112
        "3fff::/20",  # documentation
    )
)


class Unfit(Exception):
    """No address that requests go to. `sentence` is a message id."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Place:
    """An address, read. `host` is a name in ASCII letters, or a number in its usual spelling; `path` has the query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def number(self) -> Number | None:
        """The host, where it is given as a number."""
        return _number(self.host)

    @property
    def authority(self) -> str:
        """As the Host header says it."""
        host = bracketed(self.host)
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def read(url: str) -> Place:
    """The place that an address names. Raises `Unfit` for what isn't http(s), names a user, or spells a host oddly."""
    if len(url) > LONGEST or UNFIT.search(url):
        raise Unfit(N_("This isn't an address that can be read."))
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname or ""
    except ValueError:
        raise Unfit(N_("This isn't an address that can be read.")) from None
    if parts.scheme not in PORTS:
        raise Unfit(N_("The address must begin with https:// or http://."))
    if "@" in parts.netloc:
        raise Unfit(N_("The address must hold no user name and no password."))
    return Place(parts.scheme, name_of(host), PORTS[parts.scheme] if port is None else port, _path(parts))


def _path(parts: SplitResult) -> str:
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def name_of(host: str) -> str:
    """The host in its one spelling: small letters, punycode, no dot at the end. Raises `Unfit`."""
    name = host.lower()
    if not name.isascii():
        try:
            name = name.encode("idna").decode()
        except UnicodeError:
            raise Unfit(N_("The address names no host.")) from None
    name = name.removesuffix(".")
    if number := _number(name):
        return str(number)
    if not NAME.fullmatch(name):
        raise Unfit(N_("The address names no host."))
    if NUMBERED.fullmatch(name.rpartition(".")[2]):
        raise Unfit(N_("Write a host's number in the usual way, such as 198.51.100.7."))
    return name


def _number(name: str) -> Number | None:
    """A number in the usual spelling, of which there is one for IPv4; never one with a zone."""
    try:
        return None if "%" in name else ip_address(name)
    except ValueError:
        return None


def bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def is_public(number: Number) -> bool:
    """Whether anybody on the internet can have this address."""
    if isinstance(number, IPv4Address):
        return not any(number in each for each in CLOSED_4)
    return number.scope_id is None and number in OPEN_6 and not any(number in each for each in CLOSED_6)


def check(place: Place, internal: frozenset[str]) -> None:
    """Raises `Unfit` where an address by its own spelling can't be one of the internet."""
    number = place.number
    if number and not is_public(number) and not is_internal(place, internal):
        raise Unfit(NOT_PUBLIC)


NOT_PUBLIC = N_("This host isn't on the public internet, and MADANG_INTERNAL_HOSTS doesn't name it.")


def is_internal(place: Place, internal: frozenset[str]) -> bool:
    """Whether the operator names this host, with this port or with none."""
    host = bracketed(place.host)
    return host in internal or f"{host}:{place.port}" in internal


def internal_hosts(given: str) -> frozenset[str]:
    """`host` and `host:port` between commas, each in its one spelling. Raises `Unfit`."""
    return frozenset(_internal(each.strip()) for each in given.split(",") if each.strip())


def _internal(given: str) -> str:
    try:
        parts = urlsplit(f"//{given}")
        port, host = parts.port, bracketed(name_of(parts.hostname or ""))
    except ValueError:
        raise Unfit(N_("The address names no host.")) from None
    if parts.path or parts.query or parts.fragment or "@" in given:
        raise Unfit(N_("The address names no host."))
    return host if port is None else f"{host}:{port}"

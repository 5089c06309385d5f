"""Whom a request comes from, where reverse proxies stand before us: their headers count only where MADANG_PROXY names
them, for anybody can write such a header."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from starlette.types import Scope

Address = IPv4Address | IPv6Address


@dataclass(frozen=True)
class Proxies:
    """Those that are believed. `whoever`: whoever connects is one (`*`), as where nobody else can reach the port;
    behind it, only `networks` are."""

    whoever: bool
    networks: tuple[IPv4Network | IPv6Network, ...]

    def speak(self, host: str) -> bool:
        """Whether who connects from here is one of them."""
        return self.whoever or self.are(_address(host))

    def are(self, address: Address | None) -> bool:
        return address is not None and any(address in each for each in self.networks)

    def client(self, said: Iterable[str]) -> str | None:
        """The nearest address that isn't a proxy's, of `X-Forwarded-For`'s values: each proxy adds whom it speaks with
        at the end, so what stands before the first stranger may be the stranger's invention. None where nothing can be
        read."""
        found = None
        for each in reversed([part for value in said for part in value.split(",")]):
            address = _address(each)
            if address is None:
                break
            found = str(address)
            if not self.are(address):
                break
        return found


@lru_cache(maxsize=8)
def proxies(given: str) -> Proxies:
    """What MADANG_PROXY says: addresses and networks with commas or spaces between them, or `*`."""
    named = given.replace(",", " ").split()
    return Proxies("*" in named, tuple(ip_network(each, strict=False) for each in named if each != "*"))


def believe(scope: Scope, trusted: Proxies) -> bool:
    """Where a proxy speaks that is believed: let the request come from where it says. Gives whether one does."""
    peer = scope.get("client")
    if not (trusted.whoever or trusted.networks) or not trusted.speak(peer[0] if peer else ""):
        return False
    forwarded: list[str] = []
    for name, value in scope["headers"]:
        if name == b"x-forwarded-for":
            forwarded.append(value.decode("latin-1"))
        elif name == b"x-forwarded-proto" and value in (b"http", b"https"):
            scope["scheme"] = value.decode()
    if client := trusted.client(forwarded):
        scope["client"] = (client, 0)
    return True


def _address(host: str) -> Address | None:
    """An address as a header or a socket has it, a port left out; None for what isn't one."""
    bare = host.strip()
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        address = ip_address(bare)
    except ValueError:
        return None
    return (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address

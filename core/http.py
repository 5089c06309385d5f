"""Requests that go out. This is the only module that imports httpx.

A request goes to a public address and nowhere else (see `core.addresses`), or to a host that the operator names in
`MADANG_INTERNAL_HOSTS`. Its name is looked up once, every answer is checked, and the connection is made to exactly
such an address, while the Host header and the TLS name stay the host's: a name can't point elsewhere between the look
and the connection. No redirect is followed and no proxy of the environment is used.
"""

import asyncio
import socket
import ssl
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from ipaddress import ip_address

import httpx

from core.addresses import (
    NOT_PUBLIC,
    Number,
    Place,
    Unfit,
    bracketed,
    internal_hosts,
    is_internal,
    is_public,
    read,
)
from core.pauses import pause_of
from core.settings import settings
from core.words import N_

TIMEOUT = httpx.Timeout(10.0)
PATIENCE = 15.0
"""Seconds that a request may take from the look-up to the last byte of its answer that is read."""
CONNECTING = 5.0
"""Seconds for a connection to one address."""
LARGEST = 64 * 1024
"""Bytes of an answer that are read at most."""
MOST_ADDRESSES = 3
"""Of one host so many addresses are tried, each checked, until one takes the connection."""


def client(transport: httpx.AsyncBaseTransport | None = None, base_url: str = "") -> httpx.AsyncClient:
    """A client that follows no redirects and waits ten seconds at most; `transport` is what it speaks through."""
    return httpx.AsyncClient(transport=transport, base_url=base_url, timeout=TIMEOUT, follow_redirects=False)


@dataclass(frozen=True)
class Answer:
    """What came back: the status, and the first bytes of the body. `whole`: nothing of the body is missing. `pause`:
    for how long the receiver wishes not to be asked again (`Retry-After`), where it says so."""

    status: int
    body: bytes
    whole: bool
    seconds: float
    pause: timedelta | None = None


class NotReached(Exception):
    """No answer came. `sentence` is a message id, `said` what the network or the receiver gave as its reason."""

    def __init__(self, sentence: str, said: str = "") -> None:
        super().__init__(f"{sentence} ({said})" if said else sentence)
        self.sentence = sentence
        self.said = said


async def post(url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Send this once; a status of any kind is an answer. Raises `NotReached`."""
    began = time.monotonic()
    deadline = asyncio.get_running_loop().time() + PATIENCE
    try:
        place = read(url)
        async with asyncio.timeout_at(deadline):
            numbers = await _allowed(place)
        async with _speaking() as speaker:
            async with asyncio.timeout_at(deadline):
                response = await _sent(speaker, place, numbers, body, headers)
            try:
                said, whole = await _beginning(response, deadline)
            finally:
                await response.aclose()
    except Unfit as error:
        raise NotReached(error.sentence) from error
    except (TimeoutError, httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        raise _explained(error) from error
    pause = pause_of(response.headers.get("retry-after", ""))
    return Answer(response.status_code, said, whole, time.monotonic() - began, pause)


async def _allowed(place: Place) -> Sequence[Number]:
    """The addresses of a host. One that isn't public closes all of them: such a name is a trick or a mistake."""
    numbers = [place.number] if place.number else await resolve(place.host, place.port)
    named = is_internal(place, internal_hosts(settings().internal_hosts))
    if not named and not all(is_public(each) for each in numbers):
        raise Unfit(NOT_PUBLIC)
    return numbers[:MOST_ADDRESSES]


async def resolve(host: str, port: int) -> list[Number]:
    """All addresses that the system's resolver knows of this name, in its order. Raises `NotReached`."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        raise NotReached(N_("Nobody knows the receiver's name (DNS)."), str(error)) from error
    return list(dict.fromkeys(ip_address(address[0]) for *_more, address in found))


def _speaking() -> httpx.AsyncClient:
    return httpx.AsyncClient(
        verify=_trusted(),
        trust_env=False,
        follow_redirects=False,
        timeout=httpx.Timeout(PATIENCE, connect=CONNECTING),
        headers={"accept": "*/*", "accept-encoding": "identity", "user-agent": "Madang"},
    )


@cache
def _trusted() -> ssl.SSLContext:
    """The authorities that httpx brings, and those of this machine."""
    context = httpx.create_ssl_context(trust_env=False)
    context.load_default_certs()
    return context


async def _sent(
    speaker: httpx.AsyncClient,
    place: Place,
    numbers: Sequence[Number],
    body: bytes,
    headers: Mapping[str, str],
) -> httpx.Response:
    """The answer of the first address that takes the connection; nothing was sent to those that didn't."""
    for tried, number in enumerate(numbers, 1):
        request = speaker.build_request(
            "POST",
            f"{place.scheme}://{bracketed(str(number))}:{place.port}{place.path}",
            content=body,
            headers={**headers, "host": place.authority},
            extensions={} if place.number else {"sni_hostname": place.host},
        )
        try:
            return await speaker.send(request, stream=True)
        except (httpx.ConnectError, httpx.ConnectTimeout):
            if tried == len(numbers):
                raise
    raise NotReached(N_("Nobody knows the receiver's name (DNS)."))


async def _beginning(response: httpx.Response, deadline: float) -> tuple[bytes, bool]:
    """The first bytes of the body, as they came, and whether that was all. What goes wrong now doesn't unsay the
    status that stands before it."""
    said = bytearray()
    try:
        async with asyncio.timeout_at(deadline):
            async for chunk in response.aiter_raw():
                said += chunk
                if len(said) > LARGEST:
                    return bytes(said[:LARGEST]), False
    except (TimeoutError, httpx.HTTPError, OSError):
        return bytes(said), False
    return bytes(said), True


def _explained(error: Exception) -> NotReached:
    said = str(error)[:500]
    if _is_tls(error):
        return NotReached(N_("The receiver's TLS certificate or protocol isn't accepted."), said)
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
        return NotReached(N_("The receiver can't be reached."), said)
    if isinstance(error, TimeoutError | httpx.TimeoutException):
        return NotReached(N_("The receiver doesn't answer in time."), said)
    return NotReached(N_("The receiver broke off, or doesn't speak HTTP."), said)


def _is_tls(error: BaseException) -> bool:
    seen: set[int] = set()
    each: BaseException | None = error
    while each is not None and id(each) not in seen:
        if isinstance(each, ssl.SSLError):
            return True
        seen.add(id(each))
        each = each.__cause__ or each.__context__
    return False

"""A client that does little but ask: one kept-alive connection, one question after the other.

What it takes itself is a small part of what is measured; it reads heads no further than it must.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Answer:
    """`head` is in lower case, `size` all bytes that came over the wire."""

    status: int
    head: bytes
    body: bytes

    @property
    def size(self) -> int:
        return len(self.head) + len(self.body)

    def header(self, name: str) -> str:
        return self.head.partition(f"\r\n{name}: ".encode())[2].partition(b"\r\n")[0].decode("latin-1")


class Connection(asyncio.Protocol):
    """A connection to the server at `address`; opened anew where the server has closed it. `always`: headers of every
    question."""

    def __init__(self, address: str, always: Mapping[str, str] | None = None) -> None:
        self._always = dict(always or {})
        parts = urlsplit(address)
        self._place = parts.hostname or "127.0.0.1", parts.port or 80
        self._host = f"{self._place[0]}:{self._place[1]}".encode()
        self._transport: asyncio.Transport | None = None
        self._waiting: asyncio.Future[Answer] | None = None
        self._received = bytearray()
        self._whole = 0
        self._begin = 0

    async def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        return await self._ask(self._question("GET", path, headers or {}))

    async def post(self, path: str, form: bytes, headers: Mapping[str, str] | None = None) -> Answer:
        kind = {"content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin"}
        return await self._ask(self._question("POST", path, {**kind, **(headers or {})}, form))

    async def send(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """A program's call that isn't a GET."""
        return await self._ask(self._question(method, path, headers, body))

    def _question(self, method: str, path: str, headers: Mapping[str, str], body: bytes = b"") -> bytes:
        lines = "".join(f"{name}: {value}\r\n" for name, value in {**self._always, **headers}.items())
        length = f"content-length: {len(body)}\r\n" if method != "GET" else ""
        first = f"{method} {path} HTTP/1.1\r\nhost: ".encode() + self._host
        return first + f"\r\n{lines}{length}\r\n".encode() + body

    def close(self) -> None:
        if self._transport:
            self._transport.close()

    async def _ask(self, question: bytes) -> Answer:
        loop = asyncio.get_running_loop()
        if self._transport is None or self._transport.is_closing():
            await loop.create_connection(lambda: self, *self._place)
        assert self._transport
        self._waiting = loop.create_future()
        self._transport.write(question)
        return await self._waiting

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        if not self._whole and not self._measured():
            return
        if self._whole <= len(self._received):
            self._answer()

    def _measured(self) -> bool:
        """Whether the head is there: how long it is, and how long the whole."""
        end = self._received.find(b"\r\n\r\n")
        if end < 0:
            return False
        self._begin = end + 4
        head = bytes(self._received[: self._begin]).lower()
        length = head.partition(b"\r\ncontent-length: ")[2].partition(b"\r\n")[0]
        self._whole = self._begin + int(length or 0)
        return True

    def _answer(self) -> None:
        received = bytes(self._received)
        head, body = received[: self._begin].lower(), received[self._begin : self._whole]
        self._received.clear()
        self._whole = 0
        assert self._waiting
        self._waiting.set_result(Answer(int(head[9:12]), head, body))

    def connection_lost(self, error: Exception | None) -> None:
        self._transport = None
        if self._waiting and not self._waiting.done():
            self._waiting.set_exception(error or ConnectionError("The server closed the connection."))

"""A program that is told of what happens: a local server that answers as a test wants, and keeps what it got."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from standardwebhooks.webhooks import Webhook as Verifier

OK = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"


def answered(status: str, body: bytes = b"", *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"content-length: {len(body)}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


@dataclass
class Got:
    """One request: its first line, its headers by their small names, its body."""

    line: str
    headers: dict[str, str]
    body: str

    @property
    def uid(self) -> str:
        return self.headers["webhook-id"]

    @property
    def said(self) -> Any:
        return json.loads(self.body)

    def verified_by(self, secret: str) -> Any:
        """What a receiver makes of it with the library. Raises where the signature isn't good."""
        return Verifier(secret).verify(self.body, self.headers)


Manner = Callable[["Receiver", asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Receiver:
    """`answer`: the bytes that it says to each request, or a way of its own to behave."""

    answer: bytes | Manner = OK
    got: list[Got] = field(default_factory=list)
    port: int = 0
    came: asyncio.Event = field(default_factory=asyncio.Event)
    may_answer: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/in"

    async def meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            line, *rest = head.strip().split("\r\n")
            headers = {
                name.lower(): value.strip() for name, _colon, value in (each.partition(":") for each in rest)
            }
            body = await reader.readexactly(int(headers.get("content-length", "0")))
            self.got.append(Got(line, headers, body.decode()))
            self.came.set()
            await (
                self._say(writer, self.answer)
                if isinstance(self.answer, bytes)
                else self.answer(self, writer)
            )
        except (ConnectionError, asyncio.IncompleteReadError):
            return
        finally:
            writer.close()

    async def _say(self, writer: asyncio.StreamWriter, answer: bytes) -> None:
        writer.write(answer)
        await writer.drain()


@asynccontextmanager
async def receiving(answer: bytes | Manner = OK) -> AsyncIterator[Receiver]:
    """Inside, the receiver listens on this machine."""
    receiver = Receiver(answer)
    server = await asyncio.start_server(receiver.meet, "127.0.0.1", 0)
    receiver.port = server.sockets[0].getsockname()[1]
    try:
        yield receiver
    finally:
        receiver.may_answer.set()
        server.close()


async def hangs_up(receiver: Receiver, writer: asyncio.StreamWriter) -> None:
    """Says nothing and goes."""


async def says_nothing(receiver: Receiver, writer: asyncio.StreamWriter) -> None:
    await receiver.may_answer.wait()


async def trickles(receiver: Receiver, writer: asyncio.StreamWriter) -> None:
    """Takes it, and then never comes to the end of what it says."""
    writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\nwait")
    await writer.drain()
    await receiver.may_answer.wait()


async def never_ends(receiver: Receiver, writer: asyncio.StreamWriter) -> None:
    """A body without an end."""
    writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
    for _each in range(10_000):
        writer.write(b"x" * 65536)
        await writer.drain()

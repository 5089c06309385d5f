"""A mail server that does as it is told, for tests."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

CERTIFICATE = """\
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgZz/vdiohVPsRhOnk
O1bUUC1DboVpg75whF+AjkwzTCWhRANCAAQMXvz/SvR+fvh37keBkTjO+7lzlcud
JlgyZfmKjpeymN5D9AodvnQnDDLVnXRMtDiUyFWmGct8YX+JHB7k5ubf
-----END PRIVATE KEY-----
-----BEGIN CERTIFICATE-----
MIIBlTCCATugAwIBAgIUf9s2Z0MuIzfkEl1Bj75jzGuLJGkwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbWFpbC50ZXN0MCAXDTI2MTEyMjA2MTc0N1oYDzIxMjYxMDI5
MDYxNzQ3WjAUMRIwEAYDVQQDDAltYWlsLnRlc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQMXvz/SvR+fvh37keBkTjO+7lzlcudJlgyZfmKjpeymN5D9AodvnQn
DDLVnXRMtDiUyFWmGct8YX+JHB7k5ubfo2kwZzAdBgNVHQ4EFgQU8yjfit3wCXDO
lb4o7QF5AVe99fswHwYDVR0jBBgwFoAU8yjfit3wCXDOlb4o7QF5AVe99fswDwYD
VR0TAQH/BAUwAwEB/zAUBgNVHREEDTALggltYWlsLnRlc3QwCgYIKoZIzj0EAwID
SAAwRQIgUbJE/8sDymcoQ6VS4TkprOAimSe89r71MCaqwx0M95gCIQCDY0rD8eyu
ks/z767FN5oEp4o7GS+G/Lz8qP6Vo3cMIQ==
-----END CERTIFICATE-----
"""
"""For mail.test, signed by itself until 2126: a certificate that no client has a reason to trust, and its
key."""


@dataclass
class FakeServer:
    """`answers` replaces the answer to a command (`MAIL`, `RCPT`, `AUTH`, `DATA`, `.`, `CONNECT`); None
    hangs up."""

    answers: Mapping[str, str | None] = field(default_factory=dict)
    offers: tuple[str, ...] = ("AUTH PLAIN LOGIN", "8BITMIME")
    received: list[bytes] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    port: int = 0
    context: ssl.SSLContext | None = None
    conversations: set[asyncio.Task[None]] = field(default_factory=set)
    met: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def messages(self) -> list[EmailMessage]:
        """What was taken, parsed."""
        return [message_from_bytes(each, policy=policy.default) for each in self.received]

    def meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.met.set()
        self.conversations.add(asyncio.create_task(self._serve(reader, writer)))

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, ssl.SSLError, asyncio.IncompleteReadError):
            await self._converse(reader, writer)
        writer.close()
        with suppress(ConnectionError, ssl.SSLError):
            await writer.wait_closed()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        going = await self._say(writer, "CONNECT", "220 mail.test")
        while going and (line := await reader.readline()):
            verb = line.decode().split()[0].upper()
            self.commands.append(verb)
            if verb in ("EHLO", "HELO"):
                going = await self._say(writer, verb, "\r\n".join(self._extensions()))
            elif verb == "STARTTLS":
                writer.write(b"220 go ahead\r\n")
                assert self.context is not None
                await writer.start_tls(self.context)
            elif verb == "DATA":
                going = await self._data(reader, writer)
            else:
                usual = {"AUTH": "235 welcome", "QUIT": "221 bye"}.get(verb, "250 ok")
                going = await self._say(writer, verb, usual) and verb != "QUIT"

    def _extensions(self) -> list[str]:
        named = ["mail.test", *self.offers]
        return [f"250{'-' if each != named[-1] else ' '}{each}" for each in named]

    async def _data(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        if not await self._say(writer, "DATA", "354 go on"):
            return False
        if not (self.answers.get("DATA", "354") or "").startswith("354"):
            return True
        whole = await reader.readuntil(b"\r\n.\r\n")
        if (self.answers.get(".", "250") or "").startswith("250"):
            self.received.append(whole[:-3].replace(b"\r\n..", b"\r\n."))
        return await self._say(writer, ".", "250 taken")

    async def _say(self, writer: asyncio.StreamWriter, command: str, usual: str) -> bool:
        said = self.answers.get(command, usual)
        if said is None:
            return False
        if said:
            writer.write(f"{said}\r\n".encode())
            await writer.drain()
        return True


@asynccontextmanager
async def mail_server(
    answers: Mapping[str, str | None] | None = None,
    *,
    offers: tuple[str, ...] = ("AUTH PLAIN LOGIN", "8BITMIME"),
    tls_in: Path | None = None,
    tls_at_once: bool = False,
) -> AsyncIterator[FakeServer]:
    """A server on a free port of this machine; with `tls_in`, a folder, it speaks TLS with a certificate of
    its own."""
    server = FakeServer(answers or {}, offers)
    if tls_in is not None:
        file = tls_in / "certificate.pem"
        file.write_text(CERTIFICATE)
        server.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        server.context.load_cert_chain(file)
    listening = await asyncio.start_server(
        server.meet, "127.0.0.1", 0, ssl=server.context if tls_at_once else None
    )
    server.port = listening.sockets[0].getsockname()[1]
    async with listening:
        yield server
        await asyncio.gather(*server.conversations)

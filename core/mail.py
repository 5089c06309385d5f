"""Mail: what a message is, and handing it to the operator's mail server.

`MAIL_URL` is `smtp://user:password@host:port` (STARTTLS where it is offered; `?tls=required` insists on it,
`?tls=never` does without) or `smtps://…`. Failures come back as words that an admin understands, with
whether trying again can help.
"""

import asyncio
import ssl
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

import aiosmtplib

from core.clock import now
from core.text import one_line
from core.words import N_

TIMEOUT = 20
"""Seconds that the server may take over one answer."""
PATIENCE = 40
"""Seconds that one message may take from beginning to end."""

OPPORTUNISTIC, REQUIRED, NEVER = None, True, False


@dataclass(frozen=True)
class Mail:
    """One message. `headers` are added as they are (List-Unsubscribe, References); `message_id` has no
    brackets. `private`: nobody but its reader is shown what it says, on no page and no terminal."""

    to: str
    subject: str
    text: str
    html: str
    message_id: str
    sender_name: str = "Madang"
    headers: dict[str, str] = field(default_factory=dict)
    private: bool = False


class NotSent(Exception):
    """The mail server didn't take it. `sentence` is a message id; `lasting`: trying again won't help."""

    def __init__(self, sentence: str, said: str, *, lasting: bool = False) -> None:
        super().__init__(f"{sentence} ({said})" if said else sentence)
        self.sentence = sentence
        self.said = said
        self.lasting = lasting


async def send(mail: Mail, *, url: str, sender: str) -> None:
    """Hand the mail to the server at `url`. Raises `NotSent`."""
    server = _server(url)
    made = message(mail, sender)
    try:
        async with asyncio.timeout(PATIENCE):
            await aiosmtplib.send(
                made,
                sender=sender,
                recipients=[mail.to],
                hostname=server.hostname,
                port=server.port or (465 if server.scheme == "smtps" else 587),
                username=unquote(server.username) if server.username else None,
                password=unquote(server.password) if server.password else None,
                use_tls=server.scheme == "smtps",
                start_tls=_start_tls(server),
                local_hostname=sender.rpartition("@")[2] if sender.isascii() else None,
                timeout=TIMEOUT,
            )
    except (aiosmtplib.SMTPException, OSError, ValueError) as error:
        raise explained(error) from error


async def greet(url: str) -> None:
    """Call the server at `url` and sign in there as for a mail, and send none. Raises `NotSent`."""
    server = _server(url)
    caller = aiosmtplib.SMTP(
        hostname=server.hostname,
        port=server.port or (465 if server.scheme == "smtps" else 587),
        username=unquote(server.username) if server.username else None,
        password=unquote(server.password) if server.password else None,
        use_tls=server.scheme == "smtps",
        start_tls=_start_tls(server),
        timeout=TIMEOUT,
    )
    try:
        async with asyncio.timeout(PATIENCE), caller:
            await caller.noop()
    except (aiosmtplib.SMTPException, OSError, ValueError) as error:
        raise explained(error) from error


def _server(url: str) -> SplitResult:
    try:
        server = urlsplit(url)
        usable = (
            server.scheme in ("smtp", "smtps") and server.hostname and (server.port is None or server.port)
        )
    except ValueError:
        usable = None
    if not usable:
        raise NotSent(N_("MAIL_URL must look like smtp://user:password@host:587 or smtps://…"), "")
    return server


def _start_tls(server: SplitResult) -> bool | None:
    wanted = parse_qs(server.query).get("tls", [""])[0]
    if server.scheme == "smtps" or wanted == "never":
        return NEVER
    return REQUIRED if wanted == "required" else OPPORTUNISTIC


def message(mail: Mail, sender: str) -> EmailMessage:
    """The mail as it goes over the wire. Raises `NotSent` where the address is none."""
    made = EmailMessage()
    try:
        made["From"] = Address(one_line(mail.sender_name), addr_spec=sender)
        made["To"] = Address(addr_spec=mail.to)
    except (ValueError, IndexError) as error:
        raise NotSent(
            N_("This isn't an address that mail can be sent to."), str(error), lasting=True
        ) from error
    made["Subject"] = one_line(mail.subject)
    made["Date"] = formatdate(now().timestamp())
    made["Message-ID"] = f"<{mail.message_id}>"
    made["Auto-Submitted"] = "auto-generated"
    for name, value in mail.headers.items():
        made[name] = value
    made.set_content(mail.text)
    made.add_alternative(mail.html, subtype="html")
    return made


def explained(error: Exception) -> NotSent:
    """The failure in words for an admin.

    Sources: RFC 5321 section 4.2 (reply codes: 4yz may go away by itself), RFC 4954 (authentication).
    """
    said = _said(error)
    if any(isinstance(each, ssl.SSLError) for each in _with_causes(error)):
        return NotSent(N_("The mail server's TLS certificate or protocol isn't accepted."), said)
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        codes = [refusal.code for refusal in error.recipients]
        return _refused(N_("The mail server refuses this address or refuses to relay to it."), said, codes)
    if isinstance(error, aiosmtplib.SMTPResponseException):
        return _answered(error, said)
    if isinstance(error, TimeoutError):
        return NotSent(N_("The mail server doesn't answer in time."), said)
    if isinstance(error, aiosmtplib.SMTPServerDisconnected | OSError):
        return NotSent(N_("The mail server can't be reached."), said)
    if isinstance(error, aiosmtplib.SMTPNotSupported | ValueError):
        return NotSent(N_("The mail server can't take an address written like this."), said, lasting=True)
    return _lacking(said)


def _answered(error: aiosmtplib.SMTPResponseException, said: str) -> NotSent:
    """The server said no, with a code."""
    if 400 <= error.code < 500:
        return NotSent(N_("The mail server is busy and asks us to come back later."), said)
    if error.code == 530:
        return NotSent(N_("The mail server wants a user name and a password, or TLS: see MAIL_URL."), said)
    if isinstance(error, aiosmtplib.SMTPAuthenticationError):
        return NotSent(N_("The mail server doesn't accept the user name or password in MAIL_URL."), said)
    if isinstance(error, aiosmtplib.SMTPSenderRefused):
        return NotSent(N_("The mail server refuses our own address (MAIL_FROM)."), said)
    return _refused(N_("The mail server refuses the message."), said, [error.code])


def _lacking(said: str) -> NotSent:
    """The server lacks what MAIL_URL asks of it; aiosmtplib says so in words alone."""
    if "AUTH" in said or "authentication" in said.lower():
        return NotSent(
            N_("The mail server takes no user name and password on this connection: see MAIL_URL."), said
        )
    if "STARTTLS" in said:
        return NotSent(N_("The mail server offers no TLS, and MAIL_URL insists on it."), said)
    return NotSent(N_("The mail could not be sent."), said)


def _refused(sentence: str, said: str, codes: list[int]) -> NotSent:
    return NotSent(sentence, said, lasting=bool(codes) and all(code >= 550 for code in codes))


def _said(error: Exception) -> str:
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        return "; ".join(_said(refusal) for refusal in error.recipients)
    if isinstance(error, aiosmtplib.SMTPResponseException):
        return f"{error.code} {error.message}"
    return str(error)


def _with_causes(error: BaseException) -> list[BaseException]:
    chain: list[BaseException] = [error]
    while (cause := chain[-1].__cause__ or chain[-1].__context__) and cause not in chain:
        chain.append(cause)
    return chain

"""Whole answers, as they leave: with their mark (ETag), compressed where the reader takes it, or as a mere "nothing
new" (304).

Only texts that were made for this request pass through here; files have their own way (`frontend.files`). Pages that
hold secrets or addresses beside what somebody typed (`no-store`) are neither marked nor compressed: the length of a
compressed page tells about what stands in it.

The mark is a hash of every byte that is shown. A form with a key of its own ("one form, one result") gets a new key
each time it is drawn, so its page is always sent anew: were the page that a browser has kept shown again, two
proposals could come from one key, and the second would be taken for a repetition of the first.
"""

import zlib
from hashlib import blake2b
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

Headers = list[tuple[bytes, bytes]]

LEVEL = 4
"""Of zlib: a list of 91 KB is 14.9 KB after 1.2 ms; level 6 takes half as long again for 6% less, level 1 two thirds of
the time for 14% more."""
SMALLEST = 1_000
"""Bytes below which compressing gains nothing that a packet wouldn't carry anyway."""
TEXTS = (
    b"text/html",
    b"application/atom+xml",
    b"application/json",
    b"application/problem+json",
    b"text/plain",
)
VARY = b"accept-encoding, accept-language, cookie, x-fragment"


class Answer:
    """A whole answer. `seen` are ideas on it whose showing is counted; `own`: it holds a form's key; `route` is
    the name of what answered. What answers a write is never `marked`."""

    def __init__(self, status: int, headers: Headers, body: bytes, *, marked: bool = True) -> None:
        named = dict(headers)
        self.status: Final = status
        self.body: Final = body
        self.lasting: Final = [each for each in headers if each[0] not in (b"content-length", b"vary")]
        self.secret: Final = b"no-store" in named.get(b"cache-control", b"")
        self.personal: Final = b"set-cookie" in named
        self.seen: tuple[int, ...] = ()
        self.own = False
        self.route = ""
        self.etag = b""
        self._zipped: bytes | None = None
        if marked and status == 200 and not self.secret and not self.personal:
            self.etag = b'W/"%s"' % blake2b(body, digest_size=12).hexdigest().encode()
            self.lasting.append((b"etag", self.etag))
        if not self.secret:
            self.lasting.append((b"vary", VARY))

    @property
    def shared(self) -> bool:
        """Whether somebody else who asks the same, as nobody in particular, may get it too."""
        return bool(self.etag) and not self.own

    @property
    def weight(self) -> int:
        """Bytes that it takes in memory, about."""
        return 2_000 + len(self.body) + len(self.zipped)

    @property
    def zipped(self) -> bytes:
        """The body compressed; b"" where that isn't done."""
        if self._zipped is None:
            worth = len(self.body) >= SMALLEST and not self.secret
            self._zipped = gzipped(self.body) if worth else b""
        return self._zipped

    async def send(self, scope: Scope, send: Send) -> int:
        """To this reader: whole, compressed, or only that nothing changed since they got it; which status that is."""
        accepts, known = _asked(scope["headers"])
        if self.etag and known and is_known(self.etag, known):
            kept = [each for each in self.lasting if not each[0].startswith(b"content-")]
            await _send(send, 304, kept, b"")
            return 304
        body, headers = self.body, self.lasting
        if b"gzip" in accepts and self.zipped:
            body, headers = self.zipped, [*headers, (b"content-encoding", b"gzip")]
        length = (b"content-length", b"%d" % len(body))
        await _send(send, self.status, [*headers, length], b"" if scope["method"] == "HEAD" else body)
        return self.status


def gzipped(body: bytes, level: int = LEVEL) -> bytes:
    """The bytes as gzip, without a time or a name in it: the same each time."""
    packer = zlib.compressobj(level, zlib.DEFLATED, 31)
    return packer.compress(body) + packer.flush()


def is_known(etag: bytes, known: bytes) -> bool:
    """Whether an `If-None-Match` header names this mark. Compared weakly, as RFC 9110 wants it there."""
    marks = [mark.strip().removeprefix(b"W/") for mark in known.split(b",")]
    return known.strip() == b"*" or etag.removeprefix(b"W/") in marks


async def whole(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> Answer | None:
    """What the application answers, not sent yet. None when it was no text, and has been sent as it came."""
    begun: list[Message] = []
    pieces: list[bytes] = []
    passing = False

    async def take(message: Message) -> None:
        nonlocal passing
        if message["type"] == "http.response.start" and _is_text(message):
            begun.append(message)
        elif message["type"] == "http.response.body" and begun:
            pieces.append(message.get("body", b""))
        else:
            passing = True
            await send(message)

    await app(scope, receive, take)
    if passing or not begun:
        return None
    asks = scope["method"] in ("GET", "HEAD")
    answer = Answer(begun[0]["status"], list(begun[0]["headers"]), b"".join(pieces), marked=asks)
    state = scope.get("state", {})
    answer.seen, answer.own = tuple(state.get("seen_ids", ())), bool(state.get("has_own_key"))
    answer.route = str(getattr(scope.get("route"), "name", ""))
    return answer


def _is_text(message: Message) -> bool:
    headers = dict(message["headers"])
    kind = headers.get(b"content-type", b"").partition(b";")[0]
    return kind in TEXTS and b"content-encoding" not in headers


def _asked(headers: Headers) -> tuple[bytes, bytes]:
    accepts = known = b""
    for name, value in headers:
        if name == b"accept-encoding":
            accepts = value
        elif name == b"if-none-match":
            known = value
    return accepts, known


async def _send(send: Send, status: int, headers: Headers, body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})

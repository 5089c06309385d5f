"""Madang as the bench serves it: the product's own application, and beside it pages that say what can't be beaten.

`/bench/bare?bytes=` is so many bytes and nothing else; `/bench/filled?of=` fills the template of a page that was
watched under this name once more, with what it was filled with then; `/bench/statements?of=` gives the statements of
that page, pickled, for this machine's own bench; `/bench/memory` what the process holds. They stand outside of all of
the product's layers. A request is watched where its header `x-bench` gives it a name; its answer then tells in a
header how many queries it took.
"""

import pickle
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from resource import RUSAGE_SELF, getpagesize, getrusage
from urllib.parse import parse_qs

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from commands.bench.measuring.watching import Watch, install, watched
from commands.web import create_app as create_product
from core.changes import changed
from frontend.translations import speaking_locale


def create_app() -> ASGIApp:
    install()
    return Bench(create_product())


class Bench:
    """The product's application, and the bench's own pages before it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.seen: dict[str, Watch] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif scope["path"].startswith("/bench/"):
            await self._own(scope, send)
        elif name := next((value for key, value in scope["headers"] if key == b"x-bench"), b""):
            await self._watched(name.decode(), scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _watched(self, name: str, scope: Scope, receive: Receive, send: Send) -> None:
        seen = self.seen[name] = Watch()
        changed()  # what the process keeps in its memory isn't shown: everything is asked for

        async def telling(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"x-bench-queries", str(seen.queries).encode())]
            await send(message)

        token = watched.set(seen)
        try:
            await self.app(scope, receive, telling)
        finally:
            watched.reset(token)

    async def _own(self, scope: Scope, send: Send) -> None:
        asked = parse_qs(scope["query_string"].decode())
        pages: dict[str, Callable[[], bytes]] = {
            "/bench/bare": lambda: _bare(int(asked["bytes"][0])),
            "/bench/filled": lambda: self._filled(asked["of"][0]),
            "/bench/statements": lambda: pickle.dumps(self.seen[asked["of"][0]].statements),
            "/bench/memory": lambda: str(memory()).encode(),
        }
        body = pages[scope["path"]]()
        headers = [
            (b"content-type", b"text/html; charset=utf-8"),
            (b"content-length", str(len(body)).encode()),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    def _filled(self, name: str) -> bytes:
        """The page's template: of all that were filled for it, the one that made most of it."""
        template, context, _length = max(self.seen[name].filled, key=lambda each: each[2])
        with speaking_locale(context.get("locale", "en")):
            return template.render(context).encode()


@cache
def _bare(size: int) -> bytes:
    return b"x" * size


def memory() -> int:
    """Bytes that this process holds now; where the system doesn't say, the most that it held."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text().split()[1]) * getpagesize()
    peak = getrusage(RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024

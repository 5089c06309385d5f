"""`madang serve` and `madang worker`: what runs until it is told to stop."""

import asyncio
import contextlib
import ctypes
import gc
import logging
import os
import signal
import socket
import sys
from collections.abc import Iterator
from types import FrameType

import uvicorn
from uvicorn.importer import import_from_string

from activity import worker
from commands import console
from commands.failures import explained
from commands.yard import entered, is_empty
from core import logs, standing
from core.database import row
from core.errors import Misconfigured
from core.settings import settings
from core.words import _
from frontend.arrivals import Arrivals

log = logging.getLogger("madang")

GRACE = 10
"""Seconds that requests under way have to end, once we are asked to stop."""
ARENAS = -8
"""glibc's `M_ARENA_MAX`."""


def serve(
    host: str | None, port: int | None, proxy: str | None, app: str = "commands.web:create_app"
) -> None:
    """Serve until SIGTERM or SIGINT. `proxy`: instead of MADANG_PROXY."""
    given = {"PORT": None if port is None else str(port), "MADANG_PROXY": proxy}
    os.environ.update({name: value for name, value in given.items() if value is not None})
    settings.cache_clear()
    with _logged():
        _serve(host, port, app)


def _serve(host: str | None, port: int | None, app: str) -> None:
    _keep_memory_together()
    asyncio.run(_look())
    config = uvicorn.Config(
        lambda: Arrivals(import_from_string(app)()),
        factory=True,
        host=host or ("0.0.0.0" if os.environ.get("PORT") and port is None else "127.0.0.1"),
        port=settings().port,
        loop="uvloop",
        http="httptools",
        ws="none",
        lifespan="on",
        access_log=False,
        log_config=None,
        log_level="warning",
        server_header=False,
        proxy_headers=False,  # `frontend.arrivals` reads them
        timeout_graceful_shutdown=GRACE,
    )
    server = Server(config)
    for ending in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ending, _end)
    with contextlib.suppress(SystemExit):
        server.run()
    if not server.started:
        raise Misconfigured(_("Madang couldn't start; the reason stands above."))


def _keep_memory_together() -> None:
    """glibc gives each thread a store of memory of its own, which hands hardly anything back. Two are enough for the
    few threads here; other systems have no such thing to set."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").mallopt(ARENAS, 2)


def _end(number: int, frame: FrameType | None) -> None:
    """Being told to stop is how serving ends well. (uvicorn takes the signal first, and gives it back at its end.)"""
    sys.exit(0)


async def _look() -> None:
    """Refuse before listening what would fail at the first request; tell a fresh yard's owner the next step."""
    async with entered():
        if not await row("SELECT 1 FROM person WHERE role = 'admin' LIMIT 1") and await is_empty():
            console.say(_("Nobody is here yet. Become the first admin with:"))
            console.say("  madang admin you@example.com")


class Server(uvicorn.Server):
    """Says where it listens as soon as it does."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._hurried = asyncio.Event()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        standing.leave()
        super().handle_exit(sig, frame)
        if self.force_exit:
            self._hurried.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Answer for MADANG_DRAIN seconds more, so that whoever spreads the requests sees that this process isn't
        ready and sends it no more of them; being told a second time ends that."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._hurried.wait(), settings().drain)
        await super().shutdown(sockets)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        standing.stay()
        await super().startup(sockets)
        gc.collect()
        gc.freeze()  # what the start has made stays: looking through it again and again took a tenth of the time
        for listening in self.servers if self.started else ():
            for open_socket in listening.sockets:
                host, port = open_socket.getsockname()[:2]
                console.say(_("Madang is open at %(address)s", address=_address(host, port)))


def _address(host: str, port: int) -> str:
    if settings().base_url:
        return settings().base_url
    return f"http://{'localhost' if host in ('127.0.0.1', '0.0.0.0', '::', '::1') else host}:{port}"


def work() -> None:
    """Tell people what happened until SIGTERM or SIGINT, then finish what is in hand."""
    with _logged():
        asyncio.run(_work())


@contextlib.contextmanager
def _logged() -> Iterator[None]:
    """Inside, the log is written. A defect that ends the process stands in it as well, and not beside it."""
    with logs.written():
        try:
            yield
        except Exception as error:
            if explained(error) is not None:
                raise
            log.exception("Madang ended by a defect")
            sys.exit(1)


async def _work() -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for ending in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(ending, stop.set)
    async with entered():
        if settings().worker == "inline":
            console.say(
                _("`madang serve` does this work too here (MADANG_WORKER=inline); both may run at once.")
            )
        console.say(_("The worker is ready."))
        await worker.run(stop)
    console.say(_("The worker has finished."))

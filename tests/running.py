"""Madang as an operator runs it: real processes that can be killed and started again."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx

HOUSE = Path(__file__).resolve().parents[1]
STARTS_WITHIN = 60.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def until(true: Callable[[], bool | Awaitable[bool]], seconds: float, what: str) -> None:
    """Look again and again until it is true; fail with `what` when the time is over."""
    deadline = time.monotonic() + seconds
    while True:
        found = true()
        if found if isinstance(found, bool) else await found:
            return
        assert time.monotonic() < deadline, what
        await asyncio.sleep(0.02)


@dataclass
class Yard:
    """`madang serve`, and `madang worker` where the database is PostgreSQL, on one database and one port."""

    database: str
    mail_url: str
    log: Path
    port: int = field(default_factory=free_port)
    running: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Returns when it answers."""
        self._run("serve", "--port", str(self.port), "--proxy", "127.0.0.1")
        if self.database.startswith("postgres"):
            self._run("worker")
        async with httpx.AsyncClient(base_url=self.address) as browser:

            async def answers() -> bool:
                assert all(each.poll() is None for each in self.running), self.log.read_text()
                try:
                    return (await browser.get("/ready")).status_code == 200
                except httpx.TransportError:
                    return False

            await until(answers, STARTS_WITHIN, f"not ready: {self.log}")

    def _run(self, *command: str) -> None:
        environment = {
            **{name: value for name, value in os.environ.items() if name not in ("PORT", "MADANG_WORKER")},
            "DATABASE_URL": self.database,
            "BASE_URL": self.address,
            "MAIL_URL": self.mail_url,
            "SECRET_KEY": "only-for-tests",
        }
        with self.log.open("ab") as log:
            whole = [sys.executable, "-m", "commands", *command]
            self.running.append(subprocess.Popen(whole, cwd=HOUSE, env=environment, stdout=log, stderr=log))

    def kill(self) -> None:
        """SIGKILL: no process gets to say another word."""
        for each in self.running:
            each.send_signal(signal.SIGKILL)
        for each in self.running:
            each.wait()
        self.running.clear()

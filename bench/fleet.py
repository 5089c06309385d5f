"""Several `madang serve` and `madang worker` on one PostgreSQL, each of which may be killed and started again."""

import asyncio
import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from tests.running import HOUSE, free_port, until

STARTS_WITHIN = 240.0
"""Seconds. Several start at once."""


@dataclass
class Program:
    """One process. `port` is 0 for a worker."""

    name: str
    port: int
    environment: dict[str, str]
    log: Path
    process: "subprocess.Popen[bytes] | None" = None
    kills: int = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        serving = ["serve", "--port", str(self.port), "--proxy", "127.0.0.1"] if self.port else ["worker"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "commands", *serving],
                cwd=HOUSE,
                env=self.environment,
                stdout=log,
                stderr=log,
            )

    def kill(self) -> None:
        """SIGKILL: it gets to say no further word."""
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None
            self.kills += 1

    async def ready(self) -> None:
        """Returns when a web process answers; workers are never waited for."""
        if not self.port:
            return
        async with httpx.AsyncClient(base_url=self.address) as browser:

            async def answers() -> bool:
                assert self.process is not None
                assert self.process.poll() is None, self.log.read_text()
                try:
                    return (await browser.get("/ready")).status_code == 200
                except httpx.TransportError:
                    return False

            await until(answers, STARTS_WITHIN, f"not ready: {self.log}")


@dataclass
class Fleet:
    """`webs` serve, `workers` tell; all on one database, sending mail to `mail_url`."""

    database: str
    mail_url: str
    log: Path
    webs: int
    workers: int
    programs: list[Program] = field(default_factory=list)

    @property
    def serving(self) -> list[Program]:
        return [each for each in self.programs if each.port]

    async def start(self) -> None:
        """Returns when every web process answers."""
        ports = [free_port() for _ in range(self.webs)]
        environment = {
            **{name: value for name, value in os.environ.items() if name != "PORT"},
            "DATABASE_URL": self.database,
            "BASE_URL": "http://madang.test",
            "MAIL_URL": self.mail_url,
            "SECRET_KEY": "only-for-this-bench",
            "MADANG_WORKER": "external",
            "MADANG_SEMANTIC": "off",
            "MADANG_DATABASE_POOL": "8",
        }
        self.programs = [Program(f"web {port}", port, environment, self.log) for port in ports]
        self.programs += [Program(f"worker {n}", 0, environment, self.log) for n in range(self.workers)]
        for each in self.programs:
            each.start()
        await asyncio.gather(*(each.ready() for each in self.programs))

    async def lose(self, program: Program, *, restart: bool) -> None:
        """Kill one. It is started again at once, or nobody asks it any more."""
        program.kill()
        if not restart:
            self.programs.remove(program)
            return
        program.start()
        await program.ready()

    def kill(self) -> None:
        for each in self.programs:
            each.kill()

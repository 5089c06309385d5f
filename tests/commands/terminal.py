"""Typing `madang …`: in this process, or, for what runs on and is stopped, in one of its own."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TypeVar

import pytest

from commands.main import main
from core.database import opened
from core.settings import settings

T = TypeVar("T")

HOUSE = Path(__file__).parents[2]
PATIENCE = 60
"""Seconds, on a machine that is busy with other tests."""


@dataclass(frozen=True)
class Said:
    status: int
    out: str
    err: str


class Terminal:
    """A terminal in which `DATABASE_URL` and the other settings are set."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], **env: str
    ) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys
        self.env = env

    def type(self, *words: str) -> Said:
        """`madang WORDS…`, until it ends."""
        for name, value in self.env.items():
            self._monkeypatch.setenv(name, value)
        self._monkeypatch.setattr(sys, "argv", ["madang", *words])
        self._capsys.readouterr()
        settings.cache_clear()
        try:
            main()
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
        else:
            status = 0
        finally:
            settings.cache_clear()
        return Said(status, *self._capsys.readouterr())

    @contextmanager
    def running(self, *words: str) -> Iterator["Running"]:
        """`madang WORDS…` in a process of its own, killed at the end unless it ended before."""
        process = subprocess.Popen(
            [sys.executable, "-m", "commands", *words],
            cwd=HOUSE,
            env={**os.environ, **self.env, "PYTHONUNBUFFERED": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert process.stdout is not None
        try:
            yield Running(process, process.stdout)
        finally:
            process.kill()
            process.wait()
            process.stdout.close()

    def ask(self, question: Callable[[], Awaitable[T]]) -> T:
        """What the database answers, asked from here."""

        async def asked() -> T:
            async with opened(self.env["DATABASE_URL"], pool=2):
                return await question()

        return asyncio.run(asked())


@dataclass(frozen=True)
class Running:
    process: "subprocess.Popen[str]"
    stdout: IO[str]

    def line_with(self, words: str) -> str:
        """The next line that it says with these words."""
        for line in self.stdout:
            if words in line:
                return line.strip()
        raise AssertionError(f"It ended and never said {words!r}.")

    def ended_by(self, number: int) -> int:
        """Its exit status after this signal."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)


def until(true: Callable[[], bool]) -> None:
    """Wait for what another process does."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "It never came true."
        time.sleep(0.02)

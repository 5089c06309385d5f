"""The server that is measured, in a process of its own, and how long a cold one takes to be ready."""

import os
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from time import perf_counter

import anyio

from commands.bench.measuring.client import Connection
from core.errors import Misconfigured
from core.words import _

SERVER = [sys.executable, "-m", "commands.bench.measuring.server"]
PRODUCT = [sys.executable, "-m", "commands", "serve", "--host", "127.0.0.1", "--port", "0"]
PATIENCE = 60.0
"""Seconds until a server that doesn't answer is given up."""


@asynccontextmanager
async def serving(url: str, var: Path, *, processes: int = 1) -> AsyncIterator[list[str]]:
    """So many web processes over this database, at these addresses; they end with the block."""
    running = [_started(SERVER, url, var) for _each in range(processes)]
    try:
        yield [await anyio.to_thread.run_sync(_address, each) for each in running]
    finally:
        for each in running:
            each.terminate()
        for each in running:
            await anyio.to_thread.run_sync(_ended, each)


async def cold_start(url: str, var: Path) -> float:
    """Seconds from the command `madang serve` to its first answer."""
    begun = perf_counter()
    running = _started(PRODUCT, url, var)
    try:
        address = await anyio.to_thread.run_sync(_address, running)
        connection = Connection(address)
        await connection.get("/ready")
        took = perf_counter() - begun
        connection.close()
        return took
    finally:
        running.terminate()
        await anyio.to_thread.run_sync(_ended, running)


def environment(url: str, var: Path) -> dict[str, str]:
    """As a web process has it that tells nobody itself, over the bench's database and with files of its own."""
    kept = {name: value for name, value in os.environ.items() if name not in ("BASE_URL", "PORT", "MAIL_URL")}
    own = {"DATABASE_URL": url, "MADANG_VAR": str(var), "MADANG_WORKER": "external", "LC_ALL": "C.UTF-8"}
    return {**kept, **own, "SECRET_KEY": "only-for-measuring-and-nothing-else"}


def _started(command: Sequence[str], url: str, var: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(command, env=environment(url, var), stdout=subprocess.PIPE, text=True)


def _address(running: "subprocess.Popen[str]") -> str:
    """Where it says that it listens, once it does."""
    assert running.stdout
    for line in running.stdout:
        before, found, place = line.strip().rpartition("http://")
        if found and before:
            return f"http://{place.replace('localhost', '127.0.0.1')}"
    raise Misconfigured(_("The server that was to be measured didn't start."))


def _ended(running: "subprocess.Popen[str]") -> None:
    try:
        running.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        running.kill()
    assert running.stdout
    running.stdout.close()

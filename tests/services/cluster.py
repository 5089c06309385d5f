"""Making, starting and removing a PostgreSQL cluster in a temporary directory.

A small shell stands guard: it is the server's parent and waits on a pipe from this process; when the pipe
closes, because the run is over, ended or killed, it stops the server and removes all.
"""

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.services import Unavailable, memory
from tests.services.programs import User, find_programs, server_user, surroundings

SETTINGS = {
    # the data needn't survive anything
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "jit": "off",
    "timezone": "UTC",
    "listen_addresses": "127.0.0.1",
}
SECONDS_TO_START = 30
GUARD = """
cd /
"$@" >"$HERE/log" 2>&1 &
server=$!
trap '' INT TERM HUP
read -r over
kill -QUIT $server 2>/dev/null
wait $server
rm -rf "$HERE"
"""


@contextmanager
def cluster() -> Iterator[str]:
    """The address of a running server of our own, gone on leaving or when this process dies."""
    user = server_user()
    here = _directory(user)
    try:
        programs = find_programs(here, user)
        _make(programs, here, user)
        guard, port = _start(programs, here, user)
        try:
            yield f"postgres://postgres@127.0.0.1:{port}/postgres"
        finally:
            _stop(guard)
    finally:
        shutil.rmtree(here, ignore_errors=True)


def _directory(user: User) -> Path:
    """A temporary directory that the server's user can reach, its path short enough to hold a socket."""
    for parent in dict.fromkeys(
        (memory() or tempfile.gettempdir(), tempfile.gettempdir(), "/tmp", "/var/tmp")
    ):
        here = Path(tempfile.mkdtemp(prefix="madang-postgres-", dir=parent))
        user.owns(here)
        if len(str(here)) < 80 and user.run(["test", "-w", str(here)], here).returncode == 0:
            return here
        here.rmdir()
    raise Unavailable("No temporary directory is open to the user that PostgreSQL would run as.")


def _make(programs: Path, here: Path, user: User) -> None:
    """Korean sorts and folds alike on every machine: by code point, as it does on SQLite."""
    said = ""
    for locale in ("C.UTF-8", "C"):
        command = [str(programs / "initdb"), "--pgdata", str(here / "data"), "--username=postgres"]
        chosen = ["--auth=trust", "--encoding=UTF8", f"--locale={locale}", "--no-sync"]
        done = user.run([*command, *chosen], here)
        if done.returncode == 0:
            return
        said = done.stderr.strip()
    raise Unavailable(f"PostgreSQL's initdb failed: {said.splitlines()[-1] if said else 'it gave no reason'}")


def _start(programs: Path, here: Path, user: User) -> tuple["subprocess.Popen[bytes]", int]:
    """A server that answers, on a port that was free a moment ago; another if somebody was faster."""
    said = ""
    for _ in range(3):
        port = _free_port()
        guard = _guarded(_command(programs, here, port), here, user)
        if _answers(guard, here):
            return guard, port
        said = _log(here)
        if "Address already in use" not in said:
            _stop(guard)
            break
        guard.kill()  # its server is gone, and the directory is still wanted
        _stop(guard)
    raise Unavailable(f"PostgreSQL didn't start: {' '.join(said.split())[-300:] or 'it left no word'}")


def _command(programs: Path, here: Path, port: int) -> list[str]:
    settings = {**SETTINGS, "port": str(port), "unix_socket_directories": str(here)}
    chosen = [f"--{name}={value}" for name, value in settings.items()]
    return [str(programs / "postgres"), "-D", str(here / "data"), *chosen]


def _guarded(command: list[str], here: Path, user: User) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        ["sh", "-c", GUARD, "guard", *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=surroundings(here),
        start_new_session=True,  # Ctrl-C ends the tests first, and they end the server
        user=user.uid,
        group=user.gid,
        extra_groups=[] if user.ids else None,
    )


def _answers(guard: "subprocess.Popen[bytes]", here: Path) -> bool:
    """The server writes "ready" into the eighth line of its pid file when it accepts connections."""
    status = here / "data" / "postmaster.pid"
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and guard.poll() is None:
        lines = status.read_text().splitlines() if status.exists() else []
        if len(lines) > 7 and lines[7].strip() == "ready":
            return True
        if not lines and "FATAL" in _log(here):
            return False
        time.sleep(0.02)
    return False


def _log(here: Path) -> str:
    log = here / "log"
    return log.read_text(errors="replace") if log.exists() else ""


def _stop(guard: "subprocess.Popen[bytes]") -> None:
    """Closing the pipe is the word to the guard."""
    if guard.stdin:
        guard.stdin.close()
    guard.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port

"""The inside of `bin/test`: linters beside the tests, the services under them, one exit status for all."""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType
from typing import IO

from tests.services import Unavailable, chromium, memory, must_run_all, postgres

HOUSE = Path(__file__).resolve().parents[2]
PROGRAMS = Path(sys.executable).parent
LINTERS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "--output-format", "concise", "."),
    ("lint-imports", "--no-logo"),
    ("mypy",),
)
OURS = (
    "DATABASE_URL",
    "BASE_URL",
    "SECRET_KEY",
    "MAIL_URL",
    "MAIL_FROM",
    "PORT",
    "MADANG_DATABASE_POOL",
    "MADANG_SEMANTIC",
    "MADANG_WORKER",
    "MADANG_VAR",
)
INTERRUPTED = 130


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="bin/test",
        description="Every gate and every test, on SQLite and PostgreSQL. Other arguments go to pytest.",
        allow_abbrev=False,
    )
    parser.add_argument("--full", action="store_true", help="take the big matrices whole, not a sample")
    parser.add_argument("--only-lint", action="store_true", help="run no test")
    chosen, for_pytest = parser.parse_known_args()
    signal.signal(signal.SIGTERM, _end)
    for name in OURS:  # nobody's own yard is touched by a test
        os.environ.pop(name, None)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # dozens of processes start: each module is compiled once
    if chosen.full:
        os.environ["MADANG_TEST_FULL"] = "1"
    try:
        if chosen.only_lint:
            return _only_lint()
        return _everything(for_pytest)
    except KeyboardInterrupt:
        return INTERRUPTED


def _only_lint() -> int:
    with _linters(niceness=0) as linters:
        failed = [linter for linter in linters if not linter.passed()]
    if not failed:
        print("Clean: " + ", ".join(" ".join(words) for words in LINTERS))
    return 1 if failed else 0


def _everything(for_pytest: list[str]) -> int:
    began = time.monotonic()
    with ExitStack() as stack:
        linters = stack.enter_context(_linters(niceness=5))
        ready = _services(stack)
        tested = _pytest(for_pytest) if ready else 1
        linted = [linter.passed() for linter in linters]
    if not all(linted):
        print("The linters found what stands above.", flush=True)
    print(f"bin/test took {time.monotonic() - began:.0f} s.")
    return tested or (0 if all(linted) else 1)


class Linter:
    """A linter that runs in the background; what it says is kept until somebody asks how it went."""

    def __init__(self, words: tuple[str, ...], niceness: int) -> None:
        self.words = words
        self.said: IO[str] = tempfile.TemporaryFile("w+")  # noqa: SIM115 (closed in close)
        self.process = subprocess.Popen(
            ["nice", "-n", str(niceness), PROGRAMS / words[0], *words[1:]],
            cwd=HOUSE,
            stdin=subprocess.DEVNULL,
            stdout=self.said,
            stderr=subprocess.STDOUT,
        )

    def passed(self) -> bool:
        """Waits for its end; shows what it said unless that was nothing but praise."""
        if self.process.wait() == 0:
            return True
        self.said.seek(0)
        print(f"\n--- {' '.join(self.words)}\n{self.said.read()}", flush=True)
        return False

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait()
        self.said.close()


@contextmanager
def _linters(niceness: int) -> Iterator[list[Linter]]:
    """All of them at once, less urgent than the tests: some of these measure time."""
    with ExitStack() as stack:
        started = [Linter(words, niceness) for words in LINTERS]
        for linter in started:
            stack.callback(linter.close)
        yield started


def _services(stack: ExitStack) -> bool:
    """PostgreSQL and Chromium in the tests' environment. False: one is missing and none may be."""
    complete = True
    try:
        os.environ[postgres.VARIABLE] = stack.enter_context(postgres.server()).url
    except Unavailable as missing:
        print(missing, file=sys.stderr, flush=True)
        complete = False
    try:
        os.environ[chromium.VARIABLE] = chromium.installed_chromium()
    except Unavailable as missing:
        print(missing, file=sys.stderr, flush=True)
        complete = False
    return complete or not must_run_all()


def _pytest(arguments: list[str]) -> int:
    """Pytest on every core and once more, up to four: what waits for a database or a browser leaves room. Ended early,
    it is ended as by Ctrl-C and cleans up."""
    workers = str(min((os.cpu_count() or 1) + 1, 4))
    command = [sys.executable, "-m", "pytest", "-n", workers, "--dist", "worksteal", *arguments]
    with tempfile.TemporaryDirectory(prefix="madang-tests-", dir=memory()) as scratch:
        process = subprocess.Popen(command, cwd=HOUSE, env={**os.environ, "TMPDIR": scratch})
        try:
            return process.wait()
        except KeyboardInterrupt:  # the terminal has told pytest as well
            process.wait(timeout=60)
            raise
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
                process.wait(timeout=60)


def _end(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)


if __name__ == "__main__":
    sys.exit(main())

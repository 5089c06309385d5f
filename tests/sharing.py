"""What costs seconds to make is made once for all processes of a test run."""

import fcntl
import os
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).resolve().parents[1] / "var" / "tests" / "templates"
"""Each is compiled once, and not by every process of every run: what is kept knows the source that it was made of."""


async def made_once(
    factory: pytest.TempPathFactory, name: str, make: Callable[[Path], Awaitable[object]]
) -> Path:
    """The file of this name. The first process that asks for it makes it, while the others wait; none changes it."""
    shared = factory.getbasetemp()
    shared = shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared
    made = shared / name
    with made.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            making = shared / f"making-{name}"
            await make(making)
            making.rename(made)
    return made


def share_templates(var: Path) -> None:
    """Processes whose files are in this folder keep compiled templates where all do."""
    TEMPLATES.mkdir(parents=True, exist_ok=True)
    var.mkdir(parents=True, exist_ok=True)
    (var / "templates").symlink_to(TEMPLATES)

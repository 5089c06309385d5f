"""What the tests stand on that isn't Python: a PostgreSQL server and a Chromium.

`bin/test` provides both once for the whole run (`python -m tests.services`); a bare `pytest` finds or starts
them through `tests.services.plugin`.
"""

import os
import shutil

ROOM = 2 * 1024**3
"""Bytes that a whole run may leave in temporary files for a while."""


class Unavailable(Exception):
    """Something that the tests need can't be had here; the message says what, in one sentence."""


def memory() -> str | None:
    """A directory that is held in memory, where there is one with room: making a database is five times faster."""
    shared = "/dev/shm"
    roomy = os.access(shared, os.W_OK | os.X_OK) and shutil.disk_usage(shared).free > ROOM
    return shared if roomy else None


def must_run_all() -> bool:
    """Whether a missing service fails the run (`CI=true`) instead of skipping the tests that need it."""
    return os.environ.get("CI", "").lower() in ("true", "1")

"""A process that migrates, and is killed while it does its n-th migration: `python -m tests.migrating URL [N]`."""

import asyncio
import os
import signal
import sys
from typing import Any

from core import migrations
from core.migrations import migrate


def killed_at(number: int) -> type[migrations._Recorder]:
    """Ends when a migration has run, and before it is recorded and committed."""
    done = 0

    class Killing(migrations._Recorder):
        async def record_applied(self, *args: Any, **kwargs: Any) -> Any:
            nonlocal done
            done += 1
            if done == number:
                os.kill(os.getpid(), signal.SIGKILL)
            return await super().record_applied(*args, **kwargs)

    return Killing


if __name__ == "__main__":
    if len(sys.argv) > 2:
        migrations._Recorder = killed_at(int(sys.argv[2]))  # type: ignore[misc]
    sys.stdout.write("\n".join(asyncio.run(migrate(sys.argv[1]))))

"""A process that spends as much as it may, for tests: `python -m tests.core.spending URL KIND WHO TIMES`.

It says "ready", waits for a line, asks that many times at once and says how often it was let through.
"""

import asyncio
import sys

from core.database import opened
from core.errors import SlowDown
from core.limits import spend


async def main(url: str, kind: str, who: str, times: int) -> None:
    async with opened(url, pool=4):
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        await asyncio.to_thread(sys.stdin.readline)
        asked = await asyncio.gather(*(spend(kind, who) for _ in range(times)), return_exceptions=True)
    for each in asked:
        if each is not None and not isinstance(each, SlowDown):
            raise each
    sys.stdout.write(f"{asked.count(None)}\n")


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])))

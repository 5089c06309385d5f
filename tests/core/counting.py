"""One of several processes that read and then write, over and over: `python -m tests.core.counting URL TIMES`."""

import asyncio
import sys

from core.database import in_transaction, opened, row, rows

AT_ONCE = 4


@in_transaction
async def count_one_more() -> None:
    found = await row("SELECT terms_version FROM site")
    assert found is not None
    await rows("UPDATE site SET terms_version = :next", next=found["terms_version"] + 1)


async def main(url: str, times: int) -> None:
    async def some() -> None:
        for _ in range(times // AT_ONCE):
            await count_one_more()

    async with opened(url):
        await row("SELECT 1 AS one")
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
        await asyncio.gather(*(some() for _ in range(AT_ONCE)))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))

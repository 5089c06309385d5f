"""Writes a snapshot of both databases as the migrations make them today: `python -m tests.snapshots`.

Run it after a commit that adds migrations, and commit the two files: from then on `tests/test_upgrades.py` migrates
them forward. Files that are there already are never written again.
"""

import asyncio
import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from composition import compose
from core.database import opened
from core.migrations import migrate
from core.settings import settings
from tests.services.postgres import Server
from tests.services.postgres import server as a_server
from tests.snapshots import dumping
from tests.snapshots.life import live

LARGEST = 200_000
"""Bytes of a file."""


async def main(server: Server, folder: Path) -> None:
    day = datetime.now(UTC).date().isoformat()
    file = folder / "snapshot.sqlite3"
    await _make(f"sqlite://{file}")
    _keep(f"{day}.sqlite", dumping.of_sqlite(file))
    url = await server.empty_database("snapshot")
    await _make(url)
    _keep(f"{day}.postgres", dumping.of_postgres(url, folder))
    await server.drop_database("snapshot")


async def _make(url: str) -> None:
    await migrate(url)
    async with opened(url):
        await live()


def _keep(name: str, sql: str) -> None:
    path = dumping.FOLDER / f"{name}.sql.xz"
    if path.exists():
        sys.exit(f"{path} is there already.")
    dumping.write(path, sql)
    size = path.stat().st_size
    sys.stdout.write(f"{path.name}: {size:,} bytes\n")
    assert size < LARGEST


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, a_server() as server:
        os.environ.update(MADANG_VAR=folder, SECRET_KEY="only-for-tests", MADANG_SEMANTIC="off", MAIL_URL="")
        settings.cache_clear()
        compose()
        asyncio.run(main(server, Path(folder)))

"""A worker's pulse: each leaves a sign of life where `madang doctor` and the metrics find it."""

import asyncio
import logging
import os
import socket
from contextlib import suppress
from datetime import datetime, timedelta

from core.clock import now
from core.database import in_transaction, moment, quietly, row, rows
from core.secrets import token

log = logging.getLogger("madang.worker")

EVERY = 20.0
"""Seconds between two beats."""
ALIVE = timedelta(minutes=2)
"""A worker that wasn't seen for longer is taken for gone."""
KEPT = timedelta(days=1)


async def beat_until(stop: asyncio.Event) -> None:
    """Beat until `stop` is set, and leave nothing behind then. A beat that fails is told and made up for."""
    name = f"{socket.gethostname()[:60]}/{os.getpid()}/{token()[:8]}"
    with quietly():
        while not stop.is_set():
            try:
                await beat(name)
            except Exception:
                log.exception("The worker's pulse couldn't be written down")
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), EVERY)
        try:
            await end(name)
        except Exception:
            log.exception("The end of the worker's pulse couldn't be written down")


@in_transaction
async def beat(name: str) -> None:
    """The worker of this name is alive. What hasn't been seen for a day is forgotten."""
    await rows(
        """INSERT INTO pulse (created_at, name, seen_at) VALUES (:now, :name, :now)
           ON CONFLICT (name) DO UPDATE SET seen_at = excluded.seen_at""",
        now=now(),
        name=name,
    )
    await rows("DELETE FROM pulse WHERE seen_at < :before", before=now() - KEPT)


@in_transaction
async def end(name: str) -> None:
    """The worker of this name has ended as it should."""
    await rows("DELETE FROM pulse WHERE name = :name", name=name)


async def latest() -> tuple[int, datetime | None]:
    """How many workers are alive, and when any was seen last."""
    found = await row(
        "SELECT max(seen_at) AS latest, count(CASE WHEN seen_at > :alive THEN 1 END) AS num FROM pulse",
        alive=now() - ALIVE,
    )
    assert found is not None
    return int(found["num"]), moment(found["latest"])

"""An admin asks for an export on the site: the worker makes it, and for a day it can be fetched.

It is made without what people have among themselves (`moving.exporting.privacy`). Where it stands is told by its task:
`cursor` holds how far it has come, "done:total", and in the end the name of its file, which nobody can guess.
"""

import asyncio
import logging
from collections.abc import Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from activity import tasks
from activity.models import Audience, Task
from activity.operations import leave_task, record
from core.clock import now
from core.database import in_transaction, moment, rows, unattended
from core.errors import NotFound, Refused
from core.secrets import token
from core.settings import settings
from core.words import _
from moving.exporting.manifest import Manifest
from moving.exporting.privacy import MAKING
from moving.exporting.writing import export
from moving.ports import speaking
from people.events import PersonEvent
from people.models import Person
from people.permissions import must_administer

log = logging.getLogger("madang.export")

KEPT = timedelta(hours=24)
BEAT = 5.0
"""Seconds between two times that the page hears how far it has come, and the lease is held."""
SHOWN = 20

LATEST = """
    SELECT e.id, e.created_at, p.name, p.id AS person_id, t.cursor, t.done_at, t.last_error
    FROM event e JOIN task t ON t.key = 'export:' || e.id LEFT JOIN person p ON p.id = e.actor_id
    WHERE e.subject_type = 'site' AND e.subject_id = 1 AND e.in_story AND e.action = :asked
    ORDER BY e.id DESC LIMIT :most"""

making: "dict[int, asyncio.Task[None]]" = {}
"""The exports that this process is making, by their tasks."""


@dataclass(frozen=True)
class Asked:
    """One export that somebody asked for. `size` in bytes, None unless it can be fetched; `total` 0: nobody knows."""

    id: int
    at: datetime
    by: str
    done: int
    total: int
    size: int | None
    over: bool
    failing: bool

    @property
    def until(self) -> datetime:
        return self.at + KEPT


def folder() -> Path:
    """Where exports are kept, for this user alone."""
    kept = settings().var / "exports"
    kept.mkdir(parents=True, exist_ok=True, mode=0o700)
    return kept


@in_transaction
async def ask(*, by: Person) -> int:
    """Have everything exported that isn't private. One at a time. Gives the number of the asking."""
    must_administer(by)
    if any(not each.over and each.size is None for each in await latest(reader=by)):
        raise Refused(_("An export is being made already."))
    asked = await record(PersonEvent.EXPORT_ASKED, by=by, about=("site", 1), audience=Audience.STAFF)
    await leave_task(MAKING, asked.id)
    return int(asked.id)


async def latest(*, reader: Person) -> list[Asked]:
    """The exports that were asked for, the newest first. Only admins."""
    must_administer(reader)
    found = await rows(LATEST, asked=PersonEvent.EXPORT_ASKED.value, most=SHOWN)
    return [_asked(each) for each in found]


def _asked(found: dict[str, Any]) -> Asked:
    ready = found["done_at"] is not None
    size = _size(found["cursor"]) if ready else None
    done, _colon, total = ("0", "", "0") if ready else (found["cursor"] or "0:0").partition(":")
    return Asked(
        found["id"],
        moment(found["created_at"]),
        found["name"] or "",
        int(done),
        int(total),
        size,
        over=ready and size is None,
        failing=not ready and bool(found["last_error"]),
    )


def _size(name: str) -> int | None:
    """Of a file that is here and not too old."""
    path = folder() / f"{name}.zip"
    return path.stat().st_size if name and path.exists() and not _is_old(path) else None


async def fetch(asked_id: int, *, by: Person) -> Path:
    """The file, for an admin who takes it along; that is recorded. Raises `NotFound` where there is none any more."""
    must_administer(by)
    found = await rows(
        "SELECT cursor FROM task WHERE key = :key AND done_at IS NOT NULL", key=f"{MAKING}:{asked_id}"
    )
    if not found or _size(found[0]["cursor"]) is None:
        raise NotFound
    await _note_taken(by)
    return folder() / f"{found[0]['cursor']}.zip"


@in_transaction
async def _note_taken(by: Person) -> None:
    await record(PersonEvent.EXPORT_TAKEN, by=by, about=("site", 1), audience=Audience.STAFF)


async def step(task: Task) -> bool:
    """Begin to make it (fills `activity.ports.work`). The worker goes on meanwhile: telling people isn't to wait for
    millions of rows. While it is being made its lease is held; when this process ends, another one begins anew."""
    if task.id not in making:
        making[task.id] = unattended(_make(task))
    return True


async def _make(task: Task) -> None:
    name, far = token(), [0, 0]

    def hear(done: int, total: int) -> None:
        far[:] = done, total

    work = export(settings().database, folder() / f"{name}.zip", private=False, said=hear)
    try:
        with speaking.of("frontend")(await _language(task)):
            running = asyncio.create_task(_in_a_thread(work))
        while not (await asyncio.wait([running], timeout=BEAT))[0]:
            await _tell(task, f"{far[0]}:{far[1]}")
        running.result()
        await _finish(task, name)
    except Exception as error:
        log.exception("Export %s failed and is put off", task.key)
        await tasks.put_off(task, error)
    finally:
        del making[task.id]


async def _language(task: Task) -> str:
    """That of whoever asked for it."""
    sql = """SELECT CASE WHEN p.locale = '' THEN s.locale ELSE p.locale END AS locale
             FROM event e JOIN person p ON p.id = e.actor_id JOIN site s ON s.id = 1 WHERE e.id = :id"""
    found = await rows(sql, id=task.reference)
    return str(found[0]["locale"]) if found else ""


async def _in_a_thread(work: Coroutine[Any, Any, Manifest]) -> Manifest:
    """Compressing takes a processor for a while: pages are answered meanwhile."""
    return await asyncio.to_thread(asyncio.run, work)


@in_transaction
async def _tell(task: Task, cursor: str) -> None:
    if await tasks.hold(task) is not None:
        await tasks.move_to(task, cursor)


@in_transaction
async def _finish(task: Task, name: str) -> None:
    """Nobody's file stays where another worker has begun anew meanwhile."""
    if await tasks.hold(task) is None:
        (folder() / f"{name}.zip").unlink(missing_ok=True)
        return
    await tasks.move_to(task, name)
    await tasks.finish(task)


async def clean() -> None:
    """Take away what is older than a day, also what was begun and never whole (fills `activity.ports.clean`)."""
    for path in folder().iterdir():
        if _is_old(path):
            path.unlink(missing_ok=True)


def _is_old(path: Path) -> bool:
    return now() - datetime.fromtimestamp(path.stat().st_mtime, UTC) > KEPT

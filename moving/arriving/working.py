"""Importing an upload in the worker: a batch of rows at a time, each with its figures and its part of the report."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import islice

from activity import tasks
from activity.models import Task
from core.clock import now
from core.database import in_transaction, rows
from core.errors import Refused
from ideas.imports.places import Places
from ideas.imports.taking import BATCH, take
from moving.arriving.mapped import Read, read_rows
from moving.arriving.uploads import ARRIVING as ARRIVING
from moving.arriving.uploads import opened, unsaid
from moving.models import LeftRow, State, Upload
from moving.ports import speaking

AT_ONCE = 10
"""Batches between two looks at whether the worker is to stop."""

KEPT = timedelta(days=7)
"""An upload that nobody imports is forgotten: it holds people's addresses."""


async def step(task: Task) -> bool:
    """Some batches of an upload (fills `activity.ports.work`); true at its end."""
    upload = await Upload.get_or_none(id=task.reference)
    if upload is None or upload.state is not State.WAITING:
        return await _end(task, None)
    with speaking.of("frontend")(upload.locale):
        try:
            return await _some(task, upload)
        except Refused as reason:
            return await _end(task, upload, reason.sentence)


async def _some(task: Task, upload: Upload) -> bool:
    places = await Places.known(create=False)
    with opened(upload) as file:
        found = islice(read_rows(file, upload.columns, places, unsaid(upload)), upload.read, None)
        for _number in range(AT_ONCE):
            batch = list(islice(found, BATCH))
            if not batch:
                return await _end(task, upload)
            if not await _take(task, upload, batch, places):
                return True
    return False


@in_transaction
async def _take(task: Task, upload: Upload, batch: Sequence[Read], places: Places) -> bool:
    """A batch and its figures, whole or not at all. False when another worker has taken over."""
    if await tasks.hold(task) is None:
        return False
    wanted = [(each.line, each.wanted) for each in batch if each.wanted]
    done = await take(wanted, source=upload.source, places=places)
    reasons = {each.line: [*each.reasons] for each in batch if each.reasons}
    for line, reason in done.left_out:
        reasons.setdefault(line, []).append(reason)
    shown = {each.line: each for each in batch}
    await LeftRow.bulk_create(
        [
            LeftRow(
                upload_id=upload.id,
                line=line,
                source_id=shown[line].source_id[:160],
                title=shown[line].title[:200],
                reason=" ".join(said),
            )
            for line, said in reasons.items()
        ],
        ignore_conflicts=True,
    )
    await rows(
        """UPDATE upload SET read = read + :read, taken = taken + :taken, updated = updated + :updated,
             unchanged = unchanged + :unchanged, left_out = left_out + :left_out WHERE id = :id""",
        id=upload.id,
        read=len(batch),
        taken=done.taken,
        updated=done.updated,
        unchanged=done.unchanged,
        left_out=len(batch) - len(wanted) + len(done.left_out),
    )
    return True


@in_transaction
async def _end(task: Task, upload: Upload | None, problem: str = "") -> bool:
    if await tasks.hold(task) is None:
        return True
    if upload is not None:
        state = State.FAILED if problem else State.DONE
        await Upload.filter(id=upload.id).update(state=state, problem=problem, content=b"", ended_at=now())
    await tasks.finish(task)
    return True


async def clean() -> None:
    """Forget files that nobody imported (fills `activity.ports.clean`)."""
    await Upload.filter(state=State.DRAFT, created_at__lt=now() - KEPT).delete()

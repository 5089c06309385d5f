"""The one reminder of a round: whoever is still silent after 14 days, while nobody has confirmed it."""

from activity import tasks
from activity.models import Calling, Task
from activity.operations import leave_task, record
from core.clock import now
from core.database import in_transaction, rows
from ideas.loop import Stage
from roadmap.events import VerdictEvent
from roadmap.models import Round
from roadmap.rounds import CHUNK, held


@in_transaction
async def remind_step(task: Task) -> bool:
    """Address one event to the silent, by the ids of their asks; then it is told."""
    cursor = await tasks.hold(task)
    if cursor is None:
        return True
    begun = await held(task)
    if begun.ended_at or begun.closed_at or begun.idea.stage is not Stage.SHIPPED:
        await tasks.finish(task)
        return True
    event_id, _, after = cursor.partition(":")
    if not event_id:
        event = await record(VerdictEvent.REMINDED, by=None, about=("idea", begun.idea_id), cycle=begun.cycle)
        event_id, after = str(event.id), "0"
    last = await _address(begun, int(event_id), int(after))
    if last:
        await tasks.move_to(task, f"{event_id}:{last}")
        return False
    await leave_task("fanout", int(event_id))
    await tasks.finish(task)
    return True


async def _address(begun: Round, event_id: int, after: int) -> int | None:
    """Address the event to the next silent people; after which ask there may be more."""
    found = await rows(
        """SELECT id FROM ask WHERE idea_id = :idea AND cycle = :cycle AND id > :after AND answer IS NULL
           ORDER BY id LIMIT :chunk""",
        idea=begun.idea_id,
        cycle=begun.cycle,
        after=after,
        chunk=CHUNK,
    )
    if found:
        await rows(
            """INSERT INTO addressee (created_at, event_id, person_id, reason)
               SELECT :now, :event, person_id, :reason FROM ask WHERE id IN :asks ORDER BY id""",
            now=now(),
            event=event_id,
            reason=Calling.JUDGE.value,
            asks=[each["id"] for each in found],
        )
    return int(found[-1]["id"]) if len(found) == CHUNK else None

"""Merges that were made elsewhere and come along with their ideas: in the same table, so that they can be undone here.

They are history: nobody is asked whether they may be, and nobody is told.
"""

from typing import Any

from activity.models import Event
from core.clock import now
from core.database import in_transaction, rows
from core.errors import Refused
from core.words import _
from ideas.counting import count
from ideas.finding import sources_of
from ideas.loop import Stage, Way
from ideas.models import Idea
from ideas.ports import may_move
from triage.events import MergeEvent
from triage.merging import demand_in_sight, demand_readers, held_with_sources
from triage.models import Merge
from triage.pausing import pause
from voting.counting import recount, store


@in_transaction
async def bring_merge(source_id: int, into: int, *, by: int, imported_from: str) -> bool:
    """One idea was a duplicate of another where both come from. False where that was taken before, also where somebody
    undid it since. Raises `Refused` where it can't be. `by`: the person who stands for having merged them."""
    if await Merge.exists(source_id=source_id):
        return False
    target = await Idea.get(id=into)
    held = await held_with_sources([source_id], target.merged_into_id or into)
    source, root = held[source_id], held[target.merged_into_id or into]
    if source.id == root.id:
        raise Refused(_("What it is called a duplicate of was merged into it, so it stands by itself."))
    if source.stage is not Stage.RECEIVED or source.merged_into_id:
        raise Refused(_("Somebody here has moved it since, so it stays where it is."))
    if root.stage is Stage.WITHDRAWN:
        raise Refused(_("“%(title)s” was withdrawn. Merge the other way.", title=root.title))
    for each in (source, root):
        demand_in_sight(each)
    await demand_readers(source, root)
    for ask in may_move.answerers:
        await ask(source, Stage.MERGED, Way.MERGE)
    await _write(source, into, root.id, by, imported_from)
    return True


async def _write(source: Idea, into: int, root: int, by: int, imported_from: str) -> None:
    made = await Merge.create(
        source_id=source.id,
        target_id=into,
        stage_before=source.stage,
        changed_before=source.stage_changed_at,
        by_id=by,
        created_at=now(),
    )
    await rows(
        "UPDATE idea SET stage = 'merged', merged_into_id = :root, stage_changed_at = :now WHERE id = :id",
        root=root,
        now=made.created_at,
        id=source.id,
    )
    await rows("UPDATE idea SET merged_into_id = :root WHERE merged_into_id = :id", root=root, id=source.id)
    await store(source.id, 0)
    await recount(root, await sources_of(root))
    await count(source.id)
    await pause(source.id, into, at=made.created_at)
    known = {"merge": made.id, "imported_from": imported_from}
    moved = {
        "from": source.stage.value,
        "to": Stage.MERGED.value,
        "way": Way.MERGE.value,
        "cycle": source.cycle,
    }
    await Event.bulk_create(
        [
            _event(MergeEvent.MADE, source.id, {**moved, "into": into, **known}),
            _event(MergeEvent.RECEIVED, into, {"source": source.id, **known}),
        ]
    )


def _event(action: MergeEvent, idea_id: int, details: dict[str, Any]) -> Event:
    return Event(action=action.value, subject_type="idea", subject_id=idea_id, details=details)

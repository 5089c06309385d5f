"""Merging ideas into one that stands for all, and undoing it as if it had never been.

A live `Merge` leads from a source to its target. At the top of such a tree stands the root: `merged_into` of everything
below it points there, votes count there and the conversation goes on there. No vote, comment or follower is moved, all
are read through the root, so an undo changes where ideas point and counts again. It may come in any order.
"""

from collections.abc import Iterable, Sequence

from core.clock import now
from core.database import in_transaction, rows
from core.errors import Invalid, NotAllowed, NotFound, Refused
from core.words import _
from ideas.counting import count
from ideas.finding import sources_of
from ideas.loop import Stage, Way
from ideas.models import Board, BoardAudience, Idea
from ideas.notes import note
from ideas.permissions import movers
from ideas.queries import titles
from ideas.steps import carry
from people.models import Person
from triage.events import MergeEvent
from triage.models import Merge
from triage.pausing import pause, resume
from triage.permissions import can_merge, can_undo_merges
from voting.counting import recount, store

UNDER = """WITH RECURSIVE under(id) AS (
    SELECT source_id FROM merge WHERE target_id = :idea AND undone_at IS NULL
    UNION SELECT m.source_id FROM merge m JOIN under u ON m.target_id = u.id WHERE m.undone_at IS NULL
) SELECT id FROM under ORDER BY id"""


@in_transaction
async def merge(source_ids: Sequence[int], *, into: int, by: Person) -> list[Merge]:
    """Merge ideas into another, all or none. What was merged into one of them before goes along.

    Raises `Invalid` for field `into` where there is no such idea, and `Refused` where one of them can't go there.
    """
    if not by.is_manager:
        raise NotAllowed(_("Only managers merge ideas."))
    wanted = list(dict.fromkeys(source_ids))
    if into in wanted:
        raise Refused(_("An idea can't be merged into itself."))
    seen = await titles([*wanted, into], by)
    if not wanted or not set(wanted) <= seen.keys():
        raise NotFound
    if into not in seen:
        raise Invalid({"into": _("There is no idea with this number.")})
    held = await held_with_sources(wanted, into)
    target = held[into]
    await _demand_target(target, by)
    made = [await _merge(held[source_id], target, by) for source_id in wanted]
    await recount(target.id, await sources_of(target.id))
    return made


async def _held(idea_ids: Iterable[int]) -> dict[int, Idea]:
    """These ideas, locked in the order of their ids, so that nobody waits in a circle."""
    found = Idea.filter(id__in=sorted(set(idea_ids))).order_by("id").select_for_update()
    return {idea.id: idea for idea in await found}


async def held_with_sources(wanted: Sequence[int], into: int) -> dict[int, Idea]:
    """The ideas, the target and all that goes along, which may have changed while we waited for the locks."""
    while True:
        along = {each for idea_id in wanted for each in await sources_of(idea_id)}
        held = await _held([*wanted, into, *along])
        if {each for idea_id in wanted for each in await sources_of(idea_id)} <= along:
            return held


async def _demand_target(target: Idea, by: Person) -> None:
    if target.merged_into_id:
        root = (await titles([target.merged_into_id], by)).get(target.merged_into_id)
        name = root["title"] if root else ""
        raise Refused(_("That was merged itself. Merge into “%(title)s”, where it went.", title=name))
    if target.stage is Stage.WITHDRAWN:
        raise Refused(_("“%(title)s” was withdrawn. Merge the other way.", title=target.title))
    demand_in_sight(target)


def demand_in_sight(idea: Idea) -> None:
    if idea.held or idea.hidden_at:
        raise Refused(_("“%(title)s” is out of sight. Bring it onto its board first.", title=idea.title))


async def _merge(source: Idea, target: Idea, by: Person) -> Merge:
    if source.merged_into_id:
        raise Refused(_("“%(title)s” is merged already. Undo that merge first.", title=source.title))
    if not can_merge(by, source):
        stage = _(source.stage.label_for(source.kind))
        raise Refused(
            _("“%(title)s” stands at “%(stage)s”. Merge the other way.", title=source.title, stage=stage)
        )
    demand_in_sight(source)
    await demand_readers(source, target)
    made = await Merge.create(
        source=source,
        target=target,
        stage_before=source.stage,
        changed_before=source.stage_changed_at,
        by=by,
        created_at=now(),
    )
    about = {"into": target.id, "merge": made.id}
    await carry(
        source,
        Stage.MERGED,
        Way.MERGE,
        by=by,
        movers=movers(by, source),
        action=MergeEvent.MADE,
        root=target.id,
        **about,
    )
    await rows(
        "UPDATE idea SET merged_into_id = :root WHERE merged_into_id = :id", root=target.id, id=source.id
    )
    await store(source.id, 0)
    await count(source.id)
    await pause(source.id, target.id, at=made.created_at)
    await note(MergeEvent.RECEIVED, target, by=by, source=source.id, merge=made.id)
    return made


async def demand_readers(source: Idea, target: Idea) -> None:
    """Whoever reads the source must be able to read where it goes."""
    audiences = list(BoardAudience)
    boards = {board.id: board for board in await Board.filter(id__in=[source.board_id, target.board_id])}
    here, there = boards[source.board_id], boards[target.board_id]
    if audiences.index(there.audience) > audiences.index(here.audience):
        raise Refused(
            _(
                "Fewer people read “%(there)s” than “%(here)s”. Merge the other way, or change the board first.",
                there=there.name,
                here=here.name,
            )
        )


@in_transaction
async def undo(merge_id: int, *, by: Person) -> Merge:
    """Undo a merge: the source stands where it stood, with all that was merged into it, and votes count as if it had
    never been. Votes cast and taken back meanwhile stay cast and taken back."""
    if not can_undo_merges(by):
        raise NotAllowed(_("Only managers undo a merge."))
    made = await Merge.get_or_none(id=merge_id)
    if made is None or made.source_id not in await titles([made.source_id], by):
        raise NotFound
    source, root, under = await _held_with_root(made)
    made = await Merge.get(id=merge_id)
    if made.undone_at or root is None:
        raise Refused(_("This merge was undone already."))
    made.undone_at, made.undone_by_id = now(), by.id
    await made.save(update_fields=["undone_at", "undone_by_id"])
    await _part(source, root, under, by, made)
    target = root if made.target_id == root.id else await Idea.get(id=made.target_id)
    await note(MergeEvent.PARTED, target, by=by, source=source.id, merge=made.id)
    return made


async def _held_with_root(made: Merge) -> tuple[Idea, Idea | None, list[int]]:
    """The source, where it goes on, and all that came with it, which may have changed while we waited for the locks."""
    while True:
        source, under = await Idea.get(id=made.source_id), await _under(made.source_id)
        held = await _held([source.id, source.merged_into_id or source.id, *under])
        if held[source.id].merged_into_id == source.merged_into_id and await _under(source.id) == under:
            return held[source.id], held.get(source.merged_into_id or 0), under


async def _under(idea_id: int) -> list[int]:
    return [int(each["id"]) for each in await rows(UNDER, idea=idea_id)]


async def _part(source: Idea, root: Idea, under: list[int], by: Person, made: Merge) -> None:
    rest = [each for each in await sources_of(root.id) if each != source.id and each not in under]
    source.votes = await recount(source.id, under)
    root.votes = await recount(root.id, rest)
    await carry(
        source,
        made.stage_before,
        Way.MERGE,
        by=by,
        movers=movers(by, source),
        action=MergeEvent.UNDONE,
        into=made.target_id,
        merge=made.id,
    )
    source.stage_changed_at = made.changed_before
    await source.save(update_fields=["stage_changed_at"])
    await rows("UPDATE idea SET merged_into_id = :source WHERE id IN :under", source=source.id, under=under)
    await count(source.id)
    await count(root.id)
    await resume(source, made.target_id, at=made.created_at)

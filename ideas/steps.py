"""One step along the loop, in whichever way it is made: the one place where a stage changes."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from activity.models import Calling, Event
from core.clock import now
from core.errors import Refused
from core.words import _
from ideas.events import IdeaEvent
from ideas.loop import DONE, Mover, Stage, Way, allowed
from ideas.models import Idea
from ideas.notes import note
from ideas.ports import may_move
from people.models import Person

LOOP = frozenset({Mover.LOOP})
"""Who moves by the roadmap and by verdicts: the loop itself, whoever set it in motion."""


async def carry(
    idea: Idea,
    to: Stage,
    way: Way,
    *,
    by: Person | None,
    movers: frozenset[Mover] = LOOP,
    action: StrEnum = IdeaEvent.MOVED,
    root: int | None = None,
    words: Mapping[str, tuple[str, str]] | None = None,
    calling: Mapping[int, Calling] | None = None,
    **details: Any,
) -> Event:
    """Inside a transaction, with the idea locked: make the move and record it, with why.

    Leaving what was done for what is on the way again begins a new cycle. `root` is where a merged idea goes on.
    Raises `Refused` where the loop has no such move or an upper floor knows a reason against it.
    """
    if not allowed(idea.stage, to, way, movers):
        raise Refused(
            _("From “%(stage)s” it can't go there.", stage=_(Stage(idea.stage).label_for(idea.kind)))
        )
    for ask in may_move.answerers:
        await ask(idea, to, way)
    was, idea.stage, idea.stage_changed_at = Stage(idea.stage), to, now()
    if was in DONE and to not in DONE:
        idea.cycle += 1
    idea.merged_into_id = root
    await idea.save(update_fields=["stage", "stage_changed_at", "cycle", "merged_into_id"])
    moved = {"from": was.value, "to": to.value, "way": way.value, "cycle": idea.cycle, **details}
    return await note(action, idea, by=by, words=words, calling=calling, **moved)

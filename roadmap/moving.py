"""Moving an item: it carries its ideas along the loop, in one act, so that each follower hears of it once."""

from typing import Any

from activity.operations import record
from core.clock import now
from core.database import in_transaction
from core.errors import Invalid, Refused
from core.text import language
from core.words import _
from ideas.models import Idea
from ideas.words import checked_reason
from people.models import Person
from roadmap import shipping
from roadmap.columns import end_of, put
from roadmap.ending import end_links
from roadmap.events import ItemEvent
from roadmap.finding import ideas_of, item_for, must_plan
from roadmap.models import Item, ItemStage
from roadmap.permissions import UNDER_WAY, moves_of, needs_reason

Words = dict[str, tuple[str, str]]


async def move(item_id: int, *, to: str, reason: str = "", position: int | None = None, by: Person) -> Item:
    """Move an item to another stage. A step back, dropping, and taking up again what was dropped need a reason.

    Its ideas go with it. What is dropped answers nothing any more and returns its ideas to reviewing; what was
    shipped and isn't any more takes its ideas back to building.
    """
    if to not in list(ItemStage):
        raise Invalid({"stage": _("Choose where it goes.")})
    return await _move(item_id, ItemStage(to), reason, position, by)


@in_transaction
async def _move(item_id: int, to: ItemStage, reason: str, position: int | None, by: Person) -> Item:
    must_plan(by)
    item = await item_for(item_id, by)
    if item.stage is to:
        raise Refused(_("It is there already."))
    if to not in moves_of(item.stage):
        raise Refused(_first(item.stage))
    needed = _("Say why. Everyone who waits for it reads this.") if needs_reason(item.stage, to) else ""
    why = checked_reason(reason, needed=needed)
    words = {"reason": (why, language(why))} if why else None
    was = item.stage
    await shift(item, to, words=words, by=by)
    if position is not None and to in UNDER_WAY:
        await put(item, position)
    await _carry_ideas(item, was, why, words, by)
    return item


async def shift(item: Item, to: ItemStage, *, words: Words | None = None, by: Person, **details: Any) -> None:
    """Inside a transaction: the item alone, at the end of its new column, with its event."""
    was, item.stage, item.stage_changed_at = item.stage, to, now()
    item.position = await end_of(to)
    await item.save(update_fields=["stage", "stage_changed_at", "position"])
    moved: dict[str, Any] = {"from": was.value, "to": to.value, **details}
    await record(ItemEvent.MOVED, by=by, about=("item", item.id), words=words, **moved)


async def _carry_ideas(item: Item, was: ItemStage, why: str, words: Words | None, by: Person) -> None:
    carried = await ideas_of([item.id])
    if was is ItemStage.SHIPPED:
        await shipping.take_back(carried, by=by, reason=why, told=item.audience, item=item.id)
    if item.stage is ItemStage.DROPPED:
        await end_links(item, await Idea.filter(id__in=carried).order_by("id"), reason=why, by=by)
    dropped = item.stage is ItemStage.DROPPED
    await shipping.settle(carried, by=by, words=words, told=item.audience, unplanned=dropped, item=item.id)


def _first(stage: ItemStage) -> str:
    if stage is ItemStage.SHIPPED:
        return _("It was shipped. Take it back to an earlier stage first.")
    return _("It was dropped. Take it up again first.")

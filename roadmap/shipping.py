"""Where the roadmap puts an idea: the least advanced of the items that answer it decides, and a complaint is shipped
only together with a posted improvement.

Links and improvements count in the cycle that they were made in: a reopened complaint needs new work and new evidence.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from activity.models import Audience
from activity.operations import record
from core.database import rows
from core.text import language
from ideas.loop import DONE, OPEN, Stage, Way
from ideas.models import BoardAudience, Idea, Kind
from ideas.steps import carry
from people.models import Person
from roadmap.events import ItemEvent
from roadmap.finding import audiences_of_boards, told_of_link, told_to
from roadmap.models import Item, ItemStage, Link

LEADS_TO = {
    ItemStage.EXPLORING: Stage.REVIEWING,
    ItemStage.PLANNED: Stage.PLANNED,
    ItemStage.BUILDING: Stage.BUILDING,
    ItemStage.SHIPPED: Stage.SHIPPED,
}
"""An item's stage, from the least advanced on, and where it brings its ideas."""

Words = Mapping[str, tuple[str, str]]


async def settle(
    idea_ids: Sequence[int],
    *,
    by: Person | None,
    words: Words | None = None,
    told: BoardAudience = BoardAudience.EVERYONE,
    unplanned: bool = False,
    **details: Any,
) -> list[Idea]:
    """Inside a transaction: bring each idea on the way to where its live items say; give those that moved.

    `words` are for whoever is `told` of what moves it: an idea that more people read moves without them. With
    `unplanned`, what no item answers any more goes back to reviewing; otherwise it stays where it is.
    """
    ideas = await _locked(idea_ids)
    items, improved = await _items_of(idea_ids), await _improved(idea_ids)
    saying = await _saying(words, told, idea_ids)
    moved = []
    for idea in ideas:
        to = _place(idea, items.get(idea.id, []), idea.id in improved, unplanned)
        if to and to is not idea.stage and idea.stage in OPEN:
            await carry(idea, to, Way.ROADMAP, by=by, words=saying[idea.id], **details)
            moved.append(idea)
    return moved


async def take_back(
    idea_ids: Sequence[int],
    *,
    by: Person,
    reason: str,
    told: BoardAudience = BoardAudience.EVERYONE,
    **details: Any,
) -> list[Idea]:
    """Inside a transaction: what was shipped isn't any more. Such ideas return to building, in a new cycle, with their
    items; whoever follows them hears of it, and why as in `settle`. Give those that moved."""
    saying = await _saying({"reason": (reason, language(reason))}, told, idea_ids)
    moved = []
    for idea in await _locked(idea_ids):
        if idea.stage not in DONE:
            continue
        standing = Link.filter(idea_id=idea.id, cycle=idea.cycle, ended_at=None)
        items = [link.item for link in await standing.order_by("id").select_related("item")]
        await carry(idea, Stage.BUILDING, Way.ROADMAP, by=by, words=saying[idea.id], **details)
        for item in items:
            await _renew(item, idea, by)
        moved.append(idea)
    return moved


async def _renew(item: Item, idea: Idea, by: Person) -> None:
    """The item goes on answering the idea, in its new cycle."""
    await Link.create(item=item, idea=idea, cycle=idea.cycle, by=by)
    seen = await told_of_link(item, idea)
    await record(ItemEvent.LINKED, by=by, about=("item", item.id), audience=seen, idea=idea.id)


async def _saying(
    words: Words | None, told: BoardAudience, idea_ids: Sequence[int]
) -> dict[int, Words | None]:
    """The words, for each of these ideas that nobody reads but those who are told."""
    boards = await audiences_of_boards(idea_ids)
    return {
        idea: words if told_to(board, told) is Audience.PUBLIC else None for idea, board in boards.items()
    }


def _place(idea: Idea, stages: Sequence[ItemStage], improved: bool, unplanned: bool) -> Stage | None:
    if not stages:
        on_the_way_back = unplanned and idea.stage in (Stage.PLANNED, Stage.BUILDING)
        return Stage.REVIEWING if on_the_way_back else None
    to = LEADS_TO[min(stages, key=list(LEADS_TO).index)]
    return Stage.BUILDING if to is Stage.SHIPPED and idea.kind is Kind.COMPLAINT and not improved else to


async def _locked(idea_ids: Sequence[int]) -> list[Idea]:
    """In the order of their ids, so that two acts never wait for each other in a circle."""
    return await Idea.select_for_update().filter(id__in=list(idea_ids)).order_by("id")


async def _items_of(idea_ids: Sequence[int]) -> dict[int, list[ItemStage]]:
    """The stages of each idea's live items."""
    found = await rows(
        """SELECT l.idea_id, m.stage FROM link l JOIN item m ON m.id = l.item_id JOIN idea i ON i.id = l.idea_id
           WHERE l.idea_id IN :ids AND l.ended_at IS NULL AND l.cycle = i.cycle AND m.stage <> 'dropped'""",
        ids=list(idea_ids),
    )
    stages: dict[int, list[ItemStage]] = {}
    for each in found:
        stages.setdefault(each["idea_id"], []).append(ItemStage(each["stage"]))
    return stages


async def _improved(idea_ids: Sequence[int]) -> set[int]:
    """Of these, the complaints that a posted improvement answers in their current cycle."""
    found = await rows(
        """SELECT DISTINCT i.id FROM answered a JOIN improvement v ON v.id = a.improvement_id
           JOIN idea i ON i.id = a.complaint_id
           WHERE a.complaint_id IN :ids AND a.cycle = i.cycle AND v.state = 'posted'""",
        ids=list(idea_ids),
    )
    return {each["id"] for each in found}

"""What an item answers: links to ideas and complaints, made, ended with a reason, and never deleted."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from functools import partial

from activity.operations import record
from core.database import in_transaction, row
from core.errors import Invalid, Refused
from core.text import one_line
from core.words import _
from ideas.finding import idea_for
from ideas.loop import DONE, OPEN, Stage
from ideas.models import BoardAudience, Idea
from ideas.notes import note
from ideas.queries import titles
from ideas.words import checked_reason
from people.models import Person
from roadmap import shipping
from roadmap.ending import end_links
from roadmap.events import ItemEvent, LinkEvent
from roadmap.finding import audiences_of_boards, item_for, must_plan, out_of_sight, told_to
from roadmap.items import Outline, make, outlined
from roadmap.models import Horizon, Item, ItemStage, Link
from roadmap.permissions import UNDER_WAY, can_link
from roadmap.promises import checked_day

MOST = 100
"""Ideas that are linked in one act."""


@in_transaction
async def link(item_id: int, idea_ids: Sequence[int], *, by: Person) -> Item:
    """From now on this item answers these ideas, and brings each to where it stands itself.

    Only what is on the way is linked. What the item answers already stays as it is. Raises `Invalid` for field `idea`.
    """
    must_plan(by)
    item = await item_for(item_id, by)
    if not can_link(by, item):
        raise Refused(_("What was dropped answers nothing. Take it up again first."))
    wanted = sorted(set(idea_ids))
    if not wanted:
        raise Invalid({"idea": _("Choose what it answers.")})
    if len(wanted) > MOST:
        raise Invalid({"idea": _("Link %(most)s at once at most.", most=MOST)})
    await _demand_known(wanted, "idea", by)
    made = [idea.id for idea in [await idea_for(each, by) for each in wanted] if await _make(item, idea, by)]
    await shipping.settle(made, by=by, item=item.id)
    return item


async def plan(
    idea_ids: Sequence[int],
    *,
    title: str,
    summary: str = "",
    horizon: str = Horizon.LATER,
    audience: str = BoardAudience.EVERYONE,
    stage: str = ItemStage.EXPLORING,
    owner_id: int | None = None,
    promised_for: date | str | None = None,
    key: str = "",
    by: Person,
) -> Item:
    """Put these ideas on the roadmap with a new item, in one act. Raises `Invalid` as `items.create`, and for field
    `ideas`."""
    must_plan(by)
    await _demand_known(idea_ids, "ideas", by)
    if stage not in UNDER_WAY:
        raise Invalid({"stage": _("Choose where it goes.")})
    outline = await outlined(title=title, summary=summary, horizon=horizon, audience=audience)
    day = checked_day(promised_for)
    made = partial(make, outline, ItemStage(stage), owner_id=owner_id, day=day, key=key, by=by)
    return await _plan(made, idea_ids, by)


@in_transaction
async def _plan(made: Callable[[], Awaitable[Item]], idea_ids: Sequence[int], by: Person) -> Item:
    return await link((await made()).id, idea_ids, by=by)


async def ship_now(idea_id: int, *, title: str = "", by: Person) -> Idea:
    """Ship without a plan: in one act a shipped item, for whoever sees the idea's board, that answers this idea.

    A complaint still waits for its improvement. What stands on the roadmap already is shipped there.
    """
    must_plan(by)
    idea = await idea_for(idea_id, by)
    board = (await audiences_of_boards([idea.id]))[idea.id]
    outline = await outlined(title=one_line(title) or idea.title, horizon=Horizon.NOW, audience=board)
    return await _ship_now(idea_id, outline, by)


@in_transaction
async def _ship_now(idea_id: int, outline: Outline, by: Person) -> Idea:
    idea = await idea_for(idea_id, by)
    planned = await row(
        """SELECT m.title FROM link l JOIN item m ON m.id = l.item_id
           WHERE l.idea_id = :idea AND l.cycle = :cycle AND l.ended_at IS NULL AND m.stage <> 'shipped'
           ORDER BY l.id""",
        idea=idea.id,
        cycle=idea.cycle,
    )
    if planned:
        raise Refused(
            _(
                "It is on the roadmap already. Ship “%(title)s” there, or end that link.",
                title=planned["title"],
            )
        )
    item = await make(outline, ItemStage.SHIPPED, by=by)
    await link(item.id, [idea.id], by=by)
    return await Idea.get(id=idea.id)


@in_transaction
async def end(item_id: int, idea_id: int, *, reason: str, by: Person) -> None:
    """This item doesn't answer that idea after all. The idea stays where it is unless its other items say otherwise.

    What was shipped by this item alone isn't shipped any more: it returns to building.
    """
    must_plan(by)
    item = await item_for(item_id, by)
    idea = await idea_for(idea_id, by)
    why = checked_reason(reason, needed=_("Say why it no longer answers this."))
    if not await Link.exists(item_id=item.id, idea_id=idea.id, ended_at=None):
        raise Refused(_("There is no such link any more."))
    await end_links(item, [idea], reason=why, by=by)
    others = Link.filter(idea_id=idea.id, cycle=idea.cycle, ended_at=None)
    if idea.stage in DONE and not await others.exists():
        await shipping.take_back([idea.id], by=by, reason=why, told=item.audience, item=item.id)
    await shipping.settle([idea.id], by=by, item=item.id)


async def _demand_known(idea_ids: Sequence[int], field: str, by: Person) -> None:
    """Raises `Invalid` for this field where one of them isn't there for `by`."""
    known = await titles(list(idea_ids), by)
    for each in idea_ids:
        if each not in known:
            raise Invalid({field: _("There is no idea with the number %(number)s.", number=each)})


async def _make(item: Item, idea: Idea, by: Person) -> bool:
    """The link with its events on both sides, unless it is there."""
    await _demand_on_the_way(idea)
    if await Link.exists(item_id=item.id, idea_id=idea.id, ended_at=None):
        return False
    await Link.create(item=item, idea=idea, cycle=idea.cycle, by=by)
    board = (await audiences_of_boards([idea.id]))[idea.id]
    seen = told_to(item.audience, board)
    await record(ItemEvent.LINKED, by=by, about=("item", item.id), audience=seen, idea=idea.id)
    await note(LinkEvent.MADE, idea, by=by, audience=told_to(board, item.audience), item=item.id)
    return True


async def _demand_on_the_way(idea: Idea) -> None:
    if sentence := out_of_sight(idea):
        raise Refused(sentence)
    stage = Stage(idea.stage)
    if stage in OPEN:
        return
    if stage is Stage.MERGED:
        root = await Idea.get(id=idea.merged_into_id)
        raise Refused(
            _("“%(title)s” was merged into “%(root)s”. Link that one.", title=idea.title, root=root.title)
        )
    if stage is Stage.DECLINED:
        raise Refused(_("“%(title)s” was declined. Take it back into review first.", title=idea.title))
    if stage is Stage.WITHDRAWN:
        raise Refused(_("“%(title)s” was withdrawn by its author.", title=idea.title))
    raise Refused(_("“%(title)s” has been shipped. Only what is on the way is linked.", title=idea.title))

"""Items of the roadmap: made, changed, put in order. How they move and what is promised stand beside."""

from dataclasses import dataclass
from datetime import date
from types import EllipsisType
from typing import Any

from activity.models import Audience, Calling
from activity.operations import record
from activity.submissions import once
from core.database import in_transaction, row
from core.errors import Invalid, NotFound, Refused
from core.text import one_line
from core.words import _
from ideas.models import BoardAudience
from ideas.words import Written, body_problem, title_problem, written
from people.models import Person
from roadmap.columns import end_of, put
from roadmap.events import ItemEvent
from roadmap.finding import item_for, must_plan
from roadmap.models import Horizon, Item, ItemStage
from roadmap.moving import move
from roadmap.permissions import UNDER_WAY
from roadmap.promises import checked_day, promise, set_day

__all__ = ["change", "create", "make", "move", "outlined", "promise", "reorder", "set_owner"]


@dataclass(frozen=True)
class Outline:
    """What an item says of itself, checked and rendered before any transaction begins."""

    title: str
    text: Written
    horizon: Horizon
    audience: BoardAudience


async def outlined(
    *, title: str, summary: str = "", horizon: str = Horizon.LATER, audience: str = BoardAudience.EVERYONE
) -> Outline:
    """Raises `Invalid` with a sentence for each field."""
    wrong: dict[str, str] = {}
    if sentence := title_problem(one_line(title)):
        wrong["title"] = sentence
    if sentence := body_problem(summary):
        wrong["summary"] = sentence
    if horizon not in list(Horizon):
        wrong["horizon"] = _("Choose now, next or later.")
    if audience not in list(BoardAudience):
        wrong["audience"] = _("Choose who may see it.")
    if wrong:
        raise Invalid(wrong)
    text = await written(summary, of=title)
    return Outline(one_line(title), text, Horizon(horizon), BoardAudience(audience))


async def create(
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
    """Put something on the roadmap. It begins under way; shipped and dropped are moves. Its owner is told.

    `key` is the form's own: sent twice, it makes one item. Raises `Invalid` with a sentence for each field.
    """
    must_plan(by)
    if stage not in UNDER_WAY:
        raise Invalid({"stage": _("Choose where it goes.")})
    outline = await outlined(title=title, summary=summary, horizon=horizon, audience=audience)
    day = checked_day(promised_for)
    return await make(outline, ItemStage(stage), owner_id=owner_id, day=day, key=key, by=by)


@in_transaction
async def make(
    outline: Outline,
    stage: ItemStage,
    *,
    owner_id: int | None = None,
    day: date | None = None,
    key: str = "",
    by: Person,
) -> Item:
    """The item at the end of its column."""
    must_plan(by)
    form = await once(by.id, "item", key) if key else None
    if form and form.subject_id:
        return await Item.get(id=form.subject_id)
    item = await Item.create(
        title=outline.title,
        summary=outline.text.body,
        summary_html=outline.text.body_html,
        lang=outline.text.lang,
        stage=stage,
        horizon=outline.horizon,
        audience=outline.audience,
        position=await end_of(stage),
    )
    if form:
        await form.update_from_dict({"subject_type": "item", "subject_id": item.id}).save()
    about = ("item", item.id)
    await record(ItemEvent.CREATED, by=by, about=about, stage=stage.value, horizon=item.horizon.value)
    if owner_id:
        await _own(item, owner_id, by)
    if day:
        await set_day(item, day, by=by)
    return item


async def change(
    item_id: int,
    *,
    title: str | None = None,
    summary: str | None = None,
    horizon: str | None = None,
    audience: str | None = None,
    owner_id: int | EllipsisType | None = ...,
    by: Person,
) -> Item:
    """Change what an item says of itself and who looks after it; what isn't given stays. Changing nothing leaves no
    event."""
    must_plan(by)
    found = await Item.get_or_none(id=item_id)
    if found is None:
        raise NotFound
    given = {"title": title, "summary": summary, "horizon": horizon, "audience": audience}
    wanted = {name: value for name, value in given.items() if value is not None}
    outline = await outlined(**{**{name: getattr(found, name) for name in given}, **wanted})
    return await _change(item_id, outline, list(wanted), owner_id, by)


@in_transaction
async def _change(
    item_id: int, outline: Outline, given: list[str], owner_id: int | EllipsisType | None, by: Person
) -> Item:
    item = await item_for(item_id, by)
    wanted: dict[str, Any] = {
        "title": outline.title,
        "summary": outline.text.body,
        "horizon": outline.horizon,
        "audience": outline.audience,
    }
    changed = {name: wanted[name] for name in given if getattr(item, name) != wanted[name]}
    if changed:
        rendered = {"summary_html": outline.text.body_html, "lang": outline.text.lang}
        await item.update_from_dict({**changed, **rendered}).save(update_fields=[*changed, *rendered])
        await record(ItemEvent.CHANGED, by=by, about=("item", item.id), fields=sorted(changed))
    if not isinstance(owner_id, EllipsisType) and owner_id != item.owner_id:
        await _own(item, owner_id, by)
    return item


@in_transaction
async def set_owner(item_id: int, *, owner_id: int | None, by: Person) -> Item:
    """Name the employee who looks after it, or nobody. Whoever is named is told."""
    must_plan(by)
    item = await item_for(item_id, by)
    if owner_id != item.owner_id:
        await _own(item, owner_id, by)
    return item


async def _own(item: Item, owner_id: int | None, by: Person) -> None:
    owner = await Person.get_or_none(id=owner_id, deactivated_at=None) if owner_id else None
    if owner_id and (owner is None or not owner.is_staff):
        raise Invalid({"owner": _("The owner is a named employee.")})
    was, item.owner_id = item.owner_id, owner_id
    await item.save(update_fields=["owner_id"])
    calling = {owner_id: Calling.ASSIGNED} if owner_id else None
    about = ("item", item.id)
    await record(ItemEvent.OWNER_CHANGED, by=by, about=about, calling=calling, owner=owner_id, was=was)


@in_transaction
async def reorder(item_id: int, *, position: int, by: Person) -> Item:
    """Put an item at this place of its column, counted from 0. Staff alone read of it."""
    must_plan(by)
    item = await item_for(item_id, by)
    if item.stage not in UNDER_WAY:
        raise Refused(_("This column is in the order in which things came to it."))
    before = await row("SELECT position FROM item WHERE id = :id", id=item.id)
    await put(item, position)
    if before and before["position"] != item.position:
        about = ("item", item.id)
        await record(ItemEvent.CHANGED, by=by, about=about, audience=Audience.STAFF, fields=["position"])
    return item

"""A promised date is a promise: changing or dropping one is an event with a reason, and whoever waits is told."""

from datetime import date
from typing import Any

from activity.operations import record
from core.clock import now
from core.database import in_transaction
from core.errors import Invalid, Refused
from core.text import language
from core.words import _
from ideas.models import Idea
from ideas.notes import note
from ideas.words import checked_reason
from people.models import Person
from roadmap.events import ItemEvent, LinkEvent
from roadmap.finding import audiences_of_boards, ideas_of, item_for, must_plan, told_to
from roadmap.models import Item
from roadmap.permissions import can_promise


def checked_day(given: date | str | None) -> date | None:
    """A day that is still to come, or None for none. Raises `Invalid` for field `promised_for`."""
    day = _day(given)
    if day and day < now().date():
        raise Invalid({"promised_for": _("That day is over. Choose one that is still to come.")})
    return day


def _day(given: date | str | None) -> date | None:
    if not isinstance(given, str):
        return given
    try:
        return date.fromisoformat(given.strip()) if given.strip() else None
    except ValueError:
        raise Invalid({"promised_for": _("Write the date like 2027-03-31.")}) from None


@in_transaction
async def promise(item_id: int, *, day: date | str | None, reason: str = "", by: Person) -> Item:
    """Promise an item for a day, or take the promise back. What was promised changes only with a reason.

    The followers of every idea that it answers are told.
    """
    must_plan(by)
    item = await item_for(item_id, by)
    if not can_promise(by, item):
        raise Refused(_("A date is promised for what is still to come."))
    if _day(day) == item.promised_for:
        return item
    wanted = checked_day(day)
    needed = _("It was promised. Say why the date changes.") if item.promised_for else ""
    await set_day(item, wanted, reason=checked_reason(reason, needed=needed), by=by)
    return item


async def set_day(item: Item, day: date | None, *, reason: str = "", by: Person) -> None:
    """Inside a transaction: the date, its event, and a word to each idea."""
    was, item.promised_for = item.promised_for, day
    await item.save(update_fields=["promised_for"])
    words = {"reason": (reason, language(reason))} if reason else None
    days: dict[str, Any] = {
        "from": was.isoformat() if was else None,
        "to": day.isoformat() if day else None,
    }
    await record(ItemEvent.PROMISED, by=by, about=("item", item.id), words=words, **days)
    waiting = await ideas_of([item.id])
    boards = await audiences_of_boards(waiting)
    for idea in await Idea.filter(id__in=waiting).order_by("id"):
        audience = told_to(boards[idea.id], item.audience)
        await note(LinkEvent.PROMISED, idea, by=by, audience=audience, words=words, item=item.id, **days)

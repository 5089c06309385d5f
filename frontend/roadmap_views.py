"""Items and releases as templates read them: with addresses, faces, and what this reader may do."""

from datetime import date
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup

from activity.queries import Entry
from core.clock import now
from core.database import Row
from core.words import _
from frontend.rendering import url_for
from frontend.views import idea_url, somebody, somebody_of
from ideas.queries import Shown
from people.models import Person
from roadmap.hearing import DECLINED, REOPENED, WITHDRAWN
from roadmap.models import ItemStage
from roadmap.permissions import (
    UNDER_WAY,
    can_link,
    can_plan,
    can_promise,
    can_recompose,
    is_published,
    moves_of,
    needs_reason,
)


def card(found: Row) -> SimpleNamespace:
    """One item in a column."""
    made = SimpleNamespace(**found)
    made.url = url_for("item", id=made.id)
    made.owner = somebody(made.owner_id, made.owner_name, made.owner_department)
    made.named = [linked(each) for each in made.named]
    return _planned(made)


def item(found: Shown) -> SimpleNamespace:
    """One item on its own page."""
    made = SimpleNamespace(**vars(found))
    made.url = url_for("item", id=made.id)
    made.owner = somebody(made.owner_id, made.owner_name, made.owner_department)
    made.summary_html = Markup(made.summary_html)  # noqa: S704 (made by core.markup)
    return _planned(made)


def item_in_brief(found: Row) -> SimpleNamespace:
    """An item as an idea's page names it."""
    return _planned(SimpleNamespace(**found, url=url_for("item", id=found["id"]), promise_changed=False))


def _planned(made: SimpleNamespace) -> SimpleNamespace:
    """When it is promised, whether that day is over, and where it can go from here."""
    stage = ItemStage(made.stage)
    made.promised_for = day(made.promised_for)
    made.under_way = stage in UNDER_WAY
    made.overdue = made.under_way and made.promised_for is not None and made.promised_for < now().date()
    made.moves = [(to.value, _(to.label)) for to in moves_of(stage)]
    made.next = _next(stage)
    made.explained = " ".join(to.value for to in moves_of(stage) if needs_reason(stage, to))
    return made


def _next(stage: ItemStage) -> str:
    """Where it most likely goes: one step on; from an end, back."""
    possible = moves_of(stage)
    ahead = [to for to in possible if stage in UNDER_WAY and not needs_reason(stage, to)]
    return (ahead[0] if ahead else possible[-1 if stage is ItemStage.SHIPPED else 0]).value


def item_abilities(reader: Person | None, found: Any) -> SimpleNamespace:
    """What this reader may do with an item: the operations' own questions."""
    return SimpleNamespace(
        plan=can_plan(reader), promise=can_promise(reader, found), link=can_link(reader, found)
    )


def linked(found: Row) -> SimpleNamespace:
    """An idea that an item answers, or answered once: then with why it doesn't any more."""
    made = SimpleNamespace(**found)
    made.url = idea_url(made.id, made.title)
    why = found.get("ended_reason", "")
    made.ended_because = {
        REOPENED: _("It was reopened."),
        DECLINED: _("It was declined."),
        WITHDRAWN: _("Its author withdrew it."),
    }.get(why)
    return made


def promise(entry: Entry) -> SimpleNamespace:
    """A date that was promised, changed or taken back."""
    details = entry.event.details
    body, lang = entry.words.get("reason", ("", ""))
    return SimpleNamespace(
        was=day(details.get("from")),
        day=day(details.get("to")),
        reason=body,
        lang=lang,
        by=somebody_of(entry.actor),
        at=entry.event.created_at,
    )


def release(found: Shown | Row, reader: Person | None) -> SimpleNamespace:
    """One release, in the list or on its own page."""
    made = SimpleNamespace(**(found if isinstance(found, dict) else vars(found)))
    made.url = url_for("release", id=made.id)
    made.name = " ".join(filter(None, [made.version, made.title]))
    made.notes_html = Markup(made.notes_html)  # noqa: S704 (made by core.markup)
    made.by = somebody(made.by_id, made.by_name, made.by_department)
    made.published = is_published(made)
    made.draft = made.published_at is None
    made.can = SimpleNamespace(plan=can_plan(reader), recompose=can_recompose(reader, made))
    return made


def released(found: Row) -> SimpleNamespace:
    """An item in a release."""
    return SimpleNamespace(**{**found, "url": url_for("item", id=found["id"])})


def day(value: object) -> date | None:
    """A day from a row or an event's details: text on SQLite, a date on PostgreSQL."""
    return date.fromisoformat(value) if isinstance(value, str) else value if isinstance(value, date) else None

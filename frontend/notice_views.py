"""Notices as their list and programs show them."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from activity.operations import Subject
from activity.queries import Told
from frontend.naming import led_to, names_in, things_among
from frontend.rendering import url_for
from frontend.stories import sentence
from frontend.telling import More, more_of
from frontend.views import somebody_of
from people.models import Person


async def shown(told: Sequence[Told], reader: Person) -> list[SimpleNamespace]:
    """Notices as their list shows them."""
    entries = [each.entry for each in told]
    names = await names_in(entries, reader)
    things = await things_among([led_to(each.entry.event) for each in told], reader)
    more = await more_of(told, reader)
    return [
        _row(each, reader, names, things.get(led_to(each.entry.event)), more[each.notice.id]) for each in told
    ]


def _about(told: Told) -> Subject:
    return told.entry.event.subject_type, told.entry.event.subject_id


def _row(
    told: Told, reader: Person, names: dict[str, Any], thing: SimpleNamespace | None, more: More
) -> SimpleNamespace:
    event = told.entry.event
    anchor = f"#comment-{event.details['comment']}" if event.details.get("comment") else ""
    mine = _about(told) == ("person", reader.id)
    return SimpleNamespace(
        id=told.notice.id,
        is_new=told.notice.seen_at is None,
        reason=told.notice.reason,
        at=event.created_at,
        actor=somebody_of(told.entry.actor),
        sentence=sentence(told.entry, mine=mine, idea_kind=thing.kind if thing else "", **names),
        thing=led_to(event) if thing else None,
        title=thing.title if thing else None,
        lang=thing.lang if thing else None,
        url=thing.url + anchor if thing else url_for("profile", id=reader.id),
        others=more.others,
        answers=more.answers,
    )

"""What happened, in sentences: one template for each action, found by its name."""

from types import SimpleNamespace
from typing import Any

from markupsafe import Markup

from activity.models import Audience
from activity.queries import Entry, story
from core.database import Row
from frontend.naming import names_in
from frontend.rendering import render
from frontend.views import somebody_of
from people.models import Person


def sentence(entry: Entry, **more: Any) -> Markup:
    """The entry in words, in the reader's language."""
    actor = somebody_of(entry.actor)
    shown = SimpleNamespace(
        action=entry.event.action,
        audience=entry.event.audience,
        created_at=entry.event.created_at,
        details=entry.event.details,
        words=entry.words,
        actor=actor,
    )
    text = render(
        f"activity/{entry.event.action}.html", {"entry": shown, "details": entry.event.details, **more}
    )
    return Markup(text.strip())  # noqa: S704 (a template's output, escaped there)


async def idea_story(
    idea: Any, reader: Person | None, *, is_author: bool, after: int = 0, limit: int = 20, **more: Any
) -> tuple[list[Row], int | None, int]:
    """A page of an idea's story; after which event there is more; and the votes that came in since its last entry."""
    audiences = [Audience.PUBLIC]
    if is_author or (reader and reader.is_staff):
        audiences.append(Audience.AUTHOR)
    if reader and reader.is_staff:
        audiences.append(Audience.STAFF)
    found = await story(("idea", idea.id), audiences, after or None, limit=limit + 1)
    shown, votes = found[:limit], 0
    steps: list[Row] = []
    names = await names_in(shown, reader)
    for entry in shown:
        then = int(str(entry.event.details.get("votes", votes)))
        steps.append(
            {
                "at": entry.event.created_at,
                "sentence": sentence(entry, idea_kind=idea.kind, **names, **more),
                "actor": somebody_of(entry.actor),
                "votes_gained": 0 if idea.counts_hidden or (after and not steps) else max(0, then - votes),
            }
        )
        votes = then
    more_after = shown[-1].event.id if len(found) > limit else None
    since = 0 if more_after or idea.counts_hidden else max(0, idea.votes - votes)
    return steps, more_after, since

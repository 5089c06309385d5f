"""What happened, in sentences: one template for each action, found by its name."""

from types import SimpleNamespace
from typing import Any

from markupsafe import Markup

from activity.models import Audience
from activity.operations import Subject
from activity.queries import Entry, story
from core.database import Row
from frontend.naming import names_in
from frontend.rendering import render
from frontend.views import somebody_of
from ideas.said import readable
from people.models import Person

STEPS = 20
"""Steps on one page of a story."""


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


async def story_of(
    about: Subject, reader: Person | None, *, before: int = 0, limit: int = STEPS, **more: Any
) -> tuple[list[Row], int | None]:
    """The latest of the story of an item, an improvement or a release, in order, or what came `before` an event; and
    before which event there is more. The caller knows that the reader sees it; staff read what was meant for staff.
    `more` goes to the sentences."""
    shown, earlier = await _entries(about, reader, False, before, limit)
    names = await names_in(shown, reader)
    return [_step(entry, **names, **more) for entry in shown], earlier


async def idea_story(
    idea: Any, reader: Person | None, *, is_author: bool, before: int = 0, limit: int = STEPS, **more: Any
) -> tuple[list[Row], int | None, int]:
    """The latest of an idea's story, or what came `before` an event; before which event there is more; and the votes
    that came in since its last entry."""
    shown, earlier = await _entries(("idea", idea.id), reader, is_author, before, limit)
    names = await names_in(shown, reader)
    steps: list[Row] = []
    votes = 0
    for entry in shown:
        then = int(str(entry.event.details.get("votes", votes)))
        gained = 0 if idea.counts_hidden or (earlier and not steps) else max(0, then - votes)
        steps.append(_step(entry, gained, idea_kind=idea.kind, **names, **more))
        votes = then
    since = 0 if before or idea.counts_hidden else max(0, idea.votes - votes)
    return steps, earlier, since


async def _entries(
    about: Subject, reader: Person | None, is_author: bool, before: int, limit: int
) -> tuple[list[Entry], int | None]:
    audiences = _audiences(reader, is_author)
    found = await story(about, audiences, before or None, newest_first=True, limit=limit + 1)
    heard = await _heard(found[:limit][::-1], reader)
    return heard, found[limit - 1].event.id if len(found) > limit else None


async def _heard(entries: list[Entry], reader: Person | None) -> list[Entry]:
    """Without what was said where the reader doesn't hear it: in a conversation that came with a merge, among few."""
    spoken = [entry.event.details["comment"] for entry in entries if "comment" in entry.event.details]
    known = await readable([each for each in spoken if isinstance(each, int)], reader)
    return [entry for entry in entries if entry.event.details.get("comment") in {None, *known}]


def _audiences(reader: Person | None, is_author: bool) -> list[Audience]:
    if reader and reader.is_staff:
        return list(Audience)
    return [Audience.PUBLIC, Audience.AUTHOR] if is_author else [Audience.PUBLIC]


def _step(entry: Entry, votes_gained: int = 0, **more: Any) -> Row:
    return {
        "at": entry.event.created_at,
        "sentence": sentence(entry, **more),
        "actor": somebody_of(entry.actor),
        "votes_gained": votes_gained,
    }

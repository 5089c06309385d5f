"""What happened, in sentences: one template for each action, found by its name."""

from types import SimpleNamespace
from typing import Any

from markupsafe import Markup

from activity.models import Audience
from activity.operations import Subject
from activity.queries import Entry, story
from core.asking import Question
from core.database import Row
from frontend.naming import naming
from frontend.parts import Part, shown
from frontend.rendering import render
from frontend.views import somebody_of
from ideas.said import readable
from people.models import Person

STEPS = 20
"""Steps on one page of a story."""

Latest = tuple[list[Entry], int | None]


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
    entries, earlier = await latest_of(about, reader, before=before, limit=limit)
    heard, names = await _heard(entries, reader)
    return [_step(entry, **names, **more) for entry in heard], earlier


def latest_of(
    about: Subject, reader: Person | None, *, is_author: bool = False, before: int = 0, limit: int = STEPS
) -> Question[Latest]:
    """A page of a story as it was recorded, in order, and before which event there is more."""
    found = story(about, _audiences(reader, is_author), before or None, newest_first=True, limit=limit + 1)
    return found.then(
        lambda those: (those[:limit][::-1], those[limit - 1].event.id if len(those) > limit else None)
    )


async def idea_story(
    idea: Any, reader: Person | None, latest: Latest, *, before: int = 0, **more: Any
) -> tuple[list[Row], int]:
    """A page of an idea's story, and the votes that came in since its last entry."""
    entries, earlier = latest
    heard, names = await _heard(entries, reader)
    steps: list[Row] = []
    votes = 0
    for entry in heard:
        then = int(str(entry.event.details.get("votes", votes)))
        gained = 0 if idea.counts_hidden or (earlier and not steps) else max(0, then - votes)
        steps.append(_step(entry, gained, idea_kind=idea.kind, **names, **more))
        votes = then
    return steps, 0 if before or idea.counts_hidden else max(0, idea.votes - votes)


async def told_of(
    idea: Any, reader: Person | None, *, after: int = 0, limit: int = STEPS
) -> tuple[list[tuple[Entry, str]], int | None]:
    """A page of an idea's story from `after` an event on, in order, each with its sentence as plain text; and after
    which event there is more."""
    entries = await story(("idea", idea.id), _audiences(reader, idea.authored), after, limit=limit + 1)
    heard, names = await _heard(entries[:limit], reader)
    told = [(each, sentence(each, idea_kind=idea.kind, **names).striptags()) for each in heard]
    return told, entries[limit - 1].event.id if len(entries) > limit else None


async def _heard(entries: list[Entry], reader: Person | None) -> tuple[list[Entry], dict[str, Any]]:
    """Without what was said where the reader doesn't hear it: in a conversation that came with a merge, among few. Then
    the names that the sentences need."""
    spoken = [each for entry in entries if isinstance(each := entry.event.details.get("comment"), int)]
    hearing = Part({"known": readable(spoken, reader)} if spoken else {}, lambda known=(): {"known": known})
    names = await shown(naming(entries, reader), hearing)
    known = {None, *names.pop("known")}
    return [entry for entry in entries if entry.event.details.get("comment") in known], names


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

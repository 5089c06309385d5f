"""Writing a batch: few statements for many ideas, inside the transaction of whoever calls."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from activity.models import Event, Reason, Subscription
from core.clock import now
from core.database import rows
from core.errors import Invalid
from core.markup import RENDERER
from core.text import language
from ideas.events import IdeaEvent
from ideas.imports.rows import Wanted
from ideas.imports.standing import Standing
from ideas.models import Idea, IdeaTag, Revision, Tag
from ideas.ports import imported
from ideas.ranking import hot
from ideas.search.indexing import put_idea, put_many
from ideas.tags import set_tags
from people.names import checked_name
from people.operations import bring


@dataclass(frozen=True)
class Change:
    """What a row changes about the idea that stands: names among title, body, votes, tags."""

    wanted: Wanted
    here: Standing
    fields: tuple[str, ...]


async def add(new: Sequence[tuple[Wanted, int, str]], source: str) -> None:
    """Write new ideas: each row with its board's id and its body's HTML. Their authors by e-mail follow them."""
    if not new:
        return
    authors = await _authors([wanted for wanted, _board, _html in new])
    await Idea.bulk_create(
        [
            _idea(wanted, board, html, source, wanted.author_id or authors.get(wanted.author_email))
            for wanted, board, html in new
        ]
    )
    ids = await _ids(source, [wanted.source_id for wanted, _board, _html in new])
    pairs = [(ids[wanted.source_id], wanted) for wanted, _board, _html in new]
    await Event.bulk_create([_event(idea_id, wanted.source_id, source) for idea_id, wanted in pairs])
    await Subscription.bulk_create(
        [
            Subscription(
                person_id=authors[wanted.author_email],
                subject_type="idea",
                subject_id=idea_id,
                reason=Reason.AUTHOR,
            )
            for idea_id, wanted in pairs
            if wanted.author_email
        ],
        ignore_conflicts=True,
    )
    await _tag(pairs)
    await put_many(list(ids.values()))
    for hear in imported.answerers:
        await hear(list(ids.values()))


async def alter(change: Change, html: str, source: str) -> None:
    """Bring an idea up to its source's state. Words that it loses stay as a revision that nobody here made."""
    wanted, here = change.wanted, change.here
    values: dict[str, Any] = {}
    if "title" in change.fields or "body" in change.fields:
        await Revision.create(idea_id=here.id, title=here.title, body=here.body, editor=None)
        body = here.body if wanted.body is None else wanted.body
        values |= {"title": wanted.title, "lang": language(f"{wanted.title}\n{body}")}
    if "body" in change.fields:
        values |= {"body": wanted.body, "body_html": html, "renderer": RENDERER}
    if "votes" in change.fields:
        values["votes_imported"] = wanted.votes
    if values:
        await Idea.filter(id=here.id).update(**values)
    if "tags" in change.fields:
        await set_tags(here.id, list(wanted.tags or ()))
    await put_idea(here.id)
    event = _event(here.id, wanted.source_id, source, changed=list(change.fields))
    event.in_story = "title" in change.fields or "body" in change.fields
    await event.save()


def _idea(wanted: Wanted, board: int, html: str, source: str, author: int | None) -> Idea:
    created = wanted.created or now()
    body = wanted.body or ""
    return Idea(
        board_id=board,
        kind=wanted.kind,
        title=wanted.title,
        body=body,
        body_html=html,
        renderer=RENDERER,
        lang=language(f"{wanted.title}\n{body}"),
        author_id=author,
        author_name=wanted.author_name,
        stage=wanted.stage,
        votes_imported=wanted.votes or 0,
        hot=hot(0, created),
        source=source,
        source_id=wanted.source_id,
        held=wanted.held,
        created_at=created,
        answered_at=wanted.answered,
        stage_changed_at=wanted.answered or created,
    )


def _event(idea_id: int, source_id: str, source: str, **details: Any) -> Event:
    """Each idea is an act of its own; the event's time is now, for the past isn't ours to invent."""
    return Event(
        action=IdeaEvent.IMPORTED.value,
        subject_type="idea",
        subject_id=idea_id,
        details={"source": source, "source_id": source_id, **details},
    )


async def _ids(source: str, source_ids: Sequence[str]) -> dict[str, int]:
    found = await rows(
        "SELECT id, source_id FROM idea WHERE source = :source AND source_id IN :ids",
        source=source,
        ids=source_ids,
    )
    return {each["source_id"]: each["id"] for each in found}


async def _authors(wanted: Sequence[Wanted]) -> dict[str, int]:
    """The persons of these addresses; whom nobody knows yet joins. No mail goes to them."""
    names = {each.author_email: each.author_name for each in reversed(wanted) if each.author_email}
    found = await rows("SELECT id, email FROM person WHERE email IN :emails", emails=list(names))
    known = {each["email"]: each["id"] for each in found}
    for email in sorted(names.keys() - known.keys()):
        known[email] = int((await bring(email, name=_sayable(names[email]))).id)
    return known


def _sayable(name: str) -> str:
    try:
        return checked_name(name)
    except Invalid:
        return ""


async def _tag(pairs: Sequence[tuple[int, Wanted]]) -> None:
    names = sorted({name for _idea_id, wanted in pairs for name in wanted.tags or ()})
    if not names:
        return
    await Tag.bulk_create([Tag(name=name) for name in names], ignore_conflicts=True)
    found = await rows("SELECT id, name FROM tag WHERE name IN :names", names=names)
    ids = {each["name"]: each["id"] for each in found}
    await IdeaTag.bulk_create(
        [
            IdeaTag(idea_id=idea_id, tag_id=ids[name])
            for idea_id, wanted in pairs
            for name in wanted.tags or ()
        ]
    )

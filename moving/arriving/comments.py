"""Comments that come along, official answers among them. Once here, their words follow their source as long as nobody
changes them here; all else is this yard's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from activity.models import Reason
from core.clock import now
from core.database import in_transaction, rows
from core.markup import RENDERER, render
from core.secrets import digest
from core.text import clean, language
from core.words import _
from ideas.counting import count
from ideas.imports.rows import LeftOut, checked_moment
from ideas.models import Comment
from ideas.search.indexing import put_comments
from moving.arriving import rewordings
from moving.arriving.arrivals import (
    Settled,
    addresses_of,
    free_ids,
    one_at_a_time,
    persons,
    remember,
    settled,
    subjects,
)
from moving.arriving.forms import Left, Said
from moving.arriving.history import follow, tell
from moving.arriving.shaping import Shaper
from moving.arriving.tally import Tally
from moving.events import ArrivalEvent
from moving.models import Thing
from triage.attention import settled as attended
from triage.hearing import UNTIL_ANSWERED


@dataclass(frozen=True)
class _Ready:
    """A comment that can be written."""

    said: Said
    idea: int
    body: str
    html: str
    created: datetime
    edited: datetime | None
    removed: datetime | None


async def take(batch: Sequence[Said], source: str, zone: tzinfo) -> Tally:
    """Bring these comments in, each once. What is removed comes as an empty place, what is hidden stays hidden."""
    here = await settled(source, {each.idea for each in batch})
    known = await subjects(source, Thing.COMMENT, {each.key for each in batch})
    tally, ready = Tally(), []
    first: dict[str, Said] = {}
    for each in batch:
        first.setdefault(each.key, each)
    for each in (one for key, one in first.items() if key not in known):
        shaper = Shaper(each.place)
        try:
            ready.append(await _ready(each, shaper, here, zone))
        except LeftOut as reason:
            tally.left.append(Left(each.place, str(reason)))
            continue
        tally.left += shaper.changed
    tally.taken = await _write(ready, source) if ready else 0
    await rewordings.take([one for key, one in first.items() if key in known], source, zone, tally)
    done = tally.taken + tally.updated + sum(not each.by_design for each in tally.left)
    tally.unchanged = len(batch) - done
    return tally


async def _ready(each: Said, shaper: Shaper, here: Mapping[str, Settled], zone: tzinfo) -> _Ready:
    if each.idea not in here:
        raise LeftOut(_("What it is about isn't here: %(idea)s.", idea=each.idea[:60]))
    body = shaper.comment(each.body)
    if not body and not each.removed:
        raise LeftOut(_("The comment says nothing."))
    created = checked_moment(each.created, zone) or now()
    removed = (checked_moment(each.removed, zone) or created) if each.removed else None
    return _Ready(
        each,
        here[each.idea].id,
        "" if removed else body,
        "" if removed else await render(body),
        created,
        checked_moment(each.edited, zone),
        removed,
    )


@in_transaction
async def _write(ready: Sequence[_Ready], source: str) -> int:
    await one_at_a_time(source)
    known = await subjects(source, Thing.COMMENT, {each.said.key for each in ready})
    new = [each for each in ready if each.said.key not in known]
    people = await persons(source, [each.said.author for each in new])
    ids = await free_ids("comment", len(new)) if new else []
    made = [
        _comment(each, number, people.get(each.said.author)) for number, each in zip(ids, new, strict=True)
    ]
    await Comment.bulk_create(made)
    await remember(
        source,
        Thing.COMMENT,
        {each.said.key: one.id for each, one in zip(new, made, strict=True)},
        {each.said.key: digest(one.body) for each, one in zip(new, made, strict=True)},
    )
    await put_comments([one.id for one in made])
    for idea in sorted({each.idea for each in new}):
        await count(idea)
    for one in made:
        if one.is_answer:
            await _answered(one)
    known_here = await addresses_of({one.author_id for one in made if one.author_id})
    speakers = [(one.author_id, one.idea_id) for one in made if one.author_id in known_here and one.author_id]
    await follow(speakers, Reason.COMMENTER)
    await tell(ArrivalEvent.COMMENTED, [each.idea for each in new], source)
    return len(new)


def _comment(each: _Ready, number: int, author: int | None) -> Comment:
    return Comment(
        id=number,
        idea_id=each.idea,
        author_id=author,
        body=each.body,
        body_html=each.html,
        renderer=RENDERER,
        lang=language(clean(each.body)),
        is_answer=each.said.is_answer,
        created_at=each.created,
        edited_at=each.edited,
        removed_at=each.removed,
        hidden_at=now() if each.said.hidden else None,
    )


async def _answered(one: Comment) -> None:
    """An official answer ends the silence, unless that was ended here."""
    await rows(
        "UPDATE idea SET answered_at = :at WHERE id = :idea AND answered_at IS NULL",
        at=one.created_at,
        idea=one.idea_id,
    )
    await attended(one.idea_id, UNTIL_ANSWERED)

"""Comments that are here already and say something else in their source by now.

Their words follow the source as long as they stand here as they came; how they read before stays in their history.
Where somebody edited or removed them here, or an erasure changed them, they stay, and the report says so. What a source
said last is known by its digest.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from core.clock import now
from core.database import in_transaction, rows
from core.markup import RENDERER, render
from core.secrets import digest
from core.text import clean, language
from core.words import N_, _
from ideas.counting import count
from ideas.imports.rows import LeftOut, checked_moment
from ideas.models import Comment, CommentRevision
from ideas.search.indexing import put_comments
from moving.arriving.arrivals import kept, one_at_a_time
from moving.arriving.forms import Left, Said
from moving.arriving.history import tell
from moving.arriving.shaping import Shaper
from moving.arriving.tally import Tally
from moving.events import ArrivalEvent
from moving.models import Arrival, Thing

BOTH = N_("Its words have changed in the source and here: they stay as they are here.")
UNKNOWN = N_("Its words are others here, and nobody noted how it came: they stay as they are here.")


@dataclass(frozen=True)
class _Again:
    """A comment as its source has it now. `taken`: how it came to be shorter, where it did."""

    said: Said
    body: str
    html: str
    edited: datetime
    removed: datetime | None
    taken: Sequence[Left]

    @property
    def words(self) -> str:
        return digest(self.body)


async def take(batch: Sequence[Said], source: str, zone: tzinfo, tally: Tally) -> None:
    """Bring those of these comments up to date that say something else now. What stands unchanged costs one look."""
    noted = await _noted(source, [each.key for each in batch])
    again = []
    for each in batch:
        shaper = Shaper(each.place)
        body = "" if each.removed else shaper.comment(each.body)
        if digest(body) == noted.get(each.key):
            continue
        try:
            again.append(await _ready(each, body, shaper, zone))
        except LeftOut as reason:
            tally.left.append(Left(each.place, str(reason)))
    if again:
        done = await _write(again, source)
        tally.updated += done.updated
        tally.left += done.left


async def _noted(source: str, keys: Sequence[str]) -> dict[str, str]:
    asked = {kept(key): key for key in keys}
    found = await rows(
        "SELECT source_id, words FROM arrival WHERE source = :source AND thing = :thing AND source_id IN :keys",
        source=source,
        thing=Thing.COMMENT.value,
        keys=sorted(asked),
    )
    return {asked[each["source_id"]]: each["words"] for each in found}


async def _ready(each: Said, body: str, shaper: Shaper, zone: tzinfo) -> _Again:
    if not body and not each.removed:
        raise LeftOut(_("The comment says nothing."))
    edited = checked_moment(each.edited, zone) or now()
    removed = (checked_moment(each.removed, zone) or now()) if each.removed else None
    return _Again(each, body, await render(body) if body else "", edited, removed, shaper.changed)


@in_transaction
async def _write(again: Sequence[_Again], source: str) -> Tally:
    await one_at_a_time(source)
    keys = sorted(kept(each.said.key) for each in again)
    arrived = await Arrival.filter(source=source, thing=Thing.COMMENT, source_id__in=keys)
    by_key = {each.source_id: each for each in arrived}
    ids = sorted(each.subject_id for each in arrived)
    here = {one.id: one for one in await Comment.filter(id__in=ids).order_by("id").select_for_update()}
    tally, changed = Tally(), []
    for each in again:
        arrival = by_key[kept(each.said.key)]
        one = here.get(arrival.subject_id)
        if one is None or each.words == arrival.words:
            continue
        if one.body != each.body:
            if digest(one.body) != arrival.words:
                reason = BOTH if arrival.words else UNKNOWN
                tally.left.append(Left(each.said.place, _(reason), by_design=True))
                continue
            await _reword(one, each)
            changed.append(one)
            tally.left += each.taken
        arrival.words = each.words
        await arrival.save(update_fields=["words"])
    await _follow(changed, source)
    tally.updated = len(changed)
    return tally


async def _reword(one: Comment, each: _Again) -> None:
    """What it says from now on. Of what was removed no history stays."""
    if each.removed:
        await CommentRevision.filter(comment_id=one.id).delete()
    elif one.body:
        await CommentRevision.create(comment=one, body=one.body)
    one.body, one.body_html, one.renderer = each.body, each.html, RENDERER
    one.lang = language(clean(each.body)) if each.body else one.lang
    one.removed_at = each.removed
    one.edited_at = one.edited_at if each.removed else each.edited
    await one.save(update_fields=["body", "body_html", "renderer", "lang", "removed_at", "edited_at"])


async def _follow(changed: Sequence[Comment], source: str) -> None:
    """The index of words, the counts and the record."""
    if not changed:
        return
    await put_comments([one.id for one in changed])
    for idea in sorted({one.idea_id for one in changed}):
        await count(idea)
    await tell(ArrivalEvent.REWORDED, [one.idea_id for one in changed], source)

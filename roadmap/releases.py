"""Releases: what came out together. Publishing one ships its items, retracting it takes them back."""

from collections.abc import Sequence
from typing import Any

from activity.models import Audience
from activity.operations import record
from activity.submissions import once
from core.clock import now
from core.database import in_transaction
from core.errors import NotFound, Refused
from core.text import language
from core.words import _
from ideas.loop import Stage
from ideas.models import BoardAudience, Idea
from ideas.notes import note
from ideas.words import checked_reason
from people.models import Person
from roadmap import shipping
from roadmap.contents import (
    Notes,
    columns,
    compose,
    demand_none_dropped,
    demand_own_version,
    held_by,
    ideas_then,
    items_in,
    noted,
    stands_elsewhere,
)
from roadmap.events import ReleaseEvent
from roadmap.finding import audiences_of_boards, ideas_of, must_plan, release_for, told_to
from roadmap.models import ItemStage, Release
from roadmap.moving import shift
from roadmap.permissions import can_recompose, is_published


async def draft(
    *,
    version: str,
    title: str = "",
    notes: str = "",
    audience: str = BoardAudience.EVERYONE,
    items: Sequence[int] = (),
    key: str = "",
    by: Person,
) -> Release:
    """Begin a release, for staff's eyes until it is published. `key` is the form's own: sent twice, it makes one.

    Raises `Invalid` with a sentence for each field.
    """
    must_plan(by)
    return await _draft(await noted(version, title, notes, audience), items, key, by)


@in_transaction
async def _draft(notes: Notes, items: Sequence[int], key: str, by: Person) -> Release:
    form = await once(by.id, "release", key) if key else None
    if form and form.subject_id:
        return await Release.get(id=form.subject_id)
    release = await Release.create(**columns(notes), by=by)
    if form:
        await form.update_from_dict({"subject_type": "release", "subject_id": release.id}).save()
    await compose(release, items)
    await record(ReleaseEvent.DRAFTED, by=by, about=("release", release.id), audience=Audience.STAFF)
    return release


async def change(
    release_id: int,
    *,
    version: str | None = None,
    title: str | None = None,
    notes: str | None = None,
    audience: str | None = None,
    items: Sequence[int] | None = None,
    by: Person,
) -> Release:
    """Change a release; what isn't given stays. While it stands published, its version and items don't change."""
    must_plan(by)
    found = await Release.get_or_none(id=release_id)
    if found is None:
        raise NotFound
    given = {"version": version, "title": title, "notes": notes, "audience": audience}
    wanted = {name: value for name, value in given.items() if value is not None}
    worded = await noted(**{**{name: getattr(found, name) for name in given}, **wanted})
    return await _change(release_id, worded, list(wanted), items, by)


@in_transaction
async def _change(
    release_id: int, notes: Notes, given: list[str], items: Sequence[int] | None, by: Person
) -> Release:
    release = await release_for(release_id, by)
    wanted = columns(notes)
    changed = {name: wanted[name] for name in given if getattr(release, name) != wanted[name]}
    held = await held_by(release)
    recomposed = items is not None and set(items) != set(held)
    if ("version" in changed or recomposed) and not can_recompose(by, release):
        raise Refused(_("It is published. Retract it before you change its version or what is in it."))
    if changed:
        rendered = {name: wanted[name] for name in ("notes_html", "lang")}
        await release.update_from_dict({**changed, **rendered}).save(update_fields=[*changed, *rendered])
    if items is not None and recomposed:
        await compose(release, items)
    if changed or recomposed:
        seen = Audience.PUBLIC if release.published_at else Audience.STAFF
        names = sorted([*changed, *(["items"] if recomposed else [])])
        await record(ReleaseEvent.CHANGED, by=by, about=("release", release.id), audience=seen, fields=names)
    return release


@in_transaction
async def publish(release_id: int, *, by: Person) -> Release:
    """Publish it: what is in it is shipped, with the ideas that it answers, and everyone whose idea is in it is told
    once."""
    must_plan(by)
    release = await release_for(release_id, by)
    if is_published(release):
        raise Refused(_("It is published already."))
    await demand_own_version(release)
    items = await items_in(release)
    demand_none_dropped(items)
    release.published_at, release.retracted_at = now(), None
    await release.save(update_fields=["published_at", "retracted_at"])
    await record(ReleaseEvent.PUBLISHED, by=by, about=("release", release.id))
    for item in items:
        if item.stage is not ItemStage.SHIPPED:
            await shift(item, ItemStage.SHIPPED, by=by, release=release.id)
    included = await ideas_of([item.id for item in items])
    moved = await shipping.settle(included, by=by, release=release.id)
    shipped = {idea.id for idea in moved if idea.stage is Stage.SHIPPED}
    await _tell(ReleaseEvent.INCLUDED, release, [each for each in included if each not in shipped], by)
    return release


@in_transaction
async def retract(release_id: int, *, reason: str, by: Person) -> Release:
    """Take a release back: its items return to building unless another release holds them, their ideas with them, and
    whoever had been told is told why."""
    must_plan(by)
    release = await release_for(release_id, by)
    if not is_published(release):
        raise Refused(_("It isn't published."))
    why = checked_reason(reason, needed=_("Say why. Everyone who was told reads this."))
    words = {"reason": (why, language(why))}
    told = await ideas_then(release)
    release.retracted_at = now()
    await release.save(update_fields=["retracted_at"])
    await record(ReleaseEvent.RETRACTED, by=by, about=("release", release.id), words=words)
    items = [item for item in await items_in(release) if not await stands_elsewhere(item)]
    for item in items:
        if item.stage is ItemStage.SHIPPED:
            await shift(item, ItemStage.BUILDING, words=words, by=by, release=release.id)
    answered = await ideas_of([item.id for item in items])
    back = await shipping.take_back(answered, by=by, reason=why, told=release.audience, release=release.id)
    await shipping.settle(answered, by=by, words=words, told=release.audience, release=release.id)
    heard = {idea.id for idea in back}
    await _tell(ReleaseEvent.EXCLUDED, release, [each for each in told if each not in heard], by, words)
    return release


async def _tell(
    action: ReleaseEvent, release: Release, idea_ids: Sequence[int], by: Person, words: Any = None
) -> None:
    boards = await audiences_of_boards(idea_ids)
    for idea in await Idea.filter(id__in=list(idea_ids)).order_by("id"):
        audience = told_to(boards[idea.id], release.audience)
        await note(action, idea, by=by, audience=audience, words=words, release=release.id)

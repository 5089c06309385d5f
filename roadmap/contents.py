"""What a release holds: its words, checked before any transaction begins, and its items."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core.database import rows
from core.errors import Invalid, Refused
from core.text import one_line
from core.words import _
from ideas.models import BoardAudience
from ideas.words import LONGEST_TITLE, Written, body_problem, written
from roadmap.models import Item, ItemStage, Release, ReleaseItem

LONGEST_VERSION = 40


@dataclass(frozen=True)
class Notes:
    """What a release says, checked and rendered before any transaction begins."""

    version: str
    title: str
    text: Written
    audience: BoardAudience


async def noted(version: str, title: str, notes: str, audience: str) -> Notes:
    wrong: dict[str, str] = {}
    version, title = one_line(version), one_line(title)
    if not 1 <= len(version) <= LONGEST_VERSION:
        wrong["version"] = _("A version has 1 to %(most)s characters.", most=LONGEST_VERSION)
    if len(title) > LONGEST_TITLE:
        wrong["title"] = _(
            "A title has at most %(most)s characters; this one has %(num)s.",
            most=LONGEST_TITLE,
            num=len(title),
        )
    if sentence := body_problem(notes):
        wrong["notes"] = sentence
    if audience not in list(BoardAudience):
        wrong["audience"] = _("Choose who may see it.")
    if wrong:
        raise Invalid(wrong)
    return Notes(version, title, await written(notes, of=title), BoardAudience(audience))


def columns(notes: Notes) -> dict[str, Any]:
    return {
        "version": notes.version,
        "title": notes.title,
        "notes": notes.text.body,
        "notes_html": notes.text.body_html,
        "lang": notes.text.lang,
        "audience": notes.audience,
    }


async def compose(release: Release, item_ids: Sequence[int]) -> None:
    """The release holds exactly these items."""
    wanted = list(dict.fromkeys(item_ids))
    able = await Item.filter(id__in=wanted).exclude(stage=ItemStage.DROPPED).count()
    if able != len(wanted):
        raise Invalid({"items": _("Choose items of the roadmap that weren't dropped.")})
    held = await held_by(release)
    await ReleaseItem.filter(release_id=release.id).exclude(item_id__in=wanted or [0]).delete()
    for item_id in wanted:
        if item_id not in held:
            await ReleaseItem.create(release_id=release.id, item_id=item_id)


async def held_by(release: Release) -> list[int]:
    found = await ReleaseItem.filter(release_id=release.id).order_by("id").values_list("item_id", flat=True)
    return [int(str(each)) for each in found]


async def items_in(release: Release) -> list[Item]:
    """Its items, locked in the order of their ids."""
    return await Item.select_for_update().filter(id__in=await held_by(release)).order_by("id")


def demand_none_dropped(items: Sequence[Item]) -> None:
    for item in items:
        if item.stage is ItemStage.DROPPED:
            raise Refused(_("“%(title)s” was dropped. Take it out of the release.", title=item.title))


async def demand_own_version(release: Release) -> None:
    """No two releases were ever published under one version; whoever publishes it looks at all of them, locked."""
    alike = await Release.select_for_update().filter(version=release.version).order_by("id")
    if any(each.published_at and each.id != release.id for each in alike):
        raise Refused(_("There is a release %(version)s already.", version=release.version))


async def stands_elsewhere(item: Item) -> bool:
    return await ReleaseItem.filter(
        item_id=item.id, release__published_at__isnull=False, release__retracted_at__isnull=True
    ).exists()


async def ideas_then(release: Release) -> list[int]:
    """The ideas that were in it when it was published."""
    found = await rows(
        """SELECT DISTINCT l.idea_id AS id FROM link l JOIN release_item ri ON ri.item_id = l.item_id
           WHERE ri.release_id = :release AND l.created_at <= :then
             AND (l.ended_at IS NULL OR l.ended_at > :then) ORDER BY id""",
        release=release.id,
        then=release.published_at,
    )
    return [each["id"] for each in found]

"""Finding an item or a release for somebody who may see it, and what they hold."""

from collections.abc import Sequence

from activity.models import Audience
from core.database import row, rows
from core.errors import NotAllowed, NotFound
from core.words import _
from ideas.models import BoardAudience, Idea
from people.models import Person
from roadmap.models import Item, Release
from roadmap.permissions import can_plan
from roadmap.visibility import visible_items, visible_releases


def must_plan(by: Person) -> None:
    """Raises `NotAllowed` for whoever doesn't decide here."""
    if not can_plan(by):
        raise NotAllowed(_("Managers decide what stands on the roadmap."))


async def item_for(item_id: int, by: Person) -> Item:
    """The item, locked until the transaction ends. Raises `NotFound` where it isn't visible to `by`."""
    where = visible_items(by)
    if not await row(f"SELECT m.id FROM item m WHERE m.id = :id AND {where.sql}", id=item_id, **where.values):
        raise NotFound
    return await Item.select_for_update().get(id=item_id)


async def release_for(release_id: int, by: Person) -> Release:
    """The release, locked until the transaction ends. Raises `NotFound` where it isn't visible to `by`."""
    where = visible_releases(by)
    found = await row(
        f"SELECT r.id FROM release r WHERE r.id = :id AND {where.sql}", id=release_id, **where.values
    )
    if not found:
        raise NotFound
    return await Release.select_for_update().get(id=release_id)


def out_of_sight(idea: Idea) -> str:
    """Why nothing can be planned or posted for what is held or hidden; empty for what stands on its board."""
    if idea.held or idea.hidden_at:
        return _("“%(title)s” is out of sight. Bring it onto its board first.", title=idea.title)
    return ""


async def ideas_of(item_ids: Sequence[int]) -> list[int]:
    """The ideas that these items answer now, by id."""
    found = await rows(
        """SELECT DISTINCT l.idea_id AS id FROM link l JOIN idea i ON i.id = l.idea_id
           WHERE l.item_id IN :ids AND l.ended_at IS NULL AND l.cycle = i.cycle ORDER BY id""",
        ids=list(item_ids),
    )
    return [each["id"] for each in found]


async def audiences_of_boards(idea_ids: Sequence[int]) -> dict[int, BoardAudience]:
    """Who reads the board of each of these ideas."""
    found = await rows(
        "SELECT i.id, b.audience FROM idea i JOIN board b ON b.id = i.board_id WHERE i.id IN :ids",
        ids=list(idea_ids),
    )
    return {each["id"]: BoardAudience(each["audience"]) for each in found}


def told_to(subject: BoardAudience, other: BoardAudience) -> Audience:
    """Whom an event about a subject speaks to when it names something else: where fewer see that, staff alone."""
    narrower = list(BoardAudience).index(other) > list(BoardAudience).index(subject)
    return Audience.STAFF if narrower else Audience.PUBLIC


async def told_of_link(item: Item, idea: Idea) -> Audience:
    """Whom an event about an item speaks to when it names an idea."""
    return told_to(item.audience, (await audiences_of_boards([idea.id]))[idea.id])

"""What people read of one item and of an idea's place on the roadmap, as far as they may see it."""

from activity.models import Event
from activity.queries import Entry, entries
from core.asking import Question
from core.database import Row, moment, row, rows
from core.errors import NotFound
from core.paging import decode, encode
from ideas.loop import OPEN
from ideas.queries import Shown
from ideas.visibility import visible_ideas
from people.models import Person
from roadmap.events import ItemEvent
from roadmap.visibility import visible_items, visible_releases, visible_votes

PAGE = 50
CANDIDATES = 20

CHOICES = 200
"""Items in one choice of a form."""


async def item(item_id: int, reader: Person | None) -> Shown:
    """The item with its owner. Raises `NotFound` where the reader may not see it."""
    where = visible_items(reader)
    found = await row(
        f"""SELECT m.*, o.name AS owner_name, o.department AS owner_department
            FROM item m LEFT JOIN person o ON o.id = m.owner_id WHERE m.id = :id AND {where.sql}""",
        **{**where.values, "id": item_id},
    )
    if not found:
        raise NotFound
    times = {name: moment(found[name]) for name in ("created_at", "stage_changed_at")}
    return Shown({**found, **times})


async def links_of(
    item_id: int, reader: Person | None, *, after: str = "", limit: int = PAGE
) -> tuple[list[Row], str | None]:
    """What the item answers now, the most votes first; and the cursor of the next page."""
    where, counted = visible_ideas(reader), visible_votes(reader)
    key = decode(after) if after else None
    if key and not (isinstance(key[0], int) and abs(key[0]) < 2**31):
        key = None
    bound = f"AND ({counted}, i.id) < (:votes, :id)" if key else ""
    found = await rows(
        f"""SELECT {_IDEA}, l.created_at AS linked_at, {counted} AS counted FROM link l JOIN idea i ON i.id = l.idea_id
            JOIN board b ON b.id = i.board_id
            WHERE l.item_id = :item AND l.ended_at IS NULL AND {where.sql} {bound}
            ORDER BY counted DESC, i.id DESC LIMIT :limit""",
        **{**where.values, "item": item_id, "limit": limit + 1},
        **({"votes": key[0], "id": key[1]} if key else {}),
    )
    shown = [{**each, "hide_counts": bool(each["hide_counts"])} for each in found[:limit]]
    more = len(found) > limit
    return shown, encode((shown[-1]["counted"], shown[-1]["id"])) if more else None


async def ended_links_of(item_id: int, reader: Person | None, limit: int = PAGE) -> list[Row]:
    """What the item answered once and doesn't now, the latest ended first, with why: the loop's own word or a
    person's."""
    where = visible_ideas(reader)
    found = await rows(
        f"""SELECT {_IDEA}, l.ended_at, l.ended_reason FROM link l JOIN idea i ON i.id = l.idea_id
            JOIN board b ON b.id = i.board_id
            WHERE l.item_id = :item AND {where.sql} AND l.id = (
              SELECT max(x.id) FROM link x WHERE x.item_id = :item AND x.idea_id = l.idea_id)
              AND l.ended_at IS NOT NULL
            ORDER BY l.ended_at DESC, l.id DESC LIMIT :limit""",
        **{**where.values, "item": item_id, "limit": limit},
    )
    return [{**each, "ended_at": moment(each["ended_at"])} for each in found]


_IDEA = """i.id, i.kind, i.title, i.lang, i.stage, i.votes, b.hide_counts"""


async def promises_of(item_id: int) -> list[Entry]:
    """The dates that were promised, in order, with why they changed. The item was looked up for its reader before."""
    found = Event.filter(
        subject_type="item", subject_id=item_id, in_story=True, action=ItemEvent.PROMISED.value
    )
    return await entries(await found.order_by("id").limit(PAGE).select_related("actor"))


async def releases_of(item_id: int, reader: Person | None) -> list[Row]:
    """The releases that hold the item, the newest first."""
    where = visible_releases(reader)
    found = await rows(
        f"""SELECT r.id, r.version, r.title, r.lang, r.published_at, r.retracted_at
            FROM release r JOIN release_item ri ON ri.release_id = r.id
            WHERE ri.item_id = :item AND {where.sql} ORDER BY r.id DESC LIMIT :limit""",
        **{**where.values, "item": item_id, "limit": PAGE},
    )
    return [
        {**each, **{name: moment(each[name]) for name in ("published_at", "retracted_at")}} for each in found
    ]


def items_of_idea(idea_id: int, reader: Person | None) -> Question[list[Row]]:
    """The items that answer this idea now."""
    where = visible_items(reader)
    return Question(
        f"""SELECT m.id, m.title, m.lang, m.stage, m.horizon, m.promised_for FROM item m
            JOIN link l ON l.item_id = m.id
            WHERE l.idea_id = :idea AND l.ended_at IS NULL AND {where.sql} ORDER BY l.id LIMIT :limit""",
        "id title lang stage horizon promised_for",
        {**where.values, "idea": idea_id, "limit": PAGE},
        list,
    )


def items_to_link(reader: Person | None, limit: int = CHOICES) -> Question[list[Row]]:
    """What an idea can be linked to, for a choice in a form: what is under way first, the latest made on top."""
    where = visible_items(reader)
    return Question(
        f"""SELECT m.id, m.title, m.lang, m.stage FROM item m
            WHERE m.stage <> 'dropped' AND {where.sql} ORDER BY m.stage = 'shipped', m.id DESC LIMIT :limit""",
        "id title lang stage",
        {**where.values, "limit": limit},
        list,
    )


async def items_to_release(reader: Person | None, release_id: int = 0, limit: int = CHOICES) -> list[Row]:
    """What a release can hold: what it holds already, and all that no release has brought yet, the furthest first."""
    where = visible_items(reader)
    return await rows(
        f"""SELECT m.id, m.title, m.lang, m.stage FROM item m
            WHERE m.stage <> 'dropped' AND {where.sql} AND NOT EXISTS (
              SELECT 1 FROM release_item ri JOIN release r ON r.id = ri.release_id
              WHERE ri.item_id = m.id AND r.id <> :release
                AND r.published_at IS NOT NULL AND r.retracted_at IS NULL)
            ORDER BY CASE m.stage WHEN 'shipped' THEN 0 WHEN 'building' THEN 1 WHEN 'planned' THEN 2 ELSE 3 END,
              m.stage_changed_at DESC, m.id DESC LIMIT :limit""",
        **{**where.values, "release": release_id, "limit": limit},
    )


async def linkable(text: str, ids: list[int], reader: Person) -> list[Row]:
    """Ideas on the way that could be linked: those with these ids, else those whose title holds the words."""
    where = visible_ideas(reader)
    words = "".join(f"!{sign}" if sign in "!%_" else sign for sign in text.strip().lower()[:100])
    condition = "i.id IN :ids" if ids else "lower(i.title) LIKE :words ESCAPE '!'"
    return await rows(
        f"""SELECT {_IDEA} FROM idea i JOIN board b ON b.id = i.board_id
            WHERE {condition} AND i.stage IN :stages AND {where.sql}
            ORDER BY i.votes DESC, i.id DESC LIMIT :limit""",
        **where.values,
        **({"ids": ids} if ids else {"words": f"%{words}%"}),
        stages=[stage.value for stage in OPEN],
        limit=CANDIDATES,
    )

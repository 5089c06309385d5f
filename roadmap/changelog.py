"""Releases as people read them, as far as they may see them."""

from datetime import UTC, datetime
from typing import Any

from core.database import Row, moment, row, rows
from core.errors import NotFound
from core.paging import decode, encode
from ideas.queries import Shown
from ideas.visibility import visible_ideas
from people.models import Person
from roadmap.visibility import visible_items, visible_releases, visible_votes

PAGE = 20
MOST = 200
"""Items of a release and ideas of each that are shown."""

TIMES = ("created_at", "published_at", "retracted_at")


async def list_releases(
    reader: Person | None, *, after: str = "", limit: int = PAGE
) -> tuple[list[Row], str | None]:
    """What was published, the newest first, with the number of its items; and the cursor of the next page."""
    where = visible_releases(reader)
    key = _key(after)
    bound = "AND (r.published_at, r.id) < (:after_value, :after_id)" if key else ""
    found = await rows(
        f"""SELECT r.*, p.name AS by_name, p.department AS by_department FROM release r
            LEFT JOIN person p ON p.id = r.by_id
            WHERE r.published_at IS NOT NULL AND {where.sql} {bound}
            ORDER BY r.published_at DESC, r.id DESC LIMIT :limit""",
        **where.values,
        **({"after_value": key[0], "after_id": key[1]} if key else {}),
        limit=limit + 1,
    )
    shown = await _holding([_timed(each) for each in found[:limit]], reader)
    last = shown[-1] if len(found) > limit else None
    return shown, encode((last["published_at"].isoformat(), last["id"])) if last else None


async def drafts(
    reader: Person | None, *, before: int | None = None, limit: int = PAGE
) -> tuple[list[Row], int | None]:
    """What isn't published yet, for staff: as rows of `list_releases`, the latest begun first; and before which there
    is more."""
    if reader is None or not reader.is_staff:
        return [], None
    where = visible_releases(reader)
    found = await rows(
        f"""SELECT r.*, p.name AS by_name, p.department AS by_department FROM release r
            LEFT JOIN person p ON p.id = r.by_id
            WHERE r.published_at IS NULL AND r.id < :before AND {where.sql} ORDER BY r.id DESC LIMIT :limit""",
        **where.values,
        before=before or 2**62,
        limit=limit + 1,
    )
    shown = await _holding([_timed(each) for each in found[:limit]], reader)
    return shown, shown[-1]["id"] if len(found) > limit else None


async def _holding(found: list[Row], reader: Person | None) -> list[Row]:
    """The same releases with `holds`, their items."""
    items = await items_of([each["id"] for each in found], reader)
    return [{**each, "holds": items.get(each["id"], [])} for each in found]


async def release(release_id: int, reader: Person | None) -> Shown:
    """The release with who signed it. Raises `NotFound` where the reader may not see it."""
    where = visible_releases(reader)
    found = await row(
        f"""SELECT r.*, p.name AS by_name, p.department AS by_department FROM release r
            LEFT JOIN person p ON p.id = r.by_id WHERE r.id = :id AND {where.sql}""",
        **{**where.values, "id": release_id},
    )
    if not found:
        raise NotFound
    return Shown(_timed(found))


async def items_of(release_ids: list[int], reader: Person | None) -> dict[int, list[Row]]:
    """Of each release, the items that the reader sees."""
    if not release_ids:
        return {}
    where = visible_items(reader)
    found = await rows(
        f"""SELECT ri.release_id, m.id, m.title, m.lang, m.stage, m.summary_html FROM item m
            JOIN release_item ri ON ri.item_id = m.id
            WHERE ri.release_id IN :releases AND {where.sql} ORDER BY ri.release_id, ri.id""",
        **{**where.values, "releases": release_ids},
    )
    held: dict[int, list[Row]] = {}
    for each in found:
        held.setdefault(each["release_id"], []).append(each)
    return {release_id: items[:MOST] for release_id, items in held.items()}


async def ideas_of(item_ids: list[int], reader: Person | None, limit: int = MOST) -> dict[int, list[Row]]:
    """Of each item, the ideas that it answers now and the reader sees, the most votes first."""
    if not item_ids:
        return {}
    where = visible_ideas(reader)
    found = await rows(
        f"""SELECT l.item_id, i.id, i.kind, i.title, i.lang, i.stage FROM link l JOIN idea i ON i.id = l.idea_id
            JOIN board b ON b.id = i.board_id
            WHERE l.item_id IN :items AND l.ended_at IS NULL AND {where.sql}
            ORDER BY {visible_votes(reader)} DESC, i.id LIMIT :limit""",
        **{**where.values, "items": item_ids, "limit": limit},
    )
    answered: dict[int, list[Row]] = {}
    for each in found:
        answered.setdefault(each["item_id"], []).append(each)
    return answered


def _timed(found: Row) -> Row:
    return {**found, **{name: moment(found[name]) for name in TIMES}}


def _key(after: str) -> tuple[Any, int] | None:
    key = decode(after) if after else None
    if key is None:
        return None
    try:
        return datetime.fromisoformat(str(key[0])).astimezone(UTC), key[1]
    except (ValueError, OverflowError):
        return None

"""The roadmap as people read it: columns of cards, each with the ideas behind it, as far as the reader may see them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from core.database import Row, moment, rows
from core.paging import Key, decode, encode
from ideas.tags import normalised
from ideas.visibility import Where, visible_ideas
from people.models import Person
from roadmap.models import ItemStage
from roadmap.permissions import UNDER_WAY
from roadmap.visibility import visible_items, visible_votes

COLUMN = 30
"""Cards of a column before "Show more"."""

NAMED = 3
"""Linked ideas whose titles stand on a card."""


@dataclass(frozen=True)
class Column:
    """Cards of one stage and, where there are more, the cursor that the next page begins after."""

    stage: ItemStage
    cards: list[Row]
    after: str | None


async def board(reader: Person | None, *, board: str = "", tag: str = "") -> list[Column]:
    """A column for each stage, dropped last. With a board or a tag: the items that answer ideas from there."""
    return [await column(reader, stage, board=board, tag=tag) for stage in ItemStage]


async def column(
    reader: Person | None,
    stage: ItemStage,
    *,
    board: str = "",
    tag: str = "",
    after: str = "",
    limit: int = COLUMN,
) -> Column:
    """One column: in its order by hand while things are under way, else the latest first."""
    where = _standing(reader, stage, board, tag)
    order, compared = _ORDERS[stage in UNDER_WAY]
    key = _key(stage, decode(after) if after else None)
    bound = f"AND ({order}, m.id) {compared} (:after_value, :after_id)" if key else ""
    direction = "ASC" if stage in UNDER_WAY else "DESC"
    found = await rows(
        f"""{CARD} WHERE {where.sql} {bound} ORDER BY {order} {direction}, m.id {direction} LIMIT :limit""",
        **where.values,
        **({"after_value": key[0], "after_id": key[1]} if key else {}),
        limit=limit + 1,
    )
    cards = await filled(found[:limit], reader)
    return Column(stage, cards, _cursor(stage, cards[-1]) if len(found) > limit else None)


async def list_items(
    reader: Person | None,
    *,
    stage: ItemStage | None = None,
    board: str = "",
    tag: str = "",
    before: int | None = None,
    limit: int = COLUMN,
) -> tuple[list[Row], int | None]:
    """Cards of every stage, or of one, the latest made first, or what came before one of them; and before which there
    is more."""
    where = _standing(reader, stage, board, tag) & Where("m.id < :before", {"before": before or 2**62})
    found = await rows(
        f"{CARD} WHERE {where.sql} ORDER BY m.id DESC LIMIT :limit", **where.values, limit=limit + 1
    )
    cards = await filled(found[:limit], reader)
    return cards, cards[-1]["id"] if len(found) > limit else None


CARD = """SELECT m.id, m.title, m.lang, m.stage, m.horizon, m.audience, m.promised_for, m.position,
                 m.created_at, m.stage_changed_at, o.id AS owner_id, o.name AS owner_name,
                 o.department AS owner_department
          FROM item m LEFT JOIN person o ON o.id = m.owner_id"""


def _standing(reader: Person | None, stage: ItemStage | None, board: str, tag: str) -> Where:
    """The items that the reader sees, of one stage or all; with a board or a tag, those that answer ideas from it."""
    where = visible_items(reader)
    if stage:
        where &= Where("m.stage = :stage", {"stage": stage.value})
    return where & _answering(reader, board, tag) if board or tag else where


_ORDERS = {True: ("m.position", ">"), False: ("m.stage_changed_at", "<")}


def _answering(reader: Person | None, board: str, tag: str) -> Where:
    """Items with a link to an idea that the reader sees, on this board and with this tag."""
    where = visible_ideas(reader)
    if board:
        where &= Where("i.board_id = (SELECT id FROM board WHERE slug = :board)", {"board": board})
    if tag:
        where &= Where(
            """EXISTS (SELECT 1 FROM idea_tag it JOIN tag t ON t.id = it.tag_id
               WHERE it.idea_id = i.id AND t.name = :tag)""",
            {"tag": normalised(tag)},
        )
    return Where(
        f"""EXISTS (SELECT 1 FROM link l JOIN idea i ON i.id = l.idea_id
            WHERE l.item_id = m.id AND l.ended_at IS NULL AND {where.sql})""",
        where.values,
    )


async def tags(reader: Person | None, limit: int = 12) -> list[str]:
    """The tags that most of the linked ideas bear, as far as the reader sees these."""
    where = visible_ideas(reader) & visible_items(reader)
    found = await rows(
        f"""SELECT t.name, count(DISTINCT l.idea_id) AS many FROM link l JOIN idea i ON i.id = l.idea_id
            JOIN item m ON m.id = l.item_id
            JOIN idea_tag it ON it.idea_id = i.id JOIN tag t ON t.id = it.tag_id
            WHERE l.ended_at IS NULL AND {where.sql}
            GROUP BY t.name ORDER BY many DESC, t.name LIMIT :limit""",
        **where.values,
        limit=limit,
    )
    return [each["name"] for each in found]


def _key(stage: ItemStage, key: Key | None) -> tuple[Any, int] | None:
    """The key with its value in the column's own type; None where it doesn't fit this order."""
    if key is None:
        return None
    try:
        if stage in UNDER_WAY:
            return (int(key[0]), key[1]) if abs(int(key[0])) < 2**31 else None
        return datetime.fromisoformat(str(key[0])).astimezone(UTC), key[1]
    except (ValueError, OverflowError):
        return None


def _cursor(stage: ItemStage, last: Row) -> str:
    value = last["position"] if stage in UNDER_WAY else last["stage_changed_at"].isoformat()
    return encode((value, last["id"]))


async def filled(found: list[Row], reader: Person | None) -> list[Row]:
    """Cards with what is behind them: `ideas` and `votes`, counted, and the first titles, `named`."""
    ids = [each["id"] for each in found]
    behind = await _behind(ids, reader) if ids else {}
    changed = await _changed_promises(ids) if ids else set()
    return [
        {
            **each,
            **{name: moment(each[name]) for name in ("created_at", "stage_changed_at")},
            "promise_changed": each["id"] in changed,
            **behind.get(each["id"], {"ideas": 0, "votes": 0, "named": []}),
        }
        for each in found
    ]


async def _behind(item_ids: list[int], reader: Person | None) -> dict[int, Row]:
    """Of each item: how many of its ideas the reader sees, the votes that these have (where a board hides its counts,
    staff alone see them counted), and those with the most votes."""
    where = visible_ideas(reader)
    counted = visible_votes(reader)
    found = await rows(
        f"""SELECT * FROM (
              SELECT l.item_id, i.id, i.title, i.lang, i.kind, i.stage,
                     COUNT(*) OVER (PARTITION BY l.item_id) AS ideas,
                     SUM({counted}) OVER (PARTITION BY l.item_id) AS votes,
                     ROW_NUMBER() OVER (PARTITION BY l.item_id ORDER BY {counted} DESC, i.id) AS place
              FROM link l JOIN idea i ON i.id = l.idea_id JOIN board b ON b.id = i.board_id
              WHERE l.item_id IN :items AND l.ended_at IS NULL AND {where.sql}) linked
            WHERE place <= :named ORDER BY item_id, place""",
        **{**where.values, "items": item_ids, "named": NAMED},
    )
    behind: dict[int, Row] = {}
    for each in found:
        card = behind.setdefault(
            each["item_id"], {"ideas": int(each["ideas"]), "votes": int(each["votes"]), "named": []}
        )
        card["named"].append(each)
    return behind


async def _changed_promises(item_ids: list[int]) -> set[int]:
    """The items whose date was promised otherwise before."""
    found = await rows(
        """SELECT subject_id AS id FROM event WHERE subject_type = 'item' AND subject_id IN :ids
             AND in_story AND action = 'item.promised' GROUP BY subject_id HAVING count(*) > 1""",
        ids=item_ids,
    )
    return {each["id"] for each in found}

"""The lists of ideas: filters, order, and pages by key, in SQL that reads only the rows that it shows.

PostgreSQL compares `(value, id) < (…, …)` along the index. SQLite would bound only the first column, so there the
page is the rest of the ties and then what lies below them, in one `UNION ALL`.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from core.database import Row, moment, on_sqlite, rows
from core.paging import Key, decode, encode
from core.text import excerpt
from ideas.answering import waits_too_long
from ideas.loop import OPEN, Stage
from ideas.models import Kind
from ideas.visibility import Where, visible_ideas
from people.models import Person

PAGE = 20

SORTS = {
    "trending": "i.hot",
    "new": "i.created_at",
    "top": "(i.votes + i.votes_imported)",
    "discussed": "i.comments",
}


TAGGED = """EXISTS (SELECT 1 FROM idea_tag it JOIN tag t ON t.id = it.tag_id
            WHERE it.idea_id = i.id AND t.name = :tag)"""


@dataclass(frozen=True)
class Filters:
    """What a list shows. `stage` is a stage, "open" (the default) or "all"; the rest narrows where it is set."""

    sort: str = "trending"
    kind: str = ""
    board: str = ""
    stage: str = "open"
    tag: str = ""
    mine: bool = False
    voted: bool = False
    unanswered: bool = False

    def but(self, **changed: Any) -> "Filters":
        return replace(self, **changed)

    @property
    def narrowed(self) -> bool:
        return self != Filters()


@dataclass(frozen=True)
class Page:
    """Rows of a list and, where there are more, the cursor that the next page begins after."""

    rows: list[Row]
    after: str | None


async def list_ideas(
    filters: Filters,
    *,
    reader: Person | None,
    narrowing: Where | None = None,
    after: str = "",
    limit: int = PAGE,
) -> Page:
    """A page of ideas that the reader may see. `narrowing` is another floor's condition on `i` ("I voted")."""
    where = visible_ideas(reader) & _where(filters, reader)
    if narrowing:
        where &= narrowing
    key = _key(filters.sort, decode(after) if after else None)
    found = await rows(
        _statement(SORTS[filters.sort], where, key), **where.values, **_bounds(key), limit=limit + 1
    )
    page = [shown(each) for each in found[:limit]]
    last = found[limit - 1] if len(found) > limit else None
    return Page(page, encode((_plain(last["sort_key"]), last["id"])) if last else None)


def _where(filters: Filters, reader: Person | None) -> Where:
    where = Where("TRUE")
    if filters.kind in list(Kind):
        where &= Where("i.kind = :kind", {"kind": filters.kind})
    if filters.board:
        where &= Where("i.board_id = (SELECT id FROM board WHERE slug = :board)", {"board": filters.board})
    if filters.stage in list(Stage):
        where &= Where("i.stage = :stage", {"stage": filters.stage})
    elif filters.stage != "all":
        where &= Where("i.stage IN :stages", {"stages": [stage.value for stage in OPEN]})
    if filters.tag:
        where &= Where(TAGGED, {"tag": filters.tag})
    if filters.mine:
        where &= Where("i.author_id = :me", {"me": reader.id if reader else 0})
    if filters.unanswered:
        where &= Where("i.answered_at IS NULL")
    return where


def _key(sort: str, key: Key | None) -> tuple[Any, int] | None:
    """The key with its value in the column's own type; None where it doesn't fit this order."""
    if key is None:
        return None
    value, number = key
    try:
        if sort == "new":
            return datetime.fromisoformat(str(value)).astimezone(UTC), number
        if sort == "trending":
            return float(value), number
        return (int(value), number) if abs(int(value)) < 2**31 else None
    except (ValueError, OverflowError):
        return None


def _bounds(key: tuple[Any, int] | None) -> dict[str, object]:
    return {"after_value": key[0], "after_id": key[1]} if key else {}


def _statement(order: str, where: Where, key: tuple[Any, int] | None) -> str:
    def ids(bound: str, by: str) -> str:
        return f"""SELECT i.id, {order} AS sort_key FROM idea i
                   WHERE {where.sql} {bound} ORDER BY {by} LIMIT :limit"""

    whole = f"{order} DESC, i.id DESC"
    if key is None:
        page = ids("", whole)
    elif on_sqlite():
        ties = ids(f"AND {order} = :after_value AND i.id < :after_id", "i.id DESC")
        below = ids(f"AND {order} < :after_value", whole)
        page = f"SELECT * FROM (SELECT * FROM ({ties}) UNION ALL SELECT * FROM ({below})) LIMIT :limit"
    else:
        page = ids(f"AND ({order}, i.id) < (:after_value, :after_id)", whole)
    columns = COLUMNS % ("group_concat" if on_sqlite() else "string_agg")
    return f"""WITH page AS ({page}) SELECT page.sort_key, {columns} FROM page JOIN idea i ON i.id = page.id {JOINS}
               ORDER BY page.sort_key DESC, page.id DESC"""


COLUMNS = """i.id, i.kind, i.title, substr(i.body, 1, 900) AS body_start, i.lang, i.stage, i.votes, i.votes_imported,
    i.comments, i.created_at, i.answered_at, i.held, i.hidden_at, i.author_id, i.author_name AS author_given,
    b.slug AS board_slug, b.name AS board_name, b.lang AS board_lang, b.hide_counts, b.promise_days,
    a.name AS author_person, a.deactivated_at AS author_gone, o.id AS owner_id, o.name AS owner_name,
    o.department AS owner_department,
    (SELECT %s(t.name, ',') FROM idea_tag it JOIN tag t ON t.id = it.tag_id WHERE it.idea_id = i.id) AS tags"""

JOINS = """JOIN board b ON b.id = i.board_id LEFT JOIN person a ON a.id = i.author_id
    LEFT JOIN person o ON o.id = i.owner_id"""


def shown(found: Row) -> Row:
    """A row of `COLUMNS` as lists show it."""
    created = moment(found["created_at"])
    open_still = found["stage"] in OPEN
    return {
        **found,
        "excerpt": excerpt(found["body_start"]),
        "created_at": created,
        "answered_at": moment(found["answered_at"]),
        "hidden": bool(found["hidden_at"]),
        "held": bool(found["held"]),
        "hide_counts": bool(found["hide_counts"]),
        "votable": open_still and not found["held"] and not found["hidden_at"],
        "tags": found["tags"].split(",") if found["tags"] else [],
        "author_name": found["author_person"] or found["author_given"],
        "waiting": waits_too_long({**found, "created_at": created}),
    }


def _plain(value: Any) -> float | int | str:
    return value.isoformat() if isinstance(value, datetime) else value

"""The lists of ideas: filters, order, pages by key, in SQL that reads only the rows that it shows.

Where a board hides its counts, nothing in a list goes by them, for whoever isn't staff: neither the order nor the
cursor. In "trending" an idea there has the place that its age alone gives it (ten times the votes are worth half a day,
so little is lost); in "top" those boards follow after the others, by time; on such a board's own page both are "new".
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.clock import now
from core.database import Row, moment, on_sqlite, rows
from core.paging import encode
from core.text import excerpt
from ideas.answering import waits_too_long
from ideas.exposure import PLACES, in_turn, seated
from ideas.filtering import Filters as Filters
from ideas.filtering import plan_of
from ideas.known import Known, known
from ideas.loop import OPEN
from ideas.ordering import SORTS as SORTS
from ideas.ordering import Plan, page_sql
from ideas.visibility import CREDITED, NAMED_TOO, Where, audiences
from people.models import Person

PAGE = 20
CANDIDATES = PAGE + len(PLACES)
"""Newcomers that are asked for: some may stand on the page anyway."""
GUEST = 2
"""Marks a row that may stand in a reserved place."""


@dataclass(frozen=True)
class Page:
    """Rows of a list and, where there may be more, the cursor that the next page begins after; a page may be short or
    empty and have one. `unseen` are those of its rows that few have seen yet; a row that stands where one of those has
    a place kept for it is a `newcomer`."""

    rows: list[Row]
    after: str | None
    unseen: tuple[int, ...] = ()


async def list_ideas(
    filters: Filters,
    *,
    reader: Person | None,
    narrowing: Where | None = None,
    after: str = "",
    limit: int = PAGE,
    chances: bool = False,
) -> Page:
    """A page of ideas that the reader may see. `narrowing` is another floor's condition on `i.id` ("I voted").

    With `chances` the first page of what is trending keeps places for newcomers; each idea comes once in its own place
    all the same, on this page or a later one.
    """
    around = await known()
    plan = plan_of(filters, reader, narrowing, after, around)
    turns = _turns(filters, reader, around) if chances and not (after or narrowing) else []
    asked = {f"turn_{place}": each for place, each in enumerate(turns)}
    found = await rows(
        _statement(plan, list(asked), limit), **plan.values, **asked, turns=turns, limit=limit + 1
    )
    ranked, edge = _ranked(found)
    guests = {each["id"]: each for each in found if each["edge"] == GUEST}
    page, own = seated([each["id"] for each in ranked], sorted(guests, key=turns.index), limit)
    last = ranked[own - 1] if len(ranked) > limit else edge
    standing = {**guests, **{each["id"]: each for each in ranked[:own]}}
    return Page(
        [{**shown(standing[each]), "newcomer": standing[each]["edge"] == GUEST} for each in page],
        encode((_plain(last["sort_key"]), last["id"])) if last else None,
        tuple(sorted({each.id for each in around.newcomers}.intersection(page))),
    )


def _ranked(found: list[Row]) -> tuple[list[Row], Row | None]:
    """The rows as far as they are all that there are, and the edge where they cease to be."""
    ranked: list[Row] = []
    for each in found:
        if each["edge"]:
            return ranked, each if each["edge"] != GUEST else None
        ranked.append(each)
    return ranked, None


def _turns(filters: Filters, reader: Person | None, around: Known) -> list[int]:
    """The newcomers that may stand on this list's first page, those whose turn it is first; always as many, or none."""
    if filters.but(kind="", board="") != Filters():
        return []
    among = {
        each.id
        for each in around.grounds
        if each.audience in audiences(reader) and filters.board in ("", each.slug)
    }
    fitting = [each for each in around.newcomers if each.board in among and filters.kind in ("", each.kind)]
    first = in_turn(fitting, now().timestamp(), CANDIDATES)
    return first + [0] * (CANDIDATES - len(first)) if first else []


def _statement(plan: Plan, turns: list[str], limit: int) -> str:
    columns = COLUMNS % ("group_concat" if on_sqlite() else "string_agg")
    parts, source = page_sql(plan), "page"
    if turns:
        parts += ", " + _guests(plan, turns, limit)
        source = "(SELECT * FROM page UNION ALL SELECT * FROM guests)"
    return f"""WITH {parts} SELECT page.sort_key, page.edge, {columns}
               FROM {source} page JOIN idea i ON i.id = page.id {JOINS}
               ORDER BY page.edge / {GUEST}, page.sort_key DESC, page.id DESC, page.edge"""


def _guests(plan: Plan, turns: list[str], limit: int) -> str:
    """The first of those whose turn it is that don't stand on the page by their rank."""
    order = " ".join(f"WHEN :{name} THEN {place}" for place, name in enumerate(turns))
    return f"""guests AS (
        SELECT i.id, {plan.order} AS sort_key, {GUEST} AS edge FROM idea i
        WHERE i.id IN :turns AND {plan.visible.sql} AND {plan.within.sql} AND {plan.rest.sql}
          AND i.id NOT IN (SELECT id FROM (SELECT id FROM page WHERE edge = 0
                           ORDER BY sort_key DESC, id DESC LIMIT {limit - len(PLACES)}) p)
        ORDER BY CASE i.id {order} ELSE {len(turns)} END LIMIT {len(PLACES)})"""


COLUMNS = f"""i.id, i.kind, i.title, substr(i.body, 1, 900) AS body_start, i.lang, i.stage, i.votes, i.votes_imported,
    i.comments, i.created_at, i.answered_at, i.held, i.hidden_at, i.author_id, i.author_name AS author_given,
    b.slug AS board_slug, b.name AS board_name, b.lang AS board_lang, b.hide_counts, b.promise_days,
    {CREDITED} AS author_person, {NAMED_TOO} AS authors_more, a.deactivated_at AS author_gone,
    o.id AS owner_id, o.name AS owner_name, o.department AS owner_department,
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
        "newcomer": False,
    }


def _plain(value: Any) -> float | int | str:
    return value.isoformat() if isinstance(value, datetime) else value

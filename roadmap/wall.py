"""The wall: every improvement that was posted, with what it answered and what the people who complained say of it.

Nothing falls off it: not by its age, not by a bad verdict, not when it is retracted. Whatever a reader may not see of
the complaints is neither quoted nor counted for them.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from activity.models import Event, Statement
from core.database import Row, moment, on_sqlite, row, rows
from core.errors import NotFound
from core.paging import decode, encode
from core.text import language
from ideas.listing import Page
from ideas.visibility import Where, visible_ideas
from people.models import Person
from roadmap.events import ImprovementEvent
from roadmap.evidence import measures
from roadmap.models import Evidence, ImprovementState
from roadmap.quotes import standing
from roadmap.visibility import visible_improvements

PAGE = 12
SORTS = {"newest": "v.posted_at", "confirmed": "v.confirmations"}
STATES = (ImprovementState.POSTED.value, ImprovementState.RETRACTED.value)
"""What stands on the wall, each read along its own index."""


@dataclass(frozen=True)
class Tally:
    """How many were asked whether it worked, and what they answered; `answered` is the sum."""

    asked: int = 0
    yes: int = 0
    partly: int = 0
    no: int = 0
    cant_tell: int = 0

    @property
    def answered(self) -> int:
        return self.yes + self.partly + self.no + self.cant_tell


def total(counted: Iterable[Any]) -> Tally:
    """Several rounds in one sum."""
    those = list(counted)
    return Tally(*(sum(getattr(each, name) for each in those) for name in Tally.__dataclass_fields__))


async def list_improvements(
    reader: Person | None, *, sort: str = "newest", board: str = "", after: str = "", limit: int = PAGE
) -> Page:
    """A page of the wall. Each row has its signer, `answered` (what the reader sees of it), `tally` and `measure`, the
    first number that was taken before and after."""
    order = SORTS.get(sort, SORTS["newest"])
    where = visible_improvements(reader) & _on_board(board, reader)
    key = _key(order, after)
    bounds = {"after_value": key[0], "after_id": key[1]} if key else {}
    found = await rows(_statement(order, where, key), **where.values, **bounds, limit=limit + 1)
    last = found[limit - 1] if len(found) > limit else None
    return Page(
        await _filled(found[:limit], reader), encode((_plain(last["sort_key"]), last["id"])) if last else None
    )


def _on_board(slug: str, reader: Person | None) -> Where:
    if not slug:
        return Where("TRUE")
    where = visible_ideas(reader)
    return Where(
        f"""EXISTS (SELECT 1 FROM answered oa JOIN idea i ON i.id = oa.complaint_id WHERE oa.improvement_id = v.id
            AND i.board_id = (SELECT id FROM board WHERE slug = :board) AND {where.sql})""",
        {**where.values, "board": slug},
    )


def _key(order: str, after: str) -> tuple[Any, int] | None:
    """Where the page begins; None at the first, and for what is no key of this order."""
    key = decode(after) if after else None
    if key is None:
        return None
    try:
        if order == SORTS["newest"]:
            return datetime.fromisoformat(str(key[0])).astimezone(UTC), key[1]
        return (int(key[0]), key[1]) if abs(int(key[0])) < 2**31 else None
    except (ValueError, OverflowError):
        return None


def _statement(order: str, where: Where, key: tuple[Any, int] | None) -> str:
    whole = f"{order} DESC, v.id DESC"
    bounds = [("", whole)]
    if key and on_sqlite():
        bounds = [
            (f"AND {order} = :after_value AND v.id < :after_id", "v.id DESC"),
            (f"AND {order} < :after_value", whole),
        ]
    elif key:
        bounds = [(f"AND ({order}, v.id) < (:after_value, :after_id)", whole)]
    parts = [
        f"""SELECT * FROM (SELECT v.id, {order} AS sort_key FROM improvement v WHERE v.state = '{state}'
            AND {where.sql} {bound} ORDER BY {by} LIMIT :limit) AS part"""
        for state in STATES
        for bound, by in bounds
    ]
    return f"""WITH page AS (SELECT * FROM ({" UNION ALL ".join(parts)}) AS parts
               ORDER BY sort_key DESC, id DESC LIMIT :limit)
               SELECT page.sort_key, {COLUMNS} FROM page JOIN improvement v ON v.id = page.id {SIGNER}
               ORDER BY page.sort_key DESC, page.id DESC"""


COLUMNS = """v.*, p.name AS signer_name, p.role AS signer_role, p.department AS signer_department,
    p.headline AS signer_headline"""
SIGNER = "JOIN person p ON p.id = v.by_id"


async def _filled(found: Sequence[Row], reader: Person | None) -> list[Row]:
    ids = [each["id"] for each in found]
    answered, numbers = await _answered(ids, reader), defaultdict(list)
    for piece in await Evidence.filter(improvement_id__in=ids).order_by("id") if ids else []:
        numbers[piece.improvement_id].append(piece)
    return [
        {
            **_timed(each),
            "answered": answered[each["id"]],
            "tally": total(a["tally"] for a in answered[each["id"]]),
            "measure": next(iter(measures(numbers[each["id"]])), None),
        }
        for each in found
    ]


async def _answered(improvement_ids: Sequence[int], reader: Person | None) -> dict[int, list[Row]]:
    """The complaints that the reader may see, by improvement: their quote where it still stands, and their tally."""
    seen, said = visible_ideas(reader), standing(reader)
    found = await rows(
        f"""SELECT a.improvement_id, a.cycle, i.id, i.title, i.lang, i.stage, i.kind, i.cycle AS cycle_now,
                   b.slug AS board_slug, b.name AS board_name, b.audience AS board_audience,
                   CASE WHEN a.quote <> '' AND {said.sql} THEN a.quote ELSE '' END AS quote,
                   o.asked, o.yes, o.partly, o.no, o.cant_tell
            FROM answered a JOIN idea i ON i.id = a.complaint_id JOIN board b ON b.id = i.board_id
            JOIN improvement v ON v.id = a.improvement_id
            LEFT JOIN round o ON o.idea_id = a.complaint_id AND o.cycle = a.cycle AND v.state <> 'draft'
            WHERE a.improvement_id IN :ids AND {seen.sql} ORDER BY a.id""",
        **{**seen.values, **said.values, "ids": list(improvement_ids)},
    )
    by_improvement: dict[int, list[Row]] = defaultdict(list)
    for each in found:
        counted = Tally(*(each[name] or 0 for name in Tally.__dataclass_fields__))
        shown = {**each, "tally": counted, "quote_lang": language(each["quote"])}
        by_improvement[each["improvement_id"]].append(shown)
    return by_improvement


async def one(improvement_id: int, reader: Person | None) -> Row:
    """One improvement with all its evidence and, where it was retracted, by whom and why. Raises `NotFound`."""
    where = visible_improvements(reader)
    found = await row(
        f"SELECT {COLUMNS} FROM improvement v {SIGNER} WHERE v.id = :id AND {where.sql}",
        **{**where.values, "id": improvement_id},
    )
    if not found:
        raise NotFound
    shown = (await _filled([found], reader))[0]
    evidence = await Evidence.filter(improvement_id=improvement_id).order_by("id")
    return {**shown, "evidence": evidence, "retraction": await _retraction(improvement_id)}


async def _retraction(improvement_id: int) -> Row | None:
    event = await Event.get_or_none(
        subject_type="improvement", subject_id=improvement_id, action=ImprovementEvent.RETRACTED.value
    ).select_related("actor")
    if event is None:
        return None
    said = await Statement.get_or_none(event_id=event.id, part="reason", redacted_at=None)
    return {
        "by": event.actor,
        "at": event.created_at,
        "reason": said.body if said else "",
        "lang": said.lang if said else "",
    }


async def answering(idea_id: int, reader: Person | None, *, limit: int = 20) -> list[Row]:
    """The improvements that answer this complaint or what was merged into it, the latest first."""
    where = visible_improvements(reader)
    found = await rows(
        f"""SELECT {COLUMNS} FROM improvement v {SIGNER} WHERE {where.sql} AND v.id IN (
              SELECT a.improvement_id FROM answered a JOIN idea i ON i.id = a.complaint_id
              WHERE i.id = :idea OR i.merged_into_id = :idea)
            ORDER BY v.id DESC LIMIT :limit""",
        **{**where.values, "idea": idea_id, "limit": limit},
    )
    return await _filled(found, reader)


async def drafts(
    reader: Person | None, *, before: int | None = None, limit: int = 30
) -> tuple[list[Row], int | None]:
    """What staff haven't posted yet: as rows of the wall, the latest begun first, and before which there is more."""
    if reader is None or not reader.is_staff:
        return [], None
    found = await rows(
        f"""SELECT {COLUMNS} FROM improvement v {SIGNER} WHERE v.state = 'draft' AND v.id < :before
            ORDER BY v.id DESC LIMIT :limit""",
        before=before or 2**62,
        limit=limit + 1,
    )
    return await _filled(found[:limit], reader), found[limit - 1]["id"] if len(found) > limit else None


def _timed(found: Row) -> Row:
    return {**found, **{name: moment(found[name]) for name in ("created_at", "posted_at", "retracted_at")}}


def _plain(value: Any) -> float | int | str:
    return value.isoformat() if isinstance(value, datetime) else value

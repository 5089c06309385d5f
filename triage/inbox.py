"""What needs a decision, the oldest silence first, and why each idea is there.

The list, its pages and its counts are made from one condition. Each idea stands where its earliest open reason puts
it; employees see the reasons that employees can do something about.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from activity.models import Audience
from activity.operations import record
from core.database import Row, in_transaction, moment, on_sqlite, rows
from core.errors import NotAllowed, NotFound, Refused
from core.paging import Key, decode, encode
from core.words import _
from ideas.finding import idea_for
from ideas.listing import COLUMNS, JOINS, shown
from ideas.models import Kind
from ideas.visibility import Where, visible_ideas
from people.models import Person
from triage.attention import settled
from triage.events import TriageEvent
from triage.models import Attention, Why
from triage.permissions import can_set_aside, can_triage

PAGE = 30
COUNTED = 1000
"""Nobody counts further; faces show "1000+"."""

FOR_MANAGERS = (Why.HELD, Why.REPORTED)
STANDING = (Why.UNANSWERED, Why.OVERDUE, Why.PARTLY, Why.HELD, Why.REPORTED)
"""What only the act that it waits for ends: an answer, a review, a judgement on a report."""


@dataclass(frozen=True)
class Choices:
    """What the inbox shows; each narrows where it is set. `mine`: owned by the reader; `unowned`: by nobody."""

    why: str = ""
    board: str = ""
    kind: str = ""
    mine: bool = False
    unowned: bool = False

    def but(self, **changed: Any) -> "Choices":
        return replace(self, **changed)


@dataclass(frozen=True)
class Reason:
    """Why an idea is here and since when. `other` (id, title, lang, kind, stage) is what it may be a duplicate of, as
    far as the reader may see it; `words` what the two have in common."""

    why: Why
    since: datetime
    other: Row | None
    words: str


@dataclass(frozen=True)
class Page:
    """Ideas as lists show them, each with its `reasons` and `since` when it waits, and the cursor that the next page
    begins after."""

    rows: list[Row]
    after: str | None


async def waiting(filters: Choices, *, reader: Person, after: str = "", limit: int = PAGE) -> Page:
    """A page of the inbox, each idea once. Raises `NotAllowed` for whoever doesn't work here."""
    _demand_staff(reader)
    where, key = _condition(filters, reader), _key(decode(after) if after else None)
    values: dict[str, object] = {"after_since": key[0], "after_id": key[1]} if key else {}
    found = await rows(_statement(_source(filters), where, key), **where.values, **values, limit=limit + 1)
    page = [{**shown(each), "since": moment(each["since"])} for each in found[:limit]]
    reasons = await _reasons([each["id"] for each in page], reader)
    for each in page:
        each["reasons"] = reasons.get(each["id"], [])
    last = found[limit - 1] if len(found) > limit else None
    return Page(page, encode((moment(last["since"]).isoformat(), last["place"])) if last else None)


async def counts(reader: Person, filters: Choices | None = None) -> dict[str, int]:
    """How many ideas wait for each reason, and under "" how many in all, within the other choices; up to 1,000 each."""
    _demand_staff(reader)
    among = filters or Choices()
    parts: list[str] = []
    values: dict[str, object] = {}
    for why in ["", *(why.value for why in reasons_for(reader))]:
        where = _condition(among.but(why=why), reader)
        parts.append(f"SELECT '{why}' AS why, {_counted(where, among)}")
        values |= where.values
    found = await rows(" UNION ALL ".join(parts), **values, most=COUNTED)
    return {each["why"]: each["num"] for each in found}


def counted(reader: Person) -> tuple[str, dict[str, object]]:
    """How many ideas wait in all, up to 1,000, as a value for a statement that counts other things as well."""
    _demand_staff(reader)
    where = _condition(Choices(), reader)
    return f"(SELECT {_counted(where, Choices())})", {**where.values, "most": COUNTED}


def _counted(where: Where, filters: Choices) -> str:
    return f"count(*) AS num FROM (SELECT 1 AS one FROM {_source(filters)} WHERE {where.sql} LIMIT :most) counted"


async def reasons_of(idea_id: int, reader: Person) -> list[Reason]:
    """Why this idea waits, the oldest reason first."""
    _demand_staff(reader)
    return (await _reasons([idea_id], reader)).get(idea_id, [])


def reasons_for(reader: Person) -> list[Why]:
    """The reasons that this reader sees in the inbox."""
    return [why for why in Why if reader.is_manager or why not in FOR_MANAGERS]


@in_transaction
async def set_aside(idea_id: int, why: str, *, by: Person) -> None:
    """A manager has looked and finds nothing to do: no duplicate, declined it stays. What waits for an answer stays."""
    idea = await idea_for(idea_id, by)
    if not can_set_aside(by):
        raise NotAllowed(_("Only managers set something aside."))
    if why not in list(Why):
        raise NotFound
    if Why(why) in STANDING:
        raise Refused(_("This stays until it is answered or decided."))
    if not await Attention.exists(idea_id=idea.id, why=why, cleared_at=None):
        raise Refused(_("It isn't in the inbox for this any more."))
    await settled(idea.id, [Why(why)])
    await record(TriageEvent.SET_ASIDE, by=by, about=("idea", idea.id), audience=Audience.STAFF, why=why)


def _demand_staff(reader: Person) -> None:
    if not can_triage(reader):
        raise NotAllowed(_("The inbox is for staff."))


def _condition(filters: Choices, reader: Person) -> Where:
    """For a query in which `w` is what puts the idea `i` in its place: its earliest open reason, or the one chosen."""
    open_here = f"i.id = w.idea_id AND w.cleared_at IS NULL AND {_counts_for('w', reader)}"
    where = Where(open_here) & visible_ideas(reader)
    if filters.why in reasons_for(reader):
        where &= Where(f"w.why = :why_{filters.why}", {f"why_{filters.why}": filters.why})
    else:
        where &= Where(
            f"""NOT EXISTS (SELECT 1 FROM attention e WHERE e.idea_id = i.id AND e.cleared_at IS NULL
                AND {_counts_for("e", reader)} AND (e.since, e.id) < (w.since, w.id))"""
        )
    if filters.board:
        where &= Where("i.board_id = (SELECT id FROM board WHERE slug = :board)", {"board": filters.board})
    if filters.kind in list(Kind):
        where &= Where("i.kind = :kind", {"kind": filters.kind})
    if filters.mine:
        where &= Where("i.owner_id = :me", {"me": reader.id})
    if filters.unowned:
        where &= Where("i.owner_id IS NULL")
    return where


def _counts_for(row: str, reader: Person) -> str:
    """What is out of sight waits for nobody, until what was reported about it is judged."""
    visible = f"(i.hidden_at IS NULL OR {row}.why = 'reported')"
    kept = ", ".join(f"'{why.value}'" for why in FOR_MANAGERS)
    return visible if reader.is_manager else f"{visible} AND {row}.why NOT IN ({kept})"


def _key(key: Key | None) -> tuple[datetime, int] | None:
    if key is None:
        return None
    try:
        return datetime.fromisoformat(str(key[0])).astimezone(UTC), key[1]
    except (ValueError, OverflowError):
        return None


def _source(filters: Choices) -> str:
    """Where a query begins: at the few ideas that somebody owns, else at the reasons, along their index."""
    return "idea i CROSS JOIN attention w" if filters.mine else "attention w CROSS JOIN idea i"


def _statement(source: str, where: Where, key: tuple[datetime, int] | None) -> str:
    def places(bound: str) -> str:
        return f"""SELECT w.id AS place, w.since, w.idea_id FROM {source}
                   WHERE {where.sql} {bound} ORDER BY w.since, w.id LIMIT :limit"""

    if key is None:
        page = places("")
    elif on_sqlite():
        ties, later = places("AND w.since = :after_since AND w.id > :after_id"), "AND w.since > :after_since"
        page = (
            f"SELECT * FROM (SELECT * FROM ({ties}) UNION ALL SELECT * FROM ({places(later)})) LIMIT :limit"
        )
    else:
        page = places("AND (w.since, w.id) > (:after_since, :after_id)")
    columns = COLUMNS % ("group_concat" if on_sqlite() else "string_agg")
    return f"""WITH page AS ({page}) SELECT page.place, page.since, {columns}
               FROM page JOIN idea i ON i.id = page.idea_id {JOINS} ORDER BY page.since, page.place"""


async def _reasons(idea_ids: list[int], reader: Person) -> dict[int, list[Reason]]:
    where = visible_ideas(reader)
    found = await rows(
        f"""SELECT w.idea_id, w.why, w.since, w.words, i.id, i.title, i.lang, i.kind, i.stage
            FROM attention w LEFT JOIN idea i ON i.id = w.other_id AND {where.sql}
            WHERE w.idea_id IN :ids AND w.cleared_at IS NULL AND w.why IN :whys ORDER BY w.since, w.id""",
        **{**where.values, "ids": idea_ids, "whys": [why.value for why in reasons_for(reader)]},
    )
    reasons: dict[int, list[Reason]] = {}
    for each in found:
        other = {name: each[name] for name in ("id", "title", "lang", "kind", "stage")}
        reason = Reason(Why(each["why"]), moment(each["since"]), other if each["id"] else None, each["words"])
        reasons.setdefault(each["idea_id"], []).append(reason)
    return reasons

"""The statement behind a page of ideas: it reads along an index, few rows more than it shows, and never all.

A list that an index has the order of is read along it. Other conditions are looked for among the next `SCAN` rows;
where those are over before the page is full, it ends at an *edge*, and the next page begins there. What few rows belong
to (a rare tag, what somebody voted for) is read from those rows instead and sorted.

PostgreSQL compares `(value, id) < (…, …)` along the index. SQLite would bound only the first column, so there it is the
rest of the ties and then what lies below them, in one `UNION ALL`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from core.database import on_sqlite
from core.paging import Key
from ideas.ranking import HALF_DAY
from ideas.visibility import Where

SCAN = 5_000
"""Rows that one page looks through at most, of those that the reader may see."""

SORTS = {
    "trending": "i.hot",
    "new": "i.created_at",
    "top": "(i.votes + i.votes_imported)",
    "discussed": "i.comments",
}
INDEXES = {"trending": "idea_hot", "new": "idea_new", "top": "idea_top", "discussed": "idea_discussed"}
BY_VOTES = ("trending", "top")
BEFORE_ALL = 2**62
"""In "top", boards whose counts are hidden come after the others: there the value is the time minus this."""

READ = """i.id, i.board_id, i.kind, i.stage, i.author_id, i.answered_at, i.votes, i.votes_imported, i.comments, i.hot,
    i.created_at"""
"""What conditions on ideas may ask for."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""SQLite keeps a time as text, with six digits behind the second or none."""
SECONDS, PART = (
    "CAST(strftime('%s', i.created_at) AS INTEGER)",
    "CAST('0' || substr(i.created_at, 20, 7) AS REAL)",
)


@dataclass(frozen=True)
class Plan:
    """A page to be read: the order, what is asked for, and where it begins.

    `visible` is what the reader may see; `rest` the filters. `along` is the index that has the order, with the filter
    that it begins with in `within`. `few` gives ids among which all are, where they may be few. `quiet` are boards
    whose votes this reader doesn't see: there ideas stand by their time alone.
    """

    sort: str
    visible: Where
    rest: Where
    key: tuple[Any, int] | None = None
    along: str = ""
    within: Where = field(default_factory=lambda: Where("TRUE"))
    few: Where | None = None
    quiet: Sequence[int] = ()

    @property
    def order(self) -> str:
        return SORTS[self.sort]

    @property
    def values(self) -> dict[str, object]:
        """What the statement's `:names` stand for."""
        made: dict[str, object] = {
            **self.visible.values,
            **self.rest.values,
            **self.within.values,
            "scan": SCAN,
        }
        made |= self.few.values if self.few else {}
        made |= {f"quiet_{board}": board for board in self.quiet} | (
            {"quiet": list(self.quiet)} if self.quiet else {}
        )
        if self.key:
            made |= {"after_value": self.key[0], "after_id": self.key[1]}
            if self.quiet and (moment := _moment(self.sort, self.key[0])):
                made["after_moment"] = moment
        return made


def key_of(sort: str, key: Key | None) -> tuple[Any, int] | None:
    """The key with its value in the column's own type; None where it doesn't fit this order."""
    if key is None:
        return None
    value, number = key
    try:
        if sort == "new":
            return datetime.fromisoformat(str(value)).astimezone(UTC), number
        if sort == "trending":
            return (float(value), number) if _moment(sort, float(value)) else None
        known = sort == "top" and int(value) < 0 and _moment(sort, int(value))
        return (int(value), number) if known or 0 <= int(value) < 2**31 else None
    except (ValueError, OverflowError):
        return None


def _moment(sort: str, value: Any) -> datetime | None:
    """The time at which an idea of a quiet board has this value; None where all of them come later."""
    if sort == "trending":
        return EPOCH + timedelta(microseconds=round(value * HALF_DAY * 1e6))
    return EPOCH + timedelta(microseconds=value + BEFORE_ALL) if value < 0 else None


def _time(sort: str) -> str:
    """The value of an idea whose votes don't count in this order."""
    if sort == "trending":
        seconds = f"({SECONDS} + {PART})" if on_sqlite() else "extract(epoch FROM i.created_at)::float8"
        return f"{seconds} / {HALF_DAY}.0"
    if on_sqlite():
        return f"({SECONDS} * 1000000 + CAST(round({PART} * 1000000) AS INTEGER) - {BEFORE_ALL})"
    return f"((extract(epoch FROM i.created_at) * 1000000)::bigint - {BEFORE_ALL})"


def page_sql(plan: Plan) -> str:
    """Gives id, sort_key and edge (1: the page ends here, and the row isn't part of it) of `:limit` rows, by
    `sort_key DESC, id DESC, edge`. To stand in a WITH clause."""
    parts, arms = [], []
    if plan.few:
        parts.append(f"few AS MATERIALIZED (SELECT f.id AS few_id FROM ({plan.few.sql}) f LIMIT :scan + 1)")
        parts.append(f"chosen AS ({_among_few(plan)})")
        arms.append("chosen")
    for place, stream in enumerate(_streams(plan)):
        parts.append(f"stream_{place} AS ({stream.rows()})")
        parts.append(f"edge_{place} AS ({stream.edge(f'stream_{place}')})")
        arms += [f"stream_{place}", f"edge_{place}"]
    united = " UNION ALL ".join(f"SELECT id, sort_key, edge FROM {arm}" for arm in arms)
    ordered = "ORDER BY sort_key DESC, id DESC, edge LIMIT :limit"
    return f"{', '.join(parts)}, page AS (SELECT id, sort_key, edge FROM ({united}) u {ordered})"


def _among_few(plan: Plan) -> str:
    value = plan.order
    if plan.quiet:
        value = f"CASE WHEN i.board_id IN :quiet THEN {_time(plan.sort)} ELSE {plan.order} END"
    bound = f"AND ({value}, i.id) < (:after_value, :after_id)" if plan.key else ""
    return f"""SELECT i.id, {value} AS sort_key, 0 AS edge FROM few CROSS JOIN idea i
               WHERE i.id = few.few_id AND (SELECT count(*) FROM few) <= :scan
                 AND {plan.visible.sql} AND {plan.within.sql} AND {plan.rest.sql} {bound}
               ORDER BY sort_key DESC, i.id DESC LIMIT :limit"""


@dataclass(frozen=True)
class Stream:
    """Ideas along one index, in its order, with their sorting `value`; `bound` is the name of what it begins below, ""
    for the beginning; it is read only `where_asked`, a condition on the whole."""

    plan: Plan
    value: str
    order: str
    index: str
    where: str
    bound: str = ""
    where_asked: str = "TRUE"

    def rows(self) -> str:
        ordered = "" if on_sqlite() else "ORDER BY i.ordered DESC, i.id DESC"
        return f"""SELECT i.id, {self.value} AS sort_key, 0 AS edge FROM ({self._read(self.where_asked, ":scan")}) i
                   WHERE {self.plan.rest.sql} {ordered} LIMIT :limit"""

    def edge(self, rows: str) -> str:
        """The last row that was looked at, where there may be more behind it."""
        short = f"{self.where_asked} AND (SELECT count(*) FROM {rows}) < :limit"
        return f"""SELECT i.id, {self.value} AS sort_key, 1 AS edge
                   FROM ({self._read(short, "1", "OFFSET :scan - 1")}) i"""

    def _read(self, asked: str, most: str, offset: str = "") -> str:
        """SQLite would look at each row before it asked for the condition on the whole; it asks for a limit first."""
        hint, first = "", f"AND {asked}"
        if on_sqlite():
            hint, first, most = f"INDEXED BY {self.index}", "", f"(CASE WHEN {asked} THEN {most} ELSE 0 END)"

        def part(bound: str, by: str) -> str:
            return f"""SELECT {READ}, {self.order} AS ordered FROM idea i {hint}
                       WHERE {self.where} {first} {bound} ORDER BY {by}"""

        found = part("", f"{self.order} DESC, i.id DESC")
        if self.bound and on_sqlite():
            ties = part(f"AND {self.order} = {self.bound} AND i.id < :after_id", "i.id DESC")
            below = part(f"AND {self.order} < {self.bound}", f"{self.order} DESC, i.id DESC")
            found = f"SELECT * FROM ({ties} LIMIT :scan) UNION ALL SELECT * FROM ({below} LIMIT :scan)"
        elif self.bound:
            below = f"AND ({self.order}, i.id) < ({self.bound}, :after_id)"
            found = part(below, f"{self.order} DESC, i.id DESC")
        return f"{found} LIMIT {most} {offset}"


def _streams(plan: Plan) -> list[Stream]:
    where = f"{plan.visible.sql} AND {plan.within.sql}"
    asked = "(SELECT count(*) FROM few) > :scan" if plan.few else "TRUE"
    bound = ":after_value" if plan.key else ""
    loud = where + (" AND i.board_id NOT IN :quiet" if plan.quiet else "")
    made = []
    if not (plan.sort == "top" and plan.key and plan.key[0] < 0):
        index = plan.along or INDEXES[plan.sort]
        made.append(Stream(plan, "i.ordered", plan.order, index, loud, bound, asked))
    for board in plan.quiet:
        late = ":after_moment" if plan.key and _moment(plan.sort, plan.key[0]) else ""
        here = f"{where} AND i.board_id = :quiet_{board}"
        made.append(Stream(plan, _time(plan.sort), "i.created_at", "idea_new_board", here, late, asked))
    return made

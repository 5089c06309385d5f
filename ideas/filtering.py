"""What narrows a list of ideas, and how it is read best."""

from dataclasses import dataclass, replace
from typing import Any

from core.paging import decode
from ideas.known import Known
from ideas.loop import OPEN, Stage
from ideas.models import Kind
from ideas.ordering import BY_VOTES, Plan, key_of
from ideas.visibility import WROTE, Where, audiences, visible_ideas
from people.models import Person

TAGGED = """EXISTS (SELECT 1 FROM idea_tag it JOIN tag t ON t.id = it.tag_id
            WHERE it.idea_id = i.id AND t.name = :tag)"""
WITH_TAG = "SELECT it.idea_id AS id FROM idea_tag it JOIN tag t ON t.id = it.tag_id WHERE t.name = :tag"


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


def plan_of(
    filters: Filters, reader: Person | None, narrowing: Where | None, after: str, around: Known
) -> Plan:
    """How this list is read from the cursor `after` on. `narrowing` is another floor's condition on `i.id`."""
    quiet = _quiet(filters, reader, around)
    sort = "new" if quiet and filters.board else filters.sort
    conditions = _conditions(filters, reader)
    if narrowing:
        conditions["narrowing"] = narrowing
    along = _along(sort, conditions)
    return Plan(
        sort=sort,
        visible=visible_ideas(reader),
        rest=_all([condition for name, condition in conditions.items() if name != along]),
        key=_key(sort, after, quiet),
        along=f"idea_{'hot' if sort == 'trending' else sort}_{along}" if along else "",
        within=conditions[along] if along else Where("TRUE"),
        few=_few(conditions, along),
        quiet=[] if filters.board else quiet,
    )


def _key(sort: str, after: str, quiet: list[int]) -> tuple[Any, int] | None:
    """Where the page begins. A cursor among boards whose votes aren't seen says nothing to whoever sees them."""
    key = key_of(sort, decode(after) if after else None)
    return None if key and sort == "top" and key[0] < 0 and not quiet else key


def _quiet(filters: Filters, reader: Person | None, around: Known) -> list[int]:
    """The boards in this list whose votes the reader doesn't see. Where voting is over, they are shown."""
    over = filters.stage in list(Stage) and filters.stage not in OPEN
    if (reader and reader.is_staff) or over or filters.sort not in BY_VOTES:
        return []
    return [
        each.id
        for each in around.grounds
        if each.quiet and each.audience in audiences(reader) and filters.board in ("", each.slug)
    ]


def _conditions(filters: Filters, reader: Person | None) -> dict[str, Where]:
    """What the filters demand, each by its name."""
    made = {}
    if filters.board:
        made["board"] = Where(
            "i.board_id = (SELECT id FROM board WHERE slug = :board)", {"board": filters.board}
        )
    if filters.kind in list(Kind):
        made["kind"] = Where("i.kind = :kind", {"kind": filters.kind})
    if filters.stage in list(Stage):
        made["stage"] = Where("i.stage = :stage", {"stage": filters.stage})
    elif filters.stage != "all":
        made["open"] = Where("i.stage IN :stages", {"stages": [stage.value for stage in OPEN]})
    if filters.tag:
        made["tag"] = Where(TAGGED, {"tag": filters.tag})
    if filters.mine:
        made["mine"] = Where(f"i.id IN ({WROTE % {'them': '= :me'}})", {"me": reader.id if reader else 0})
    if filters.unanswered:
        made["unanswered"] = Where("i.answered_at IS NULL")
    return made


def _all(conditions: list[Where]) -> Where:
    whole = Where("TRUE")
    for condition in conditions:
        whole &= condition
    return whole


def _along(sort: str, conditions: dict[str, Where]) -> str:
    """The filter with which an index in this order begins; "" where the plain one is read."""
    begins = {"trending": ("board", "stage", "kind"), "new": ("board",)}.get(sort, ())
    return next((name for name in begins if name in conditions), "")


def _few(conditions: dict[str, Where], along: str) -> Where | None:
    """Ids among which all of the list are, by the filter that lets through the fewest; None where none may."""
    if "tag" in conditions and not {"narrowing", "mine"} & set(conditions):
        return Where(WITH_TAG, conditions["tag"].values)
    for name in ("narrowing", "mine", "stage", "board"):
        if name in conditions and name != along:
            return Where(f"SELECT i.id FROM idea i WHERE {conditions[name].sql}", conditions[name].values)
    return None

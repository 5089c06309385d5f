"""What people have among themselves, which nobody reads through this site by being staff: rooms, documents and joint
proposals, messages, who blocked whom, and what was reported from there.

An export without it holds nothing that stands on such a row: a row that must refer to one is left out as well, a
reference that may be empty is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from moving.exporting.tables import Column, Table
from partners.publishing import PUBLISHING
from partners.seeing import SUBJECTS

PRIVATE = frozenset({"room", "conversation", "partner_report", "block"})
"""Tables that are left out whole. Whatever belongs to one of them (a post, a message) is left out with it."""

UNTOLD = ("person.blocked", "person.unblocked")
"""Actions that only whoever did them knows of."""

MAKING = "export"
"""The kind of task that makes an export: it isn't work for whoever takes that in."""

ALWAYS = {"task": f"{{t}}.kind <> '{MAKING}'"}

WITHOUT = {
    "event": f"""{{t}}.action NOT IN ({", ".join(f"'{name}'" for name in UNTOLD)})
                 AND CAST({{t}}.details AS TEXT) NOT LIKE '%partner_report%'""",
    "task": f"{{t}}.kind <> '{PUBLISHING}' AND ({{t}}.kind <> 'fanout' OR {{event}})",
}
"""Conditions on rows that no reference tells about. `{event}`: the event that a fan-out tells of is exported."""

_SUBJECTS = ", ".join(f"'{name}'" for name in sorted(SUBJECTS))


@dataclass(frozen=True)
class Selection:
    """What is exported of a table: the condition on its rows, `{t}` standing for the table's alias; and what stands
    in place of a column that isn't exported as it is."""

    condition: str = "TRUE"
    instead: dict[str, str] = field(default_factory=dict)

    @property
    def everything(self) -> bool:
        return self.condition == "TRUE"


def selections(tables: Sequence[Table], *, private: bool) -> dict[str, Selection]:
    """What is exported of each table; a table that isn't named is left out whole. `tables` stand in their order."""
    if private:
        return {table.name: Selection(ALWAYS.get(table.name, "TRUE")) for table in tables}
    kept: dict[str, Selection] = {}
    for table in sorted(tables, key=lambda each: each.name == "task"):  # which asks for the events
        needs = [each for each in table.columns if each.to and not each.null]
        if table.name not in PRIVATE and all(each.to in kept for each in needs):
            kept[table.name] = _selection(table, needs, kept)
    return kept


def _selection(table: Table, needs: Sequence[Column], kept: Mapping[str, Selection]) -> Selection:
    conditions = [ALWAYS.get(table.name), WITHOUT.get(table.name)]
    if "subject_type" in table.names:
        conditions.append(f"{{t}}.subject_type NOT IN ({_SUBJECTS})")
    conditions += [_there(each, kept[each.to]) for each in needs if not kept[each.to].everything]
    whole = " AND ".join(f"({each})" for each in conditions if each) or "TRUE"
    if "{event}" in whole:
        whole = whole.replace(
            "{event}", _there(Column("reference", "integer", False, "event"), kept["event"])
        )
    known = {**kept, table.name: Selection(whole)}
    return Selection(whole, {each.name: put for each in table.columns if (put := _instead(each, known))})


def _there(column: Column, of: Selection) -> str:
    """A condition: the row that this column refers to is exported."""
    alias = f"{{t}}_{column.name}"
    return (
        f'EXISTS (SELECT 1 FROM "{column.to}" {alias} WHERE {alias}.id = {{t}}."{column.name}" '
        f"AND {of.condition.replace('{t}', alias)})"
    )


def _instead(column: Column, known: Mapping[str, Selection]) -> str:
    """What is exported of a reference that may be empty; "": the reference itself."""
    if not column.to or not column.null or (column.to in known and known[column.to].everything):
        return ""
    if column.to not in known:
        return "NULL"
    return f'CASE WHEN {_there(column, known[column.to])} THEN {{t}}."{column.name}" END'

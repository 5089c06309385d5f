"""What the head of every page counts for whoever is signed in: notices that they haven't read, and the inbox."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from activity.queries import unread
from core.database import Row, row
from core.kept import Kept
from people.models import Person
from triage import inbox
from triage.permissions import can_triage


@dataclass(frozen=True)
class Heading:
    """`unread`: up to 100 notices; `waiting`: up to 1,000 ideas in the inbox, 0 for whoever doesn't work here;
    `besides`: the columns that were asked for along with them."""

    unread: int = 0
    waiting: int = 0
    besides: Row = field(default_factory=dict)


async def heading(reader: Person, besides: str = "", values: Mapping[str, object] | None = None) -> Heading:
    """One statement, kept for a moment for this person and their role. `besides` are columns in SQL that a face wants
    counted in it too, with their values; the same for everybody in a role."""
    return await _kept.get(lambda: _count(reader, besides, values or {}), reader.id, reader.role, besides)


async def _count(reader: Person, besides: str, more_values: Mapping[str, object]) -> Heading:
    counted, values = unread(reader)
    parts = [f"{counted} AS unread", *([besides] if besides else [])]
    values |= more_values
    if can_triage(reader):
        counted, more = inbox.counted(reader)
        values |= more
        parts.append(f"{counted} AS waiting")
    found = await row(f"SELECT {', '.join(parts)}", **values)
    assert found is not None
    return Heading(found.pop("unread"), found.pop("waiting", 0), found)


_kept: Kept[Heading] = Kept()

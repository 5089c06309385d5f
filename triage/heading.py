"""What the head of every page counts for whoever is signed in: notices that they haven't read, and the inbox."""

from dataclasses import dataclass

from activity.queries import unread
from core.database import row
from core.kept import Kept
from people.models import Person
from triage import inbox
from triage.permissions import can_triage


@dataclass(frozen=True)
class Heading:
    """`unread`: up to 100 notices; `waiting`: up to 1,000 ideas in the inbox, 0 for whoever doesn't work here."""

    unread: int = 0
    waiting: int = 0


async def heading(reader: Person) -> Heading:
    """One statement, kept for a moment for this person and their role."""
    return await _kept.get(lambda: _count(reader), reader.id, reader.role)


async def _count(reader: Person) -> Heading:
    counted, values = unread(reader)
    parts = [f"{counted} AS unread"]
    if can_triage(reader):
        counted, more = inbox.counted(reader)
        values |= more
        parts.append(f"{counted} AS waiting")
    found = await row(f"SELECT {', '.join(parts)}", **values)
    return Heading(**found) if found else Heading()


_kept: Kept[Heading] = Kept()

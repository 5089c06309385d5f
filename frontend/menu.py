"""Which ways among partners the menus show to whom."""

from dataclasses import dataclass

from core.database import Row
from partners.letters import UNREAD_TALKS
from partners.visibility import takes_part, visible_conversations
from people.models import Person


@dataclass(frozen=True)
class Ways:
    """`partners` for whoever takes part; `rooms` also for whoever is in one or invited into one, `messages` for whoever
    was written to. `unread`: conversations that hold something new."""

    partners: bool = False
    rooms: bool = False
    messages: bool = False
    unread: int = 0


def asked(person: Person) -> tuple[str, dict[str, object]]:
    """What `ways` is made of, as columns in SQL and their values, so that the head of a page asks for it along with its
    other numbers."""
    return (
        f"""{takes_part(person)} AS partners, EXISTS (SELECT 1 FROM membership
            WHERE person_id = :reader AND state IN ('active', 'invited')) AS belongs,
            EXISTS (SELECT 1 FROM conversation c WHERE {visible_conversations(person).sql}) AS written,
            {UNREAD_TALKS} AS unread_talks""",
        {"reader": person.id},
    )


def ways(found: Row) -> Ways:
    """What those columns say; nothing for a visitor, who has none."""
    takes = bool(found.get("partners"))
    return Ways(
        takes,
        takes or bool(found.get("belongs")),
        takes or bool(found.get("written")),
        found.get("unread_talks", 0),
    )

"""Who may see what happened between partners (fills `activity.ports`).

Asked when a notice is made, when it is listed and when its mail is sent: whoever has left a room meanwhile hears no
more of it, and between two people who have blocked each other nothing is heard.
"""

from collections.abc import Callable, Sequence
from functools import partial

from activity.models import Audience, Event
from core.database import on_sqlite, rows
from ideas.visibility import Where
from partners.visibility import (
    readable_rooms,
    unblocked,
    visible_conversations,
    visible_proposals,
    visible_rooms,
)
from people.models import Person

Sight = Callable[[Person | None], Where]

SUBJECTS: dict[str, tuple[str, str, Sight, Sight]] = {
    "room": ("room r", "r.id", visible_rooms, readable_rooms),
    "conversation": ("conversation c", "c.id", visible_conversations, visible_conversations),
    "proposal": ("proposal pr", "pr.id", visible_proposals, visible_proposals),
}
"""The subjects of this floor: their table, their id, and who reads what is meant for everyone who sees them, or for
those inside."""

TOLD_ANYWAY = ("proposal",)
"""Whoever's own text is about to be published hears of it, also from somebody whom they have blocked: else their no
couldn't be said in time."""


async def who_may_see(event: Event, person_ids: Sequence[int]) -> set[int]:
    """Of these persons, who may see this event now (fills `activity.ports.may_see`)."""
    people = await Person.filter(id__in=list(person_ids), deactivated_at=None)
    return {person.id for person in people if await _seen(person, [event])}


async def which_are_visible(person_id: int, events: Sequence[Event]) -> set[int]:
    """Of these events, which this person may see now, by id (fills `activity.ports.visible_among`)."""
    person = await Person.get_or_none(id=person_id, deactivated_at=None)
    return await _seen(person, events) if person else set()


async def _seen(person: Person, events: Sequence[Event]) -> set[int]:
    seen: set[int] = set()
    for subject in {event.subject_type for event in events} & SUBJECTS.keys():
        condition, values = _in_sql(subject, person)
        found = await rows(
            f"SELECT e.id FROM event e WHERE e.id IN :events AND e.subject_type = :subject AND ({condition})",
            **{**values, "events": sorted(event.id for event in events), "subject": subject},
        )
        seen |= {each["id"] for each in found}
    return seen


def _in_sql(subject: str, person: Person) -> tuple[str, dict[str, object]]:
    """A condition on the event `e` about such a subject, and its values."""
    table, column, outside, inside = SUBJECTS[subject]
    wide, close = outside(person), inside(person)
    meant = f"""(e.audience = '{Audience.PUBLIC.value}' AND ({wide.sql}))
                OR (e.audience = '{Audience.AUTHOR.value}'
                    AND (({close.sql}) OR ({_concerned()} = :reader AND ({wide.sql}))))"""
    return (
        f"""EXISTS (SELECT 1 FROM {table} WHERE {column} = e.subject_id AND ({meant}))
            AND (e.actor_id IS NULL OR {"TRUE" if subject in TOLD_ANYWAY else unblocked("e.actor_id")})""",
        {**wide.values, **close.values, "reader": person.id},
    )


def _concerned() -> str:
    """Whose membership the event `e` is about: they may know of it wherever they know of the room, though it is meant
    for those inside."""
    return "json_extract(e.details, '$.person')" if on_sqlite() else "(e.details ->> 'person')::bigint"


IN_SQL = {subject: partial(_in_sql, subject) for subject in SUBJECTS}
"""Who fills `activity.ports.seen_in_sql`, by subject."""

"""Who may see what happened to items, releases and improvements (fills `activity.ports`)."""

from collections.abc import Callable, Sequence
from functools import partial

from activity.models import Audience, Event
from core.database import rows
from ideas.visibility import Where
from people.models import Person, Role
from people.openness import is_meant, reader_of
from roadmap.visibility import visible_improvements, visible_items, visible_releases

SUBJECTS: dict[str, tuple[str, str, Callable[[Person | None], Where]]] = {
    "item": ("item m", "m.id", visible_items),
    "release": ("release r", "r.id", visible_releases),
    "improvement": ("improvement v", "v.id", visible_improvements),
}
"""The subjects of this floor: their table, their id, and what a reader may see of them."""


async def who_may_see(event: Event, person_ids: Sequence[int]) -> set[int]:
    """Of these persons, who may see this event now (fills `activity.ports.may_see`)."""
    people = await Person.filter(id__in=list(person_ids), deactivated_at=None)
    sights: dict[tuple[Role, int], list[Person]] = {}
    for person in people:
        sights.setdefault((person.role, 0 if person.is_staff else person.id), []).append(person)
    seeing: set[int] = set()
    for alike in sights.values():
        if await _seen(alike[0], [event]):
            seeing |= {person.id for person in alike}
    return seeing


async def which_are_visible(person_id: int, events: Sequence[Event]) -> set[int]:
    """Of these events, which this person may see now, by id (fills `activity.ports.visible_among`)."""
    person = await Person.get_or_none(id=person_id, deactivated_at=None)
    return await _seen(person, events) if person else set()


async def _seen(person: Person, events: Sequence[Event]) -> set[int]:
    """What isn't meant for everyone is meant for staff."""
    seen: set[int] = set()
    for subject, (table, column, visible) in SUBJECTS.items():
        those = [event for event in events if event.subject_type == subject]
        if not those:
            continue
        where = visible(person)
        found = await rows(
            f"SELECT {column} AS id FROM {table} WHERE {column} IN :ids AND {where.sql}",
            **{**where.values, "ids": sorted({event.subject_id for event in those})},
        )
        ids = {each["id"] for each in found}
        seen |= {
            event.id
            for event in those
            if event.subject_id in ids and (person.is_staff or event.audience is Audience.PUBLIC)
        }
    return seen


def _in_sql(subject: str, person: Person) -> tuple[str, dict[str, object]]:
    """The same as a condition on the event `e` about such a subject."""
    table, column, visible = SUBJECTS[subject]
    where = visible(person)
    meant = "TRUE" if person.is_staff else "e.audience = 'public'"
    return (
        f"{meant} AND EXISTS (SELECT 1 FROM {table} WHERE {column} = e.subject_id AND {where.sql})",
        where.values,
    )


IN_SQL = {subject: partial(_in_sql, subject) for subject in SUBJECTS}
"""Who fills `activity.ports.seen_in_sql`, by subject."""


async def open_now(event: Event, staff: bool) -> bool:
    """Whether any visitor, or any of the staff, may read this event now (fills `activity.ports.open_now`)."""
    if not is_meant(event, staff):
        return False
    table, column, visible = SUBJECTS[event.subject_type]
    where = visible(reader_of(staff))
    found = await rows(
        f"SELECT 1 AS here FROM {table} WHERE {column} = :subject AND {where.sql}",
        **{**where.values, "subject": event.subject_id},
    )
    return bool(found)

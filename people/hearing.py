"""Who may hear of what happens to a person: they themselves, and staff."""

from collections.abc import Sequence

from activity.models import Event
from people.models import Person, Role


async def who_may_hear(event: Event, person_ids: Sequence[int]) -> set[int]:
    """Of these persons, who may know of this event about a person (fills `activity.ports.may_see`)."""
    staff = [role for role in Role if role.is_staff]
    here = Person.filter(id__in=list(person_ids), deactivated_at=None)
    found = {person.id for person in await here.filter(role__in=staff)}
    return found | {person.id for person in await here.filter(id=event.subject_id)}


async def which_are_heard(person_id: int, events: Sequence[Event]) -> set[int]:
    """Of these events about persons, those this person may know of (fills `activity.ports.visible_among`)."""
    person = await Person.get_or_none(id=person_id, deactivated_at=None)
    if person is None:
        return set()
    return {event.id for event in events if person.is_staff or event.subject_id == person.id}


def heard_in_sql(person: Person) -> tuple[str, dict[str, object]]:
    """The same as a condition on the event `e` (fills `activity.ports.seen_in_sql`)."""
    return ("TRUE", {}) if person.is_staff else ("e.subject_id = :reader", {"reader": person.id})

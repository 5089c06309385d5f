"""Who hears of what concerns the yard as a whole, such as its webhooks: its admins (fills `activity.ports`)."""

from collections.abc import Sequence

from activity.models import Event
from people.models import Person, Role


async def who_runs_it(event: Event, person_ids: Sequence[int]) -> set[int]:
    """Of these persons, the admins (fills `activity.ports.may_see`)."""
    here = Person.filter(id__in=list(person_ids), role=Role.ADMIN, deactivated_at=None)
    return {person.id for person in await here}


async def which_are_run(person_id: int, events: Sequence[Event]) -> set[int]:
    """Of these events, those that this person may know of (fills `activity.ports.visible_among`)."""
    runs = await who_runs_it(events[0], [person_id]) if events else set()
    return {event.id for event in events} if runs else set()


def run_in_sql(person: Person) -> tuple[str, dict[str, object]]:
    """The same as a condition on the event `e` (fills `activity.ports.seen_in_sql`)."""
    return ("TRUE" if person.is_admin else "FALSE"), {}

"""Readers who are nobody in particular: any visitor, and any of the staff. Programs read as one of the two."""

from activity.models import Audience, Event
from people.models import Person, Role


def reader_of(staff: bool) -> Person | None:
    """The reader as whom a program reads; its role is all that is asked of it."""
    return Person(id=0, role=Role.EMPLOYEE) if staff else None


def is_meant(event: Event, staff: bool) -> bool:
    """Whether the event was recorded for such a reader. What they may see of its subject is another question."""
    return staff or event.audience is Audience.PUBLIC

"""Questions with a yes or no about votes."""

from typing import Any

from ideas.loop import OPEN, Stage
from people.models import Person


def takes_votes(idea: Any) -> bool:
    """Votes are taken on the way, from received to building, and on nothing that is held or hidden."""
    return Stage(idea.stage) in OPEN and not idea.held and not idea.hidden_at


def can_vote(person: Person | None, idea: Any) -> bool:
    """Every member who sees an idea may vote for it, its author too."""
    return person is not None and takes_votes(idea)


def can_vote_for(by: Person | None, person: Person) -> bool:
    """Staff vote on behalf of customers and partners, never of each other."""
    return by is not None and by.is_staff and not person.is_staff and person.deactivated_at is None


def sees_counts(person: Person | None, idea: Any, *, voted: bool) -> bool:
    """Where a board hides its counts, they are shown to whoever has voted, to staff, and once votes are closed."""
    return (
        not idea.hide_counts
        or voted
        or (person is not None and person.is_staff)
        or Stage(idea.stage) not in OPEN
    )

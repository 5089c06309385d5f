"""A vote as it is cast or taken back, before either database knows of it, and what came of it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Ballot:
    """Somebody's vote for an idea, with what decides whether they see it. `cast_by`: staff who vote on their behalf,
    and who record it themselves. `taking_back`: their votes for it, and for what was merged into it, are to go."""

    idea: int
    person: int
    audiences: tuple[str, ...]
    sees_all: bool
    at: datetime
    weight: int = 1
    cast_by: int | None = None
    taking_back: bool = False


@dataclass(frozen=True)
class Outcome:
    """What came of a ballot: whether anything changed, and how the idea and the person's vote stand afterwards, which
    is all that a vote's button shows.

    `following` is "following", "muted" (the idea or anything that was merged into it) or None. `weight`, `cast_by_id`
    and `cast_by_name` are those of the vote by which the person counts there, or None.
    """

    changed: bool
    open: bool
    stage: str
    votes: int
    votes_imported: int
    title: str
    lang: str
    hide_counts: bool
    following: str | None
    weight: int | None
    cast_by_id: int | None
    cast_by_name: str | None


def followed(muted: object) -> str | None:
    """What a database says of the person's subscriptions: whether any is muted, or None where there are none."""
    return None if muted is None else "muted" if muted else "following"

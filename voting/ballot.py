"""A vote as it is cast, before either database knows of it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Ballot:
    """Somebody's vote for an idea, with what decides whether they see it. `cast_by`: staff who vote on their behalf,
    and who record it themselves."""

    idea: int
    person: int
    audiences: tuple[str, ...]
    sees_all: bool
    at: datetime
    weight: int = 1
    cast_by: int | None = None

"""How ideas rank: stored with each idea, changed by each vote, never recomputed for all."""

from datetime import datetime
from math import log10

HALF_DAY = 45_000
"""Seconds: an idea with ten times the votes holds its place against one that is this much younger (12.5 hours)."""


def hot(votes: int, created: datetime) -> float:
    """The rank by which "trending" orders: log10 of the votes made here plus the age in half days."""
    return log10(max(votes, 1)) + created.timestamp() / HALF_DAY


HOT_ON_POSTGRES = f"log(greatest(%s, 1)::float8) + extract(epoch from created_at)::float8 / {HALF_DAY}"
"""The same in PostgreSQL, `%s` being the expression for the votes."""

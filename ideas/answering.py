"""Ending the silence: the first public word of a named employee, said or written as the reason of a move."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from core.clock import now
from ideas.finding import authors_of
from ideas.loop import OPEN
from ideas.models import Idea
from people.models import Person


def waits_too_long(found: Mapping[str, Any]) -> bool:
    """Whether this idea, a row with its board's `promise_days`, is on the way and unanswered beyond the promise."""
    late = found["created_at"] < now() - timedelta(days=found["promise_days"])
    return late and found["stage"] in OPEN and not found["answered_at"]


async def mark_answered(idea: Idea, by: Person) -> None:
    """Inside a transaction: a named employee has spoken to everyone. Their own idea nobody answers."""
    if by.is_staff and not idea.answered_at and by.id not in await authors_of(idea.id):
        idea.answered_at = now()
        await idea.save(update_fields=["answered_at"])

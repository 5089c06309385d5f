"""The table of contents: every module with endpoints, and all that they declare."""

from collections.abc import Sequence
from types import ModuleType

from api.ground.endpoints import REGISTERED, Endpoint
from api.resources import (
    boards,
    comments,
    following,
    ideas,
    improvements,
    me,
    people,
    releases,
    roadmap,
    triage,
    verdicts,
    votes,
    webhooks,
)

NOUNS: Sequence[ModuleType] = (
    ideas,
    votes,
    comments,
    following,
    verdicts,
    triage,
    roadmap,
    releases,
    improvements,
    boards,
    people,
    me,
    webhooks,
)
"""Where two paths could match, the one that stands first does."""


def endpoints() -> list[Endpoint]:
    """Every endpoint, noun by noun in this order."""
    places = {module.__name__: place for place, module in enumerate(NOUNS)}
    return sorted(REGISTERED.values(), key=lambda each: places[each.function.__module__])

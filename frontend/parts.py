"""Parts of a page: each says what it asks and how it shows the answers, and all of them ask in one statement."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from core.asking import Question, together


@dataclass(frozen=True)
class Part:
    """`shows` makes of the answers, given by the names of the questions, what its templates read."""

    asks: Mapping[str, Question[Any]]
    shows: Callable[..., Mapping[str, Any]]


async def shown(*parts: Part) -> dict[str, Any]:
    """What the templates of all these parts read; a later one has the last word."""
    asked = {(place, name): each for place, part in enumerate(parts) for name, each in part.asks.items()}
    answers = await together(asked)
    context: dict[str, Any] = {}
    for place, part in enumerate(parts):
        context |= part.shows(**{name: answers[place, name] for name in part.asks})
    return context

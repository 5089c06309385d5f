"""Recording what happens to an idea, with what its story needs to know of that moment."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from activity.models import Audience, Calling, Event
from activity.operations import record
from ideas.finding import who_may_read
from ideas.models import Idea
from ideas.ports import happened
from people.models import Person


async def note(
    action: StrEnum,
    idea: Idea,
    *,
    by: Person | None,
    audience: Audience = Audience.PUBLIC,
    words: Mapping[str, tuple[str, str]] | None = None,
    calling: Mapping[int, Calling] | None = None,
    **details: Any,
) -> Event:
    """An event about the idea, which the floors above hear of in the same transaction.

    It carries the number of votes of its moment, so that a story can say how many came in between without counting.
    """
    event = await record(
        action,
        by=by,
        about=("idea", idea.id),
        audience=audience,
        words=words,
        calling=calling,
        votes=idea.votes,
        **details,
    )
    for hear in happened.answerers:
        await hear(event, idea, by)
    return event


async def callings(
    idea: Idea, audience: Audience, mentions: Sequence[Person], by: Person
) -> dict[int, Calling]:
    """Of the persons mentioned, those who may see it, each to be told."""
    seeing = await who_may_read(idea.id, audience, [person.id for person in mentions if person.id != by.id])
    return dict.fromkeys(sorted(seeing), Calling.MENTIONED)

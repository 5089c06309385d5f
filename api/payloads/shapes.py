"""What every message to a webhook shares: `type`, `timestamp` and `data`, and in the data who did it to what.

Of an event's details a message tells those that its model has a field for. A field that names another thing
(`NAMED`) holds that thing, or null where the message's reader may not see it.
"""

from datetime import datetime
from typing import Annotated, Any, ClassVar

from pydantic import Field

from api.ground.shapes import Answer, example
from api.payloads.things import IDEA, IMPROVEMENT, ITEM, RELEASE, IdeaNamed, WorkNamed
from core.words import N_

WHEN = "2027-03-31T09:00:00Z"
By = Annotated[
    int | None, Field(description=N_("Who did it, by number; null where nobody in particular did."))
]
Number = Annotated[
    int, Field(description=N_("The event's number: it grows with time, and no two are alike."))
]


class Data(Answer):
    """`NAMED`: fields that name things, each with the detail that holds the number and the thing's type."""

    NAMED: ClassVar[dict[str, tuple[str, str]]] = {}
    event: Number
    by: By


class OfIdea(Data):
    idea: IdeaNamed


class OfComment(OfIdea):
    comment: int
    url: Annotated[str, Field(description=N_("The comment's own address."))]


class OfItem(Data):
    item: WorkNamed


class OfRelease(Data):
    release: WorkNamed


class OfImprovement(Data):
    improvement: WorkNamed


class Payload(Answer):
    """One message. Each kind has a model of its own, whose `type` is its name."""

    timestamp: Annotated[datetime, Field(description=N_("When it happened."))]


SUBJECTS: dict[type[Data], dict[str, Any]] = {
    OfComment: {"idea": IDEA, "comment": 12, "url": f"{IDEA['url']}#comment-12"},
    OfIdea: {"idea": IDEA},
    OfItem: {"item": ITEM},
    OfRelease: {"release": RELEASE},
    OfImprovement: {"improvement": IMPROVEMENT},
}


def shown(kind: str, data: type[Data], **more: Any) -> Any:
    """A message's `model_config`: its example, made of its subject's and of what it has besides."""
    subject = next(its for base, its in SUBJECTS.items() if issubclass(data, base))
    return example(type=kind, timestamp=WHEN, data={"event": 4711, "by": 9, **subject, **more})

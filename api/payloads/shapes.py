"""What every message to a webhook shares: `type`, `timestamp` and `data`, and in the data who did it to what.

Of an event's details a message tells those that its model has a field for. A field that names another thing
(`NAMED`) holds that thing, or null where the message's reader may not see it.
"""

from datetime import datetime
from typing import Annotated, Any, ClassVar

from pydantic import ConfigDict, Field

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


SUBJECTS: dict[str, dict[str, Any]] = {
    "idea": {"idea": IDEA},
    "comment": {"idea": IDEA, "comment": 12, "url": f"{IDEA['url']}#comment-12"},
    "item": {"item": ITEM},
    "release": {"release": RELEASE},
    "improvement": {"improvement": IMPROVEMENT},
}


def about(subject: str, **more: Any) -> ConfigDict:
    """The `model_config` of data about such a subject, with its example: `more` is what it has besides."""
    return example(event=4711, by=9, **{**SUBJECTS[subject], **more})


class Data(Answer):
    """`NAMED`: fields that name things, each with the detail that holds the number and the thing's type."""

    NAMED: ClassVar[dict[str, tuple[str, str]]] = {}
    event: Number
    by: By


class OfIdea(Data):
    model_config = about("idea")
    idea: IdeaNamed


class OfComment(OfIdea):
    model_config = about("comment")
    comment: int
    url: Annotated[str, Field(description=N_("The comment's own address."))]


class OfItem(Data):
    model_config = about("item")
    item: WorkNamed


class OfRelease(Data):
    model_config = about("release")
    release: WorkNamed


class OfImprovement(Data):
    model_config = about("improvement")
    improvement: WorkNamed


class Payload(Answer):
    """One message. Each kind has a model of its own, whose `type` is its name."""

    timestamp: Annotated[datetime, Field(description=N_("When it happened."))]


def shown(kind: str, data: type[Data], **otherwise: Any) -> ConfigDict:
    """A message's `model_config`: its example has that of its data, as far as it isn't otherwise here."""
    extra: Any = data.model_config["json_schema_extra"]
    return example(type=kind, timestamp=WHEN, data={**extra["examples"][0], **otherwise})

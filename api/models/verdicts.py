"""Whether it worked, as programs say it."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from api.ground.shapes import Answer, Body, example
from api.models.ideas import SOMEBODY, Somebody
from api.models.improvements import TALLY, Tally
from core.words import N_
from ideas.loop import Stage
from roadmap import models


class NewVerdict(Body):
    """Whether what was shipped solved it. Partly and no want words."""

    model_config = example(answer="partly", comment="It still forgets my choice.")
    answer: models.Answer
    comment: Annotated[str, Field(max_length=2_000)] = ""


class Verdict(Answer):
    """What you answered, and where the idea stands now."""

    model_config = example(
        id=17,
        idea=7,
        cycle=1,
        answer="partly",
        comment="It still forgets my choice.",
        stage="shipped",
        given_at="2027-04-02T09:30:00Z",
    )
    id: int
    idea: int
    cycle: Annotated[int, Field(description=N_("Which attempt at it was judged, from 1."))]
    answer: models.Answer
    comment: str
    stage: Stage
    given_at: datetime


SAID = {
    "id": 17,
    "idea": 9,
    "cycle": 1,
    "answer": "partly",
    "comment": "It still forgets my choice.",
    "lang": "en",
    "author": True,
    "by": SOMEBODY,
    "given_at": "2027-04-02T09:30:00Z",
}


class Said(Answer):
    """What somebody answered who wanted it: with words, or as its author."""

    model_config = example(**SAID)
    id: int
    idea: int
    cycle: Annotated[int, Field(description=N_("Which attempt at it was judged, from 1."))]
    answer: models.Answer
    comment: str
    lang: str
    author: Annotated[bool, Field(description=N_("Whether they brought it; else they voted for it."))]
    by: Annotated[Somebody | None, Field(description=N_("Null where they don't show their name."))]
    given_at: datetime


class Verdicts(Answer):
    """What people say of an improvement: how many of those who were asked, about all its complaints that you may see,
    and in words, the latest first."""

    model_config = example(verdicts=TALLY, items=[SAID], next=None)
    verdicts: Tally
    items: list[Said]
    next: str | None

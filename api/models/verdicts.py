"""Whether it worked, as programs say it."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from api.ground.shapes import Answer, Body, example
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

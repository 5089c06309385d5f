"""Improvements as programs send and read them: what was done against complaints, and whether it worked."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from api.ground.shapes import Answer, Body, Flag, Id, Paged, Query, example
from api.models.asking import Text, Title
from api.models.ideas import SOMEBODY, Somebody
from api.models.roadmap import LINKED, LinkedIdea
from core.words import N_
from roadmap import evidence, quotes
from roadmap.drafts import LONGEST_REASON, MOST_COMPLAINTS
from roadmap.models import ImprovementState, Moment


class WallSort(StrEnum):
    """The order of the wall."""

    NEWEST = "newest"
    CONFIRMED = "confirmed"


class Standing(StrEnum):
    """What a list shows: what was posted, also where it was retracted, or what is being drafted."""

    POSTED = "posted"
    DRAFT = "draft"


class ImprovementsAsked(Paged):
    """Drafts are shown to staff alone, the latest first."""

    sort: Annotated[WallSort, Field(examples=["newest"])] = WallSort.NEWEST
    board: Annotated[str, Field(max_length=60, examples=["ideas"])] = ""
    state: Annotated[Standing, Field(examples=["posted"])] = Standing.POSTED


class Shipping(Query):
    """`ship`: the complaints that no item of the roadmap answers get one that is shipped already."""

    ship: Flag = False


EVIDENCE = {
    "moment": "before",
    "text": "",
    "value": 12.5,
    "unit": "s",
    "measured_at": "2027-03-01",
    "source": "Server log",
}


class Evidence(Body):
    """How it was before or is now: in words, as a number with its unit, day and source, or both."""

    model_config = example(**EVIDENCE)
    moment: Moment
    text: Annotated[str, Field(max_length=evidence.LONGEST_TEXT)] = ""
    value: Annotated[float | None, Field(ge=-evidence.LARGEST, le=evidence.LARGEST)] = None
    unit: Annotated[str, Field(max_length=evidence.LONGEST_UNIT)] = ""
    measured_at: date | None = None
    source: Annotated[str, Field(max_length=evidence.LONGEST_SOURCE)] = ""


class Quote(Body):
    """A passage of a complaint, word for word as it stands in its title, its text or a public comment."""

    model_config = example(complaint=9, words="It takes a minute.")
    complaint: Id
    words: Annotated[str, Field(max_length=quotes.LONGEST)]


Quotes = Annotated[list[Quote], Field(max_length=MOST_COMPLAINTS)]
Pieces = Annotated[list[Evidence], Field(max_length=evidence.MOST)]


class NewImprovement(Body):
    """An improvement to draft. What it still lacks may come later, before it is posted."""

    model_config = example(
        title="Search in a second",
        complaints=[9],
        what_was_wrong="It took a minute.",
        what_changed="There is an index now.",
        evidence=[EVIDENCE, {**EVIDENCE, "moment": "after", "value": 0.9, "measured_at": "2027-03-31"}],
    )
    title: Title
    complaints: Annotated[list[Id], Field(max_length=MOST_COMPLAINTS)]
    quotes: Annotated[Quotes, Field(default_factory=list)]
    what_was_wrong: Text = ""
    what_changed: Text = ""
    lesson: Text = ""
    unmeasured_because: Annotated[str, Field(max_length=LONGEST_REASON)] = ""
    evidence: Annotated[Pieces, Field(default_factory=list)]


TALLY = {"asked": 12, "yes": 7, "partly": 1, "no": 0, "cant_tell": 1}


class Tally(Answer):
    """How many were asked whether it worked, and what they answered."""

    model_config = example(**TALLY)
    asked: int
    yes: int
    partly: int
    no: int
    cant_tell: int


COMPLAINT = {
    **LINKED,
    "kind": "complaint",
    "stage": "shipped",
    "quote": "It takes a minute.",
    "verdicts": TALLY,
}


class AnsweredComplaint(LinkedIdea):
    """A complaint that an improvement answers, as far as you may see it."""

    model_config = example(**COMPLAINT)
    quote: str
    verdicts: Tally


IMPROVEMENT = {
    "id": 5,
    "url": "https://yard.example.com/improvements/5",
    "title": "Search in a second",
    "lang": "en",
    "state": "posted",
    "by": {**SOMEBODY, "staff": True},
    "what_was_wrong": "It took a minute.",
    "what_changed": "There is an index now.",
    "lesson": "",
    "complaints": [COMPLAINT],
    "verdicts": TALLY,
    "created_at": "2027-03-29T09:30:00Z",
    "posted_at": "2027-03-31T09:30:00Z",
    "retracted_at": None,
}


class ImprovementInList(Answer):
    """An improvement as it stands on the wall."""

    model_config = example(**IMPROVEMENT)
    id: int
    url: str
    title: str
    lang: str
    state: ImprovementState
    by: Annotated[Somebody | None, Field(description=N_("Who signed it."))]
    what_was_wrong: Text
    what_changed: Text
    lesson: Text
    complaints: list[AnsweredComplaint]
    verdicts: Annotated[Tally, Field(description=N_("Those of all its complaints that you may see."))]
    created_at: datetime
    posted_at: datetime | None
    retracted_at: datetime | None


class ShownEvidence(Answer):
    """How it was before or is now."""

    model_config = example(**EVIDENCE)
    moment: Moment
    text: str
    value: float | None
    unit: str
    measured_at: date | None
    source: str


class Improvement(ImprovementInList):
    """An improvement, whole."""

    model_config = example(**IMPROVEMENT, evidence=[EVIDENCE], unmeasured_because="", retracted_because="")
    evidence: list[ShownEvidence]
    unmeasured_because: str
    retracted_because: str


class Improvements(Answer):
    """A page of the wall."""

    model_config = example(items=[IMPROVEMENT], next=None)
    items: list[ImprovementInList]
    next: str | None

"""Ideas and complaints, as programs ask for and send them."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from api.ground.shapes import Body, Flag, Paged, Query, example
from core.words import N_
from ideas.models import Kind
from ideas.tags import LONGEST, MOST
from ideas.words import LONGEST_TITLE, SHORTEST_TITLE

Title = Annotated[str, Field(min_length=SHORTEST_TITLE, max_length=LONGEST_TITLE)]
Text = Annotated[str, Field(max_length=20_000, description=N_("Markdown."))]
Tag = Annotated[str, Field(max_length=LONGEST, pattern=r"^[^,;\n\r]*$")]
Tags = Annotated[list[Tag], Field(max_length=MOST)]


class Sort(StrEnum):
    """The order of a list; `relevance` where something is searched for."""

    TRENDING = "trending"
    NEW = "new"
    TOP = "top"
    DISCUSSED = "discussed"
    RELEVANCE = "relevance"


class StageAsked(StrEnum):
    """A stage, all that are on the way, or any. A test holds that it knows every stage."""

    OPEN = "open"
    ALL = "all"
    RECEIVED = "received"
    REVIEWING = "reviewing"
    PLANNED = "planned"
    BUILDING = "building"
    SHIPPED = "shipped"
    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    DECLINED = "declined"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"


class IdeasAsked(Paged):
    """What a list shows; a search finds in any stage unless told otherwise."""

    sort: Annotated[Sort | None, Field(examples=["trending"])] = None
    kind: Annotated[Kind | None, Field(examples=["idea"])] = None
    board: Annotated[str, Field(max_length=60, examples=["ideas"])] = ""
    stage: Annotated[StageAsked | None, Field(examples=["open"])] = None
    tag: Annotated[str, Field(max_length=200, examples=["calendar"])] = ""
    q: Annotated[str, Field(max_length=200, examples=["dark mode"])] = ""
    mine: Flag = False
    voted: Flag = False
    unanswered: Flag = False


class Likeness(Query):
    """What is compared: a title, or a title and what explains it on further lines."""

    text: Annotated[str, Field(min_length=1, max_length=2_000, examples=["Dark theme"])]


class NewIdea(Body):
    """An idea or a complaint to post."""

    model_config = example(
        kind="idea",
        board="ideas",
        title="Dark mode for the calendar",
        body="My eyes hurt at night.",
        tags=["calendar"],
    )
    kind: Kind = Kind.IDEA
    board: Annotated[str, Field(max_length=60)]
    title: Title
    body: Text = ""
    tags: Annotated[Tags, Field(default_factory=list)]


class IdeaChange(Body):
    """What is to read otherwise; what is left out stays."""

    model_config = example(title="Dark mode everywhere", tags=["calendar", "night"])
    title: Title | None = None
    body: Text | None = None
    tags: Tags | None = None

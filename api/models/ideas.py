"""Ideas and complaints, as programs send and read them."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from api.ground.shapes import Answer, Body, Flag, Paged, Query, example
from core.words import N_
from ideas.loop import Stage
from ideas.models import Kind
from ideas.tags import LONGEST, MOST
from ideas.words import LONGEST_TITLE, SHORTEST_TITLE

Title = Annotated[str, Field(min_length=SHORTEST_TITLE, max_length=LONGEST_TITLE)]
Text = Annotated[str, Field(max_length=20_000, description=N_("Markdown."))]
Tag = Annotated[str, Field(max_length=LONGEST, pattern=r"^[^,;\n\r]*$")]
Tags = Annotated[list[Tag], Field(max_length=MOST)]
Votes = Annotated[int | None, Field(description=N_("Null where the board hides its counts from you."))]


class Sort(StrEnum):
    """The order of a list; `relevance` where something is searched for."""

    TRENDING = "trending"
    NEW = "new"
    TOP = "top"
    DISCUSSED = "discussed"
    RELEVANCE = "relevance"


StageAsked = StrEnum(
    "StageAsked", {"OPEN": "open", "ALL": "all", **{each.name: each.value for each in Stage}}
)
"""A stage, all that are on the way, or any."""


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


class Place(Answer):
    """A board."""

    model_config = example(slug="ideas", name="Ideas")
    slug: str
    name: str


class Somebody(Answer):
    """A person by the name that they chose."""

    model_config = example(id=12, name="Grace", url="https://yard.example.com/people/12", staff=False)
    id: int
    name: str
    url: str
    staff: bool


class Root(Answer):
    """Where something goes on that was merged."""

    model_config = example(id=3, title="A dark theme", url="https://yard.example.com/ideas/3-a-dark-theme")
    id: int
    title: str
    url: str


BRIEF = {
    "id": 7,
    "url": "https://yard.example.com/ideas/7-dark-mode-for-the-calendar",
    "kind": "idea",
    "board": {"slug": "ideas", "name": "Ideas"},
    "title": "Dark mode for the calendar",
    "lang": "en",
    "stage": "planned",
    "tags": ["calendar"],
    "votes": 42,
    "votes_imported": 0,
    "comments": 5,
    "voted": False,
}
SOMEBODY = {"id": 12, "name": "Grace", "url": "https://yard.example.com/people/12", "staff": False}


class Idea(Answer):
    """An idea or a complaint, whole."""

    model_config = example(
        **BRIEF,
        body="My eyes hurt at night.",
        authors=[SOMEBODY],
        owner=None,
        created_at="2027-03-01T09:30:00Z",
        edited_at=None,
        stage_changed_at="2027-03-09T14:00:00Z",
        answered_at=None,
        weight=None,
        following="following",
        merged_into=None,
        held=False,
        hidden=False,
    )
    id: int
    url: Annotated[str, Field(description=N_("Its page."))]
    kind: Kind
    board: Place
    title: str
    body: Text
    lang: str
    stage: Stage
    tags: list[str]
    votes: Votes
    votes_imported: Votes
    comments: int
    voted: Annotated[bool, Field(description=N_("Whether your vote counts here."))]
    weight: Annotated[int | None, Field(description=N_("What your vote weighs, 1 to 3."))]
    following: Annotated[
        str | None, Field(description=N_("Whether you hear of it: following, muted or null."))
    ]
    authors: list[Somebody]
    owner: Somebody | None
    created_at: datetime
    edited_at: datetime | None
    stage_changed_at: datetime
    answered_at: datetime | None
    merged_into: Root | None
    held: Annotated[bool, Field(description=N_("Whether it waits for review, out of sight."))]
    hidden: bool


class IdeaInList(Answer):
    """An idea or a complaint as it stands in a list."""

    model_config = example(
        **BRIEF,
        excerpt="My eyes hurt at night.",
        author="Grace",
        owner=None,
        created_at="2027-03-01T09:30:00Z",
        answered_at=None,
    )
    id: int
    url: str
    kind: Kind
    board: Place
    title: str
    excerpt: str
    lang: str
    stage: Stage
    tags: list[str]
    votes: Votes
    votes_imported: Votes
    comments: int
    voted: bool
    author: Annotated[str | None, Field(description=N_("The name of whoever brought it."))]
    owner: Somebody | None
    created_at: datetime
    answered_at: datetime | None


class Ideas(Answer):
    """A page of ideas and complaints."""

    model_config = example(items=[], next=None)
    items: list[IdeaInList]
    next: str | None


class SimilarIdea(Answer):
    """Something that may want the same."""

    model_config = example(
        **{name: value for name, value in BRIEF.items() if name != "tags"}, likeness=0.71, clear=True
    )
    id: int
    url: str
    kind: Kind
    board: Place
    title: str
    lang: str
    stage: Stage
    votes: Votes
    votes_imported: Votes
    comments: int
    voted: bool
    likeness: Annotated[float, Field(description=N_("0: nothing in common, 1: the same."))]
    clear: Annotated[bool, Field(description=N_("Whether it wants the same in all probability."))]


class SimilarIdeas(Answer):
    """What is like a text, the likest first. There is no further page."""

    model_config = example(items=[], next=None)
    items: list[SimilarIdea]
    next: None

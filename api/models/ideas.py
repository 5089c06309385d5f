"""Ideas and complaints, as programs read them."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from api.ground.shapes import Answer, example
from core.words import N_
from ideas.loop import Stage
from ideas.models import Kind

Votes = Annotated[int | None, Field(description=N_("Null where the board hides its counts from you."))]


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
    body: Annotated[str, Field(description=N_("Markdown."))]
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

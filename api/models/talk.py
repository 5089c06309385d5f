"""Votes, comments and what else is done with an idea, as programs send and read it."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from api.ground.shapes import Answer, Body, Id, Query, example
from api.models.ideas import SOMEBODY, Somebody, Votes
from core.words import N_
from ideas.loop import Decline, Stage
from ideas.models import CommentAudience
from ideas.words import LONGEST_COMMENT

Email = Annotated[str, Field(max_length=320, examples=["grace@example.com"])]
Reason = Annotated[str, Field(max_length=2_000)]
Words = Annotated[str, Field(min_length=1, max_length=LONGEST_COMMENT, description=N_("Markdown."))]


class Vote(Answer):
    """How a vote and its idea stand."""

    model_config = example(voted=True, weight=2, votes=43, votes_imported=0, following="following")
    voted: bool
    weight: int | None
    votes: Votes
    votes_imported: Votes
    following: str | None


class VoteCast(Body):
    """Both may be left out. A vote counts once, whatever it weighs."""

    model_config = example(weight=2)
    weight: Annotated[
        int | None, Field(ge=1, le=3, description=N_("1: nice to have, 2: important, 3: critical."))
    ] = None
    person: Annotated[
        Email | None,
        Field(alias="for", description=N_("For staff: the address of the customer or partner who said so.")),
    ] = None


class VoteFor(Query):
    """For staff: on whose behalf the vote was cast."""

    person: Annotated[Email, Field(alias="for")] = ""


class Following(Answer):
    """Whether you hear of it."""

    model_config = example(following="following")
    following: str | None


class Follow(Body):
    """`muted`: hear no more of it, whoever follows."""

    model_config = example(muted=False)
    muted: bool = False


class Comment(Answer):
    """Something said about an idea, with its replies. `removed`: a tombstone, its words gone."""

    model_config = example(
        id=31,
        idea=7,
        parent=None,
        author=SOMEBODY,
        body="I need this too.",
        lang="en",
        audience="everyone",
        answer=False,
        created_at="2027-03-02T10:00:00Z",
        edited_at=None,
        removed=False,
        hidden=False,
        replies=[],
    )
    id: int
    idea: Annotated[
        int, Field(description=N_("Where it was said; of what was merged, not where it is read."))
    ]
    parent: int | None
    author: Somebody | None
    body: str
    lang: str
    audience: CommentAudience
    answer: Annotated[bool, Field(description=N_("Whether it is the official answer."))]
    created_at: datetime
    edited_at: datetime | None
    removed: bool
    hidden: bool
    replies: list["Comment"]


class Comments(Answer):
    """A page of a conversation, oldest first."""

    model_config = example(items=[], next=None)
    items: list[Comment]
    next: str | None


class NewComment(Body):
    """Something to say. `audience` and `answer` are for staff."""

    model_config = example(body="I need this too.")
    body: Words
    audience: CommentAudience = CommentAudience.EVERYONE
    answer: Annotated[bool, Field(description=N_("Whether it is the official answer."))] = False
    parent: Annotated[Id | None, Field(description=N_("The comment that this replies to."))] = None


class CommentChange(Body):
    model_config = example(body="I need this too, every week.")
    body: Words


class NewOwner(Body):
    """The employee who answers for it, or null for nobody."""

    model_config = example(person=3)
    person: Id | None


class NewStage(Body):
    """Where it goes and why. `kind`, `alternative` and `revisit_on` go with a decline."""

    model_config = example(
        stage="declined",
        reason="The calendar will be replaced this summer.",
        kind="out_of_scope",
        alternative="The new calendar has a dark mode from the start.",
        revisit_on="2027-09-01",
    )
    stage: Stage
    reason: Reason = ""
    kind: Decline | None = None
    alternative: Reason = ""
    revisit_on: date | None = None


class Merge(Answer):
    """That an idea was merged into another."""

    model_config = example(id=4, idea=9, into=7, made_at="2027-03-05T11:00:00Z", undone_at=None)
    id: int
    idea: int
    into: int
    made_at: datetime
    undone_at: datetime | None


class NewMerge(Body):
    model_config = example(into=7)
    into: Id


class Word(Answer):
    """A person's words that belong to an event."""

    model_config = example(part="reason", body="Planned for the spring.", lang="en")
    part: str
    body: str
    lang: str


class Event(Answer):
    """Something that happened to an idea."""

    model_config = example(
        id=120,
        action="idea.moved",
        at="2027-03-09T14:00:00Z",
        actor=SOMEBODY,
        sentence="Grace moved it to Planned.",
        stage_before="reviewing",
        stage="planned",
        words=[{"part": "reason", "body": "Planned for the spring.", "lang": "en"}],
    )
    id: int
    action: str
    at: datetime
    actor: Somebody | None
    sentence: Annotated[str, Field(description=N_("What happened, in your language."))]
    stage_before: Stage | None
    stage: Annotated[Stage | None, Field(description=N_("Where it was moved, if it was."))]
    words: list[Word]


class Events(Answer):
    """A page of what happened, oldest first."""

    model_config = example(items=[], next=None)
    items: list[Event]
    next: str | None

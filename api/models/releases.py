"""Releases as programs send and read them."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from api.ground.shapes import Answer, Body, Id, Paged, example
from api.models.asking import Text
from api.models.ideas import SOMEBODY, Somebody
from api.models.roadmap import Audience
from core.words import N_
from ideas.models import BoardAudience
from ideas.words import LONGEST_TITLE
from roadmap.changelog import MOST
from roadmap.contents import LONGEST_VERSION
from roadmap.models import ItemStage

Version = Annotated[str, Field(min_length=1, max_length=LONGEST_VERSION)]
Held = Annotated[list[Id], Field(max_length=MOST)]
ReleaseTitle = Annotated[str, Field(max_length=LONGEST_TITLE)]


class ReleaseState(StrEnum):
    """Drafts are for staff; what was published stays readable when it is retracted."""

    DRAFT = "draft"
    PUBLISHED = "published"
    RETRACTED = "retracted"


class Published(StrEnum):
    """What a list shows: what came out, also where it was retracted, or what is being drafted."""

    PUBLISHED = "published"
    DRAFT = "draft"


class ReleasesAsked(Paged):
    """Drafts are shown to staff alone."""

    state: Annotated[Published, Field(examples=["published"])] = Published.PUBLISHED


class NewRelease(Body):
    """A release to draft, with the items of the roadmap that it brings."""

    model_config = example(version="2.4", title="For the night", notes="The calendar is **dark**.", items=[])
    version: Version
    title: ReleaseTitle = ""
    notes: Text = ""
    audience: Audience = BoardAudience.EVERYONE
    items: Annotated[Held, Field(default_factory=list)]


class ReleaseChange(Body):
    """What is to read otherwise; what is left out stays. While it stands published, its version and items don't
    change."""

    model_config = example(notes="The calendar is **dark** everywhere.")
    version: Version | None = None
    title: ReleaseTitle | None = None
    notes: Text | None = None
    audience: BoardAudience | None = None
    items: Held | None = None


RELEASED = {
    "id": 4,
    "url": "https://yard.example.com/roadmap/4",
    "title": "A calendar for the night",
    "lang": "en",
    "stage": "shipped",
}


class ReleasedItem(Answer):
    """An item that came out."""

    model_config = example(**RELEASED)
    id: int
    url: str
    title: str
    lang: str
    stage: ItemStage


RELEASE = {
    "id": 3,
    "url": "https://yard.example.com/releases/3",
    "version": "2.4",
    "title": "For the night",
    "notes": "The calendar is **dark**.",
    "lang": "en",
    "audience": "everyone",
    "state": "published",
    "by": {**SOMEBODY, "staff": True},
    "items": [RELEASED],
    "created_at": "2027-03-29T09:30:00Z",
    "published_at": "2027-03-31T09:30:00Z",
    "retracted_at": None,
}


class Release(Answer):
    """A release."""

    model_config = example(**RELEASE)
    id: int
    url: str
    version: str
    title: str
    notes: Text
    lang: str
    audience: Audience
    state: ReleaseState
    by: Annotated[Somebody | None, Field(description=N_("Who signed it."))]
    items: list[ReleasedItem]
    created_at: datetime
    published_at: datetime | None
    retracted_at: datetime | None


class Releases(Answer):
    """A page of releases, the latest first."""

    model_config = example(items=[RELEASE], next=None)
    items: list[Release]
    next: str | None

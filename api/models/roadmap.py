"""The roadmap as programs send and read it."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from api.ground.shapes import Answer, Body, Id, Paged, Query, example
from api.models.asking import Text, Title
from api.models.ideas import SOMEBODY, Somebody
from core.words import N_
from ideas.loop import Stage
from ideas.models import BoardAudience, Kind
from roadmap.links import MOST
from roadmap.models import Horizon, ItemStage

LONGEST_REASON = 2_000
Why = Annotated[str, Field(max_length=LONGEST_REASON)]
Wanted = Annotated[list[Id], Field(max_length=MOST)]
Audience = Annotated[BoardAudience, Field(description=N_("Who may see it."))]


class ItemsAsked(Paged):
    """What the list shows; with a board or a tag, the items that answer ideas from there."""

    stage: Annotated[ItemStage | None, Field(examples=["planned"])] = None
    board: Annotated[str, Field(max_length=60, examples=["ideas"])] = ""
    tag: Annotated[str, Field(max_length=200, examples=["calendar"])] = ""


class Because(Query):
    """Why something is taken back, for programs whose DELETE carries no body; whoever was told reads it."""

    reason: Annotated[str, Field(max_length=LONGEST_REASON, examples=["It lost drafts."])] = ""


class Reason(Body):
    """Why something is taken back; whoever was told reads it."""

    model_config = example(reason="It lost drafts.")
    reason: Why


class NewItem(Body):
    """Something to put on the roadmap, with the ideas that it answers."""

    model_config = example(
        title="A calendar for the night", stage="planned", horizon="next", promised_for="2099-03-31", ideas=[]
    )
    title: Title
    summary: Text = ""
    stage: ItemStage = ItemStage.EXPLORING
    horizon: Horizon = Horizon.LATER
    audience: Audience = BoardAudience.EVERYONE
    owner: Annotated[Id | None, Field(description=N_("The employee who looks after it."))] = None
    promised_for: date | None = None
    ideas: Annotated[Wanted, Field(default_factory=list)]


class ItemChange(Body):
    """What is to be otherwise; what is left out stays. `reason` is for a step back and for a promise that changes."""

    model_config = example(stage="building", horizon="now")
    title: Title | None = None
    summary: Text | None = None
    stage: ItemStage | None = None
    position: Annotated[int | None, Field(ge=0, lt=2**31, description=N_("Its place in its column."))] = None
    horizon: Horizon | None = None
    audience: BoardAudience | None = None
    owner: Annotated[Id | None, Field(description=N_("The employee who looks after it."))] = None
    promised_for: date | None = None
    reason: Why = ""


LINKED = {
    "id": 7,
    "url": "https://yard.example.com/ideas/7-dark-mode-for-the-calendar",
    "kind": "idea",
    "title": "Dark mode for the calendar",
    "lang": "en",
    "stage": "planned",
}


class LinkedIdea(Answer):
    """An idea or a complaint that something answers."""

    model_config = example(**LINKED)
    id: int
    url: str
    kind: Kind
    title: str
    lang: str
    stage: Stage


class Mentioned(Answer):
    """Something by its title and its address."""

    model_config = example(id=3, title="2.4", url="https://yard.example.com/releases/3")
    id: int
    title: str
    url: str


ITEM = {
    "id": 4,
    "url": "https://yard.example.com/roadmap/4",
    "title": "A calendar for the night",
    "lang": "en",
    "stage": "planned",
    "horizon": "next",
    "audience": "everyone",
    "promised_for": "2099-03-31",
    "promise_changed": False,
    "position": 0,
    "owner": {**SOMEBODY, "staff": True},
    "ideas": 1,
    "votes": 42,
    "created_at": "2027-03-01T09:30:00Z",
    "stage_changed_at": "2027-03-09T14:00:00Z",
}


class ItemInList(Answer):
    """Something on the roadmap as it stands in a list."""

    model_config = example(**ITEM)
    id: int
    url: str
    title: str
    lang: str
    stage: ItemStage
    horizon: Horizon
    audience: Audience
    promised_for: date | None
    promise_changed: Annotated[bool, Field(description=N_("Whether another day was promised before."))]
    position: int
    owner: Somebody | None
    ideas: Annotated[int, Field(description=N_("How many ideas it answers that you may see."))]
    votes: Annotated[int, Field(description=N_("Their votes, where you may see them counted."))]
    created_at: datetime
    stage_changed_at: datetime


class Item(ItemInList):
    """Something on the roadmap, whole."""

    model_config = example(**ITEM, summary="", linked=[LINKED], releases=[])
    summary: Text
    linked: Annotated[
        list[LinkedIdea], Field(description=N_("What it answers, the most votes first; 100 at most."))
    ]
    releases: list[Mentioned]


class Items(Answer):
    """A page of the roadmap, the latest made first."""

    model_config = example(items=[ITEM], next=None)
    items: list[ItemInList]
    next: str | None

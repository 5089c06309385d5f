"""Boards and tags, as programs read them."""

from typing import Annotated

from pydantic import Field

from api.ground.shapes import Answer, Paged, example
from core.words import N_
from ideas.models import BoardAudience

BOARD = {
    "id": 1,
    "slug": "ideas",
    "url": "https://yard.example.com/boards/ideas",
    "name": "Ideas",
    "lang": "en",
    "about": "",
    "audience": "everyone",
    "promise_days": 7,
    "hide_counts": False,
}


class Board(Answer):
    """A place for ideas, whose audience you belong to."""

    model_config = example(**BOARD)
    id: int
    slug: str
    url: str
    name: str
    lang: str
    about: str
    audience: BoardAudience
    promise_days: Annotated[int, Field(description=N_("So many days at most does an answer take."))]
    hide_counts: Annotated[bool, Field(description=N_("Whether its votes are counted out of sight."))]


class Boards(Answer):
    """All boards in their order. There is no further page."""

    model_config = example(items=[BOARD], next=None)
    items: list[Board]
    next: None


class TagsAsked(Paged):
    """Tags that begin with these letters."""

    q: Annotated[str, Field(max_length=40, examples=["cal"])] = ""


class UsedTag(Answer):
    """A word that ideas are found by."""

    model_config = example(name="calendar")
    name: str


class UsedTags(Answer):
    """A page of the tags that the ideas bear which you may see."""

    model_config = example(items=[{"name": "calendar"}], next=None)
    items: list[UsedTag]
    next: str | None

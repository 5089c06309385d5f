"""Boards and tags, as far as the caller sees them."""

from api.ground.endpoints import get
from api.models.boards import Board, Boards, TagsAsked, UsedTag, UsedTags
from api.paging import checked_cursor
from api.shown import absolute
from core.words import N_
from frontend.rendering import url_for
from ideas.boards import visible_boards
from ideas.tags import list_tags
from people.models import Person

SAID = ("id", "slug", "name", "lang", "about", "audience", "promise_days", "hide_counts")


@get("/boards", says=N_("The boards that you see, in their order"))
async def index(by: Person) -> Boards:
    found = await visible_boards(by)
    return Boards(
        items=[
            Board(**{name: each[name] for name in SAID}, url=absolute(url_for("board", slug=each["slug"])))
            for each in found
        ],
        next=None,
    )


@get("/tags", says=N_("The tags of the ideas that you see, in their order"))
async def tags(by: Person, query: TagsAsked) -> UsedTags:
    found, further = await list_tags(by, q=query.q, after=checked_cursor(query.after), limit=query.limit)
    return UsedTags(items=[UsedTag(name=name) for name in found], next=further)

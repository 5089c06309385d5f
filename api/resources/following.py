"""Following an idea, and what happened to it."""

from api import shown
from api.ground.endpoints import delete, get, put
from api.ground.shapes import Paged
from api.models.talk import Events, Follow, Following
from api.paging import checked_cursor
from core.paging import decode, encode
from core.words import N_
from frontend import stories
from ideas.merged import following
from ideas.operations import follow
from ideas.queries import visible_idea
from people.models import Person


@get("/ideas/{id}/events", says=N_("What happened to it, oldest first"))
async def events(number: int, by: Person, query: Paged) -> Events:
    found = await visible_idea(number, by)
    key = decode(checked_cursor(query.after)) if query.after else None
    told, more = await stories.told_of(found, by, after=key[1] if key else 0, limit=query.limit)
    return Events(
        items=[shown.event(entry, sentence) for entry, sentence in told],
        next=encode((more, more)) if more else None,
    )


@put("/ideas/{id}/subscription", says=N_("Follow it, or hear no more of it"))
async def subscribe(number: int, body: Follow | None, by: Person) -> Following:
    await follow(number, how="mute" if body and body.muted else "follow", by=by)
    return Following(following=await following(by.id, number))


@delete("/ideas/{id}/subscription", says=N_("Follow it no more"))
async def unsubscribe(number: int, by: Person) -> None:
    await follow(number, how="none", by=by)

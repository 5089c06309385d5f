"""In whose name a program calls, and what they were told."""

from activity.notices import mark_seen
from activity.queries import notice_of, notices_of, unread_count
from api import shown_people as shown
from api.ground.calls import Call
from api.ground.endpoints import get, post
from api.ground.shapes import Paged
from api.models.people import Looked, Me, Notice, Notices, Unread
from api.paging import cursor, number_before
from core.errors import NotFound
from core.words import N_
from frontend.notice_views import shown as as_shown
from people.models import Person
from people.queries import visible_profile


@get("/me", says=N_("In whose name you call, and what your token lets you do"))
async def show(call: Call, by: Person) -> Me:
    return shown.me(await visible_profile(by.id, by), await unread_count(by), call.scopes)


@get("/me/notices", says=N_("What you were told, the latest first"))
async def notices(by: Person, query: Paged) -> Notices:
    told, more = await notices_of(by.id, number_before(query.after), limit=query.limit)
    rows = await as_shown(told, by)
    return Notices(
        items=[shown.notice(each, row) for each, row in zip(told, rows, strict=True)], next=cursor(more)
    )


async def notice(number: int, by: Person) -> Notice:
    """One's own, as long as one may see what it is about."""
    told = await notice_of(by.id, number)
    if told is None:
        raise NotFound
    return shown.notice(told, (await as_shown([told], by))[0])


@post("/me/notices/{id}/seen", says=N_("Mark a notice as seen"), shows=notice, status=200)
async def see(number: int, by: Person) -> int:
    await notice(number, by)
    await mark_seen(by.id, only=number)
    return number


async def unread(number: int, by: Person) -> Unread:
    return Unread(unread=await unread_count(by))


@post("/me/notices/seen", says=N_("Mark all that you were told as seen"), shows=unread, status=200)
async def see_all(body: Looked | None, by: Person) -> int:
    await mark_seen(by.id, up_to=body.up_to if body else None)
    return int(by.id)

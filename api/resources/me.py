"""In whose name a program calls, and what they were told."""

from activity.queries import notices_of, unread_count
from api import shown_people as shown
from api.ground.calls import Call
from api.ground.endpoints import get
from api.ground.shapes import Paged
from api.models.people import Me, Notices
from api.paging import cursor, number_before
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

"""Releases: the list, drafting and changing one, publishing it and taking it back."""

from api import shown_works as shown
from api.ground.endpoints import delete, get, patch, post, put
from api.models.releases import NewRelease, Published, Release, ReleaseChange, Releases, ReleasesAsked
from api.models.roadmap import Because, Reason
from api.paging import checked_cursor, cursor, number_before
from api.resources.roadmap import MANAGE, why
from core.words import N_
from people.models import Person
from roadmap import changelog, releases
from roadmap.permissions import can_plan, is_published


@get("/releases", says=N_("What came out, the latest first"))
async def index(by: Person, query: ReleasesAsked) -> Releases:
    if query.state is Published.DRAFT:
        drafts, more = await changelog.drafts(by, before=number_before(query.after), limit=query.limit)
        return Releases(items=[shown.release(each) for each in drafts], next=cursor(more))
    found, further = await changelog.list_releases(by, after=checked_cursor(query.after), limit=query.limit)
    return Releases(items=[shown.release(each) for each in found], next=further)


@get("/releases/{id}", says=N_("A release, with its items"))
async def show(number: int, by: Person) -> Release:
    found = await changelog.release(number, by)
    held = await changelog.items_of([number], by)
    return shown.release({**vars(found), "holds": held.get(number, [])})


@post(
    "/releases",
    says=N_("Draft a release"),
    shows=show,
    location="/releases/{made}",
    spends="post",
    **MANAGE,
)
async def create(body: NewRelease, by: Person) -> int:
    drafted = await releases.draft(**dict(body), by=by)
    return int(drafted.id)


@patch("/releases/{id}", says=N_("Change a release"), **MANAGE)
async def change(number: int, body: ReleaseChange, by: Person) -> Release:
    await releases.change(number, **dict(body), by=by)
    return await show(number, by)


@put(
    "/releases/{id}/publication",
    says=N_("Publish a release: what is in it is shipped, and everyone who waited is told"),
    **MANAGE,
)
async def publish(number: int, by: Person) -> Release:
    found = await changelog.release(number, by)
    if not (can_plan(by) and is_published(found)):
        await releases.publish(number, by=by)
    return await show(number, by)


@delete(
    "/releases/{id}/publication",
    says=N_("Retract a release: everyone who was told is told why"),
    **MANAGE,
)
async def retract(number: int, query: Because, body: Reason | None, by: Person) -> Release:
    await releases.retract(number, reason=why(query, body), by=by)
    return await show(number, by)

"""People, as far as the caller may know of them."""

from api import shown_people as shown
from api.ground.endpoints import get
from api.models.people import People, PeopleAsked, Profile
from api.paging import cursor, number_before
from core.words import N_
from ideas.queries import answers_by, by_person
from people.models import Person
from people.queries import list_profiles, visible_profile


@get("/people", says=N_("The people whose pages you may open, the latest who came first"))
async def index(by: Person, query: PeopleAsked) -> People:
    found, more = await list_profiles(
        query.q, query.role, number_before(query.after), reader=by, limit=query.limit
    )
    return People(items=[shown.in_list(each, by) for each in found], next=cursor(more))


@get("/people/{id}", says=N_("A person, with what they brought and answered"))
async def show(number: int, by: Person) -> Profile:
    found = await visible_profile(number, by)
    brought, answered = await by_person(found.id, by), await answers_by(found.id, by)
    return shown.profile(found, [each["id"] for each in brought], [each["idea_id"] for each in answered], by)

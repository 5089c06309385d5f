"""An organisation, as everybody meets it. How an admin does stands in `organisations`."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from frontend.ladder import who
from frontend.meeting_views import cards, known_person
from frontend.rendering import page
from frontend.views import idea_url
from partners.organisations import joint_ideas, organisation_page


async def show(request: Request) -> Response:
    reader = who(request)
    organisation, people, offers = await organisation_page(request.path_params["id"], reader)
    ideas = await joint_ideas(organisation.id, reader)
    return await page(
        request,
        "organisations/show.html",
        organisation=organisation,
        people=[known_person(each) for each in people],
        offers=await cards(offers, reader),
        ideas=[{**each, "url": idea_url(each["id"], each["title"])} for each in ideas],
    )


routes = [Route("/organisations/{id:int}", show, methods=["GET"], name="organisation")]

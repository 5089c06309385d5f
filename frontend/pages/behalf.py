"""Votes on behalf of customers and partners, and how much one's own vote matters."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.errors import Invalid, NotFound, Problem
from core.words import N_, _
from frontend import forms
from frontend.acting import done, on_idea, refused
from frontend.forms import Form
from frontend.ladder import me, staff
from frontend.requests import number
from people.models import Person
from people.queries import represented
from voting.proxies import cast_for, withdraw_for


@staff
async def create(request: Request) -> Response:
    """Vote for somebody. Where a name fits several people, they are offered to choose from."""
    idea_id, form = request.path_params["id"], await forms.read(request)
    offered: list[dict[str, Any]] = []
    try:
        person_id = number(form["person"])
        if person_id is None:
            offered = await represented(form["who"], reader=me(request))
            person_id = _only(offered)
        await cast_for(idea_id, person_id=person_id, by=me(request))
    except NotFound:
        raise
    except Problem as error:
        return await refused(request, idea_id, "behalf_form", form.refused(error), people_found=offered)
    return await done(request, idea_id, form, _("Your vote for them counts, and they are told."))


def _only(found: list[dict[str, Any]]) -> int:
    if not found:
        raise Invalid({"who": _("No customer or partner is known by this.")})
    if len(found) > 1:
        raise Invalid({"who": _("Several people fit: choose one of them.")})
    return int(found[0]["id"])


@on_idea("behalf_form", N_("The vote was taken back, and they are told."))
async def destroy(idea_id: int, form: Form, by: Person) -> None:
    await withdraw_for(idea_id, person_id=number(form["person"]) or 0, by=by)


routes = [
    Route("/ideas/{id:int}/votes-for", create, methods=["POST"], name="vote_for"),
    Route("/ideas/{id:int}/votes-for/withdrawal", destroy, methods=["POST"], name="withdraw_vote_for"),
]

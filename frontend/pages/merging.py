"""Merging an idea into another, and undoing it."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.errors import Invalid, NotFound, Problem
from core.words import N_, _
from frontend import forms
from frontend.acting import on_idea, refused
from frontend.forms import Form
from frontend.ladder import managers, me
from frontend.rendering import redirect
from frontend.requests import idea_number
from frontend.security import local_path
from frontend.views import idea_url
from ideas.queries import visible_idea
from people.models import Person
from triage import merging
from triage.merges import merge_by_id


@on_idea("merge_form", N_("It was merged, and everybody is told."), managers)
async def create(idea_id: int, form: Form, by: Person) -> None:
    into = idea_number(form["into"])
    if into is None:
        raise Invalid({"into": _("Write the number of an idea, such as 7, or paste its address.")})
    await merging.merge([idea_id], into=into, by=by)


@managers
async def undo(request: Request) -> Response:
    """The source stands by itself again. One goes back to where the button stood: its own page, or its target's."""
    idea_id, merge_id, form = (
        request.path_params["id"],
        request.path_params["merge"],
        await forms.read(request),
    )
    made = await merge_by_id(merge_id)
    found = await visible_idea(idea_id, me(request))
    if made is None or made.source_id != found.id:
        raise NotFound
    try:
        await merging.undo(made.id, by=me(request))
    except NotFound:
        raise
    except Problem as error:
        return await refused(request, idea_id, "merge_form", form.refused(error))
    back = local_path(form["next"], idea_url(found.id, found.title))
    return redirect(back, said=_("“%(title)s” stands by itself again.", title=found.title))


routes = [
    Route("/ideas/{id:int}/merge", create, methods=["POST"], name="merge"),
    Route("/ideas/{id:int}/merges/{merge:int}/undo", undo, methods=["POST"], name="undo_merge"),
]

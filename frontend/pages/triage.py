"""The inbox: the queue with what is looked at, acts with several at once, saved views."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.errors import Invalid, NotFound, Problem
from core.words import N_, _, ngettext
from frontend import forms
from frontend.acting import on_idea, owner_in
from frontend.forms import Form
from frontend.inbox import looked_at, show_inbox
from frontend.ladder import managers, me, staff
from frontend.queue import place_in, place_of
from frontend.rendering import redirect
from frontend.requests import idea_number, number
from ideas.moves import Reasons
from people.models import Person
from triage import bulk, inbox, views

PICK = "pick-"
"""How the name of a checkbox in the queue begins; an idea's number follows."""


@staff
async def show(request: Request) -> Response:
    place = place_of({name: forms.query(request, name) for name in request.query_params})
    return await show_inbox(request, place, idea_id=looked_at(request))


@on_idea("aside_form", N_("It was set aside."), managers)
async def set_aside(idea_id: int, form: Form, by: Person) -> None:
    await inbox.set_aside(idea_id, form["why"], by=by)


@managers
async def act_on_all(request: Request) -> Response:
    """One act with all that are selected; refused, they are still selected and nothing typed is lost."""
    form = await forms.read(request)
    place = place_in(form["queue"])
    picked = [number(name.removeprefix(PICK)) or 0 for name in form.values if name.startswith(PICK)]
    act = ACTS.get(form["act"])
    if act is None:
        raise NotFound
    try:
        if not picked:
            raise Invalid({"": _("Select at least one.")})
        await act(picked, form, me(request))
    except NotFound:
        raise
    except Problem as error:
        return await show_inbox(request, place, forms={"bulk_form": form.refused(error)}, picked=picked)
    said = ngettext("Done with %(num)s of them.", "Done with all %(num)s of them.", len(picked))
    return redirect(place.address(), said=said)


async def _move(ids: list[int], form: Form, by: Person) -> None:
    await bulk.move_all(ids, to=form["stage"], why=Reasons(form["reason"]), by=by)


async def _decline(ids: list[int], form: Form, by: Person) -> None:
    why = Reasons(form["reason"], form["kind"], form["alternative"], form["revisit_on"])
    await bulk.move_all(ids, to="declined", why=why, by=by)


async def _own(ids: list[int], form: Form, by: Person) -> None:
    await bulk.set_owner_all(ids, owner_id=owner_in(form), by=by)


async def _tag(ids: list[int], form: Form, by: Person) -> None:
    await bulk.retag_all(ids, add=form["tags"], by=by)


async def _merge(ids: list[int], form: Form, by: Person) -> None:
    into = idea_number(form["into"])
    if into is None:
        raise Invalid({"into": _("Write the number of an idea.")})
    await bulk.merge_all(ids, into=into, by=by)


ACTS: dict[str, Callable[[list[int], Form, Person], Awaitable[None]]] = {
    "move": _move,
    "decline": _decline,
    "owner": _own,
    "tags": _tag,
    "merge": _merge,
}


@staff
async def save_view(request: Request) -> Response:
    form = await forms.read(request)
    place = place_in(form["queue"])
    try:
        await views.save(form["name"], form["queue"], by=me(request))
    except Problem as error:
        return await show_inbox(request, place, forms={"view_form": form.refused(error)})
    return redirect(place.address(), said=_("The view is saved."))


@staff
async def delete_view(request: Request) -> Response:
    form = await forms.read(request)
    await views.delete(request.path_params["id"], by=me(request))
    return redirect(place_in(form["queue"]).address(), said=_("The view was removed."))


routes = [
    Route("/triage", show, methods=["GET"], name="triage"),
    Route("/triage/acts", act_on_all, methods=["POST"], name="bulk"),
    Route("/triage/views", save_view, methods=["POST"], name="save_view"),
    Route("/triage/views/{id:int}/removal", delete_view, methods=["POST"], name="delete_view"),
    Route("/ideas/{id:int}/setting-aside", set_aside, methods=["POST"], name="set_aside"),
]

"""Who may write to oneself, and whom one doesn't want to hear from."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.errors import NotFound, Problem
from core.limits import spend
from core.words import _
from frontend import forms
from frontend.forms import Form
from frontend.ladder import me, members
from frontend.rendering import page, redirect, url_for
from partners.contact import known
from people import operations
from people.permissions import can_see_profile
from people.queries import blocked_by, person_by_id


@members
async def index(request: Request) -> Response:
    return await _index(request, Form())


async def _index(request: Request, form: Form) -> Response:
    blocked = await blocked_by(me(request).id)
    return await page(request, "blocks/list.html", status=form.status, form=form, blocked=blocked)


@members
async def change_contact(request: Request) -> Response:
    form = await forms.read(request)
    try:
        await spend("write", f"person {me(request).id}")
        await operations.change_profile(by=me(request), contact=form["contact"])
    except Problem as error:
        return await _index(request, form.refused(error))
    return redirect(url_for("blocks"), said=_("Saved."))


@members
async def block(request: Request) -> Response:
    """Only whom one knows of can be blocked: this tells nobody who is here."""
    person_id, reader = request.path_params["id"], me(request)
    person = await person_by_id(person_id)
    if person is None or not can_see_profile(reader, person):
        await known(person_id, reader)
    try:
        await spend("write", f"person {reader.id}")
        await operations.block(person_id, by=reader)
    except NotFound:
        raise
    except Problem as error:
        return await _index(request, Form().refused(error))
    return redirect(url_for("blocks"), said=_("You hear no more from each other here."))


@members
async def unblock(request: Request) -> Response:
    await operations.unblock(request.path_params["id"], by=me(request))
    return redirect(url_for("blocks"), said=_("The block is lifted."))


routes = [
    Route("/settings/blocks", index, methods=["GET"], name="blocks"),
    Route("/settings/contact", change_contact, methods=["POST"], name="change_contact"),
    Route("/people/{id:int}/block", block, methods=["POST"], name="block_person"),
    Route("/people/{id:int}/block/withdrawal", unblock, methods=["POST"], name="unblock_person"),
]

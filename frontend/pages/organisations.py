"""Organisations, as an admin meets them."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.errors import Invalid, NotFound, Problem
from core.words import _
from frontend import forms
from frontend.forms import Form
from frontend.ladder import admins, me
from frontend.rendering import page, redirect, url_for
from frontend.requests import number
from people import operations, queries
from people.models import Organisation

FIELDS = ("name", "kind", "website", "about", "weight")


@admins
async def show(request: Request) -> Response:
    return await page(
        request,
        "admin/organisations.html",
        organisations=await queries.organisations(),
        members=await queries.members_by_organisation(),
        said=_("Saved.") if "saved" in request.query_params else None,
    )


@admins
async def new(request: Request) -> Response:
    return await _form_page(request, Form(), None)


@admins
async def create(request: Request) -> Response:
    form = await forms.read(request)
    try:
        await operations.create_organisation(by=me(request), **_fields(form))
    except Problem as problem:
        return await _form_page(request, form.refused(problem), None, problem.status)
    return redirect(url_for("organisations") + "?saved=1")


@admins
async def edit(request: Request) -> Response:
    return await _form_page(request, Form(), await queries.organisation_by_id(request.path_params["id"]))


@admins
async def update(request: Request) -> Response:
    form = await forms.read(request)
    try:
        await operations.change_organisation(request.path_params["id"], by=me(request), **_fields(form))
    except NotFound:
        raise
    except Problem as problem:
        organisation = await queries.organisation_by_id(request.path_params["id"])
        return await _form_page(request, form.refused(problem), organisation, problem.status)
    return redirect(url_for("organisations") + "?saved=1")


def chosen(form: Form) -> int | None:
    """The organisation that was chosen in a form, None for none. Raises `Invalid` for what is no choice."""
    organisation_id = number(form["organisation"])
    if form["organisation"] and organisation_id is None:
        raise Invalid({"organisation": _("Please choose one of these.")})
    return organisation_id


def _fields(form: Form) -> dict[str, str]:
    return {name: form[name] for name in FIELDS}


async def _form_page(
    request: Request, form: Form, organisation: Organisation | None, status: int = 200
) -> Response:
    return await page(request, "admin/organisation.html", status=status, form=form, organisation=organisation)


routes = [
    Route("/admin/organisations", show, methods=["GET"], name="organisations"),
    Route("/admin/organisations/new", new, methods=["GET"], name="new_organisation"),
    Route("/admin/organisations", create, methods=["POST"], name="create_organisation"),
    Route("/admin/organisations/{id:int}", edit, methods=["GET"], name="edit_organisation"),
    Route("/admin/organisations/{id:int}", update, methods=["POST"], name="update_organisation"),
]

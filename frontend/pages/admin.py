"""Running the yard: the overview, and people with their roles. The other nouns have modules of their own."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from activity import deliveries, webhook_log
from core.errors import NotFound, Problem
from core.words import _
from frontend import forms
from frontend.forms import Form
from frontend.ladder import admins, me
from frontend.pages import admin_boards, admin_site, invitations, organisations
from frontend.rendering import page, redirect, url_for
from frontend.requests import number
from ideas.boards import boards_for_admin
from people import operations, queries
from people.models import Person, Role
from people.permissions import can_change_role, can_deactivate

SAVED = "saved"


@admins
async def show(request: Request) -> Response:
    return await page(
        request,
        "admin/show.html",
        counts=await queries.counts(reader=me(request)),
        board_count=sum(board.archived_at is None for board in await boards_for_admin()),
        mail=await deliveries.counts(),
        hooks=await webhook_log.counts(),
    )


@admins
async def list_people(request: Request) -> Response:
    q, role = forms.query(request, "q"), forms.query(request, "role")
    people, more = await queries.list_people(
        q,
        Role(role) if role in list(Role) else None,
        number(forms.query(request, "after")),
        reader=me(request),
    )
    return await page(
        request, "admin/people.html", people=people, more=more, q=q, role=role, roles=list(Role)
    )


@admins
async def show_person(request: Request) -> Response:
    return await _person_page(request, Form(), 200)


async def _person_page(request: Request, form: Form, status: int) -> Response:
    person, admin = await _found(request), me(request)
    saved = _("Saved.") if SAVED in request.query_params and status == 200 else None
    return await page(
        request,
        "admin/person.html",
        status=status,
        someone=person,
        form=form,
        roles=list(Role),
        organisations=await queries.organisations(),
        may_change_role=can_change_role(admin, person),
        may_deactivate=can_deactivate(admin, person),
        said=saved,
    )


async def _found(request: Request) -> Person:
    person = await queries.person_by_id(request.path_params["id"])
    if person is None:
        raise NotFound
    return person


@admins
async def change_role(request: Request) -> Response:
    form = await forms.read(request)
    if form["role"] not in list(Role):
        raise NotFound
    try:
        await operations.change_role(request.path_params["id"], Role(form["role"]), by=me(request))
    except Problem as problem:
        return await _refused(request, form, problem)
    return _saved(request)


@admins
async def assign_organisation(request: Request) -> Response:
    form = await forms.read(request)
    try:
        chosen = organisations.chosen(form)
        await operations.assign_organisation(request.path_params["id"], chosen, by=me(request))
    except Problem as problem:
        return await _refused(request, form, problem)
    return _saved(request)


@admins
async def deactivate(request: Request) -> Response:
    try:
        await operations.deactivate(request.path_params["id"], by=me(request))
    except Problem as problem:
        return await _refused(request, Form(), problem)
    return _saved(request)


@admins
async def reactivate(request: Request) -> Response:
    await operations.reactivate(request.path_params["id"], by=me(request))
    return _saved(request)


async def _refused(request: Request, form: Form, problem: Problem) -> Response:
    """404 stays 404; a rule that says no is told on the person's page."""
    if isinstance(problem, NotFound):
        raise problem
    return await _person_page(request, form.refused(problem), problem.status)


def _saved(request: Request) -> Response:
    return redirect(url_for("admin_person", id=request.path_params["id"]) + f"?{SAVED}=1")


routes = [
    Route("/admin", show, methods=["GET"], name="admin"),
    Route("/admin/people", list_people, methods=["GET"], name="admin_people"),
    Route("/admin/people/{id:int}", show_person, methods=["GET"], name="admin_person"),
    Route("/admin/people/{id:int}/role", change_role, methods=["POST"], name="change_role"),
    Route(
        "/admin/people/{id:int}/organisation",
        assign_organisation,
        methods=["POST"],
        name="assign_organisation",
    ),
    Route("/admin/people/{id:int}/deactivation", deactivate, methods=["POST"], name="deactivate_person"),
    Route("/admin/people/{id:int}/reactivation", reactivate, methods=["POST"], name="reactivate_person"),
    *invitations.routes,
    *organisations.routes,
    *admin_boards.routes,
    *admin_site.routes,
]

"""Going for good: one's own erasure, and an admin's of somebody who asked for it."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.errors import NotFound, Problem
from core.limits import spend
from frontend import forms
from frontend.forms import Form
from frontend.ladder import admins, me, who
from frontend.rendering import page, redirect, url_for
from frontend.security import drop_cookie
from frontend.sessions import SESSION, remember_page
from people import operations, queries
from people.permissions import can_erase


async def show(request: Request) -> Response:
    """For everybody who is signed in, also for whom the terms drive away."""
    if who(request) is None:
        response = redirect(url_for("sign_in"))
        remember_page(response, url_for("erasure"))
        return response
    return await _own_page(request, Form(), 200)


async def _own_page(request: Request, form: Form, status: int) -> Response:
    return await page(request, "people/erasure.html", status=status, form=form)


async def create(request: Request) -> Response:
    form = await forms.read(request)
    try:
        await spend("code", f"person {me(request).id}")
        await operations.erase_oneself(form["email"], credited=form["credited"] == "yes", by=me(request))
    except Problem as problem:
        if isinstance(problem, NotFound):
            raise
        return await _own_page(request, form.refused(problem), problem.status)
    response = redirect(url_for("erased"))
    drop_cookie(response, SESSION)
    return response


async def show_erased(request: Request) -> Response:
    """The last page, for nobody in particular."""
    return await page(request, "people/erased.html")


@admins
async def show_for_admin(request: Request) -> Response:
    return await _admin_page(request, Form(), 200)


async def _admin_page(request: Request, form: Form, status: int) -> Response:
    person = await queries.person_by_id(request.path_params["id"])
    if person is None or (status == 200 and not can_erase(me(request), person)):
        raise NotFound
    return await page(request, "admin/erasure.html", status=status, form=form, someone=person)


@admins
async def create_for_admin(request: Request) -> Response:
    form, person_id = await forms.read(request), request.path_params["id"]
    credited = form["credited"] == "yes"
    try:
        await operations.erase(person_id, reason=form["reason"], credited=credited, by=me(request))
    except Problem as problem:
        if isinstance(problem, NotFound):
            raise
        return await _admin_page(request, form.refused(problem), problem.status)
    return redirect(url_for("admin_person", id=person_id) + "?saved=1")


routes = [
    Route("/settings/erasure", show, methods=["GET"], name="erasure"),
    Route("/settings/erasure", create, methods=["POST"], name="erase_oneself"),
    Route("/erased", show_erased, methods=["GET"], name="erased"),
    Route("/admin/people/{id:int}/erasure", show_for_admin, methods=["GET"], name="admin_erasure"),
    Route("/admin/people/{id:int}/erasure", create_for_admin, methods=["POST"], name="erase_person"),
]

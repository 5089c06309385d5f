"""Invitations, as an admin meets them."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core import limits
from core.errors import Invalid, Problem
from core.words import LOCALES, _
from frontend import forms
from frontend.forms import Form
from frontend.ladder import admins, me
from frontend.pages.organisations import chosen
from frontend.rendering import page, redirect, url_for
from frontend.requests import number
from people import operations, queries
from people.models import Role


@admins
async def show(request: Request) -> Response:
    return await _page(request, Form(), 200)


async def _page(request: Request, form: Form, status: int) -> Response:
    found, more = await queries.invitations(number(forms.query(request, "after")), reader=me(request))
    sentences = {"sent": _("They are invited."), "revoked": _("The invitation is revoked.")}
    return await page(
        request,
        "admin/invitations.html",
        status=status,
        form=form,
        invitations=found,
        more=more,
        roles=list(Role),
        organisations=await queries.organisations(),
        said=sentences.get(forms.query(request, "done")) if status == 200 else None,
    )


@admins
async def create(request: Request) -> Response:
    form = await forms.read(request)
    try:
        if form["role"] not in list(Role) or form["locale"] not in LOCALES:
            raise Invalid({"": _("Please choose a role and a language.")})
        await limits.spend("write", me(request).id)
        await operations.invite(
            form["email"],
            by=me(request),
            role=Role(form["role"]),
            organisation_id=chosen(form),
            locale=form["locale"],
        )
    except Problem as problem:
        return await _page(request, form.refused(problem), problem.status)
    return redirect(url_for("invitations") + "?done=sent")


@admins
async def revoke(request: Request) -> Response:
    try:
        await operations.revoke_invitation(request.path_params["id"], by=me(request))
    except Problem as problem:
        if problem.status == 404:
            raise
        return await _page(request, Form().refused(problem), problem.status)
    return redirect(url_for("invitations") + "?done=revoked")


routes = [
    Route("/admin/invitations", show, methods=["GET"], name="invitations"),
    Route("/admin/invitations", create, methods=["POST"], name="invite"),
    Route("/admin/invitations/{id:int}/revocation", revoke, methods=["POST"], name="revoke_invitation"),
]

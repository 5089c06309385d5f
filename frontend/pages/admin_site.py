"""The house rules, as an admin meets them."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.errors import Problem
from core.words import _
from frontend import forms
from frontend.forms import Form
from frontend.ladder import admins, me
from frontend.rendering import page, redirect, url_for
from people import site as sites
from people.models import SignUp

FIELDS = ("name", "locale", "sign_up", "sign_up_domains", "terms", "privacy")


@admins
async def edit(request: Request) -> Response:
    return await _page(request, Form(), 200)


async def _page(request: Request, form: Form, status: int) -> Response:
    saved = _("Saved.") if "saved" in request.query_params and status == 200 else None
    return await page(request, "admin/site.html", status=status, form=form, sign_ups=list(SignUp), said=saved)


@admins
async def update(request: Request) -> Response:
    form = await forms.read(request)
    try:
        fields = {name: form[name] for name in FIELDS if name in form.values}
        await sites.change(by=me(request), ask_again=form["ask_again"] == "yes", **fields)
    except Problem as problem:
        return await _page(request, form.refused(problem), problem.status)
    return redirect(url_for("admin_site") + "?saved=1")


routes = [
    Route("/admin/site", edit, methods=["GET"], name="admin_site"),
    Route("/admin/site", update, methods=["POST"], name="update_site"),
]

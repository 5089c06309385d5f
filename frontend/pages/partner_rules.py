"""What an admin lets people do with each other."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.errors import Problem
from core.words import _
from frontend import forms
from frontend.forms import Form
from frontend.ladder import admins, me
from frontend.rendering import page, redirect, url_for
from partners.rules import NUMBERS, change_rules, rules


@admins
async def edit(request: Request) -> Response:
    return await _page(request, Form())


async def _page(request: Request, form: Form) -> Response:
    return await page(request, "admin/partners.html", status=form.status, form=form, rules=await rules())


@admins
async def update(request: Request) -> Response:
    form = await forms.read(request)
    try:
        numbers = {name: form[name] for name in NUMBERS}
        await change_rules(
            by=me(request), customers_take_part=form["customers_take_part"] == "yes", **numbers
        )
    except Problem as problem:
        return await _page(request, form.refused(problem))
    return redirect(url_for("admin_partners"), said=_("Saved."))


routes = [
    Route("/admin/partners", edit, methods=["GET"], name="admin_partners"),
    Route("/admin/partners", update, methods=["POST"], name="update_partner_rules"),
]

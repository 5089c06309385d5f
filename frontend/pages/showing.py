"""Showing managers what they can't see themselves: a piece of a room or a conversation, reported by somebody inside."""

import re

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.errors import NotFound, Problem
from core.limits import spend
from core.words import _
from frontend import forms
from frontend.forms import Form, query
from frontend.ladder import managers, me, members
from frontend.pages.reports import judged
from frontend.rendering import page, redirect, url_for
from frontend.requests import network_address
from frontend.security import local_path
from partners import reporting
from partners.sanctions import thaw
from partners.snapshots import snapshot_of

ABOUT = re.compile(r"([a-z_]{1,12})-(\d{1,18})", re.ASCII)
BACK = "/rooms"


@members
async def new(request: Request) -> Response:
    return await _form(request, query(request, "about"), Form({"next": _came_from(request)}))


async def _form(request: Request, about: str, form: Form) -> Response:
    subject = _subject(about)
    shown = await snapshot_of(*subject, me(request))
    return await page(
        request, "reports/new.html", status=form.status, form=form, about=about, what=subject[0], shown=shown
    )


def _subject(about: str) -> tuple[str, int]:
    """What `post-12` names. Raises `NotFound` for what names nothing."""
    found = ABOUT.fullmatch(about)
    if not found:
        raise NotFound
    return found[1], int(found[2])


def _came_from(request: Request) -> str:
    return local_path(query(request, "next"), BACK)


@members
async def create(request: Request) -> Response:
    form = await forms.read(request)
    try:
        await spend("write", f"person {me(request).id}", network_address(request))
        subject = _subject(form["about"])
        await reporting.report(*subject, reason=form["reason"], words=form["words"], by=me(request))
    except NotFound:
        raise
    except Problem as error:
        return await _form(request, form["about"], form.refused(error))
    said = _("Thank you. Somebody looks at it, and you hear what came of it.")
    return redirect(local_path(form["next"], BACK), said=said)


@managers
async def uphold(request: Request) -> Response:
    said = _("It is taken away now, and whoever reported it is told.")
    return await judged(request, reporting.uphold, "refused_shown", said)


@managers
async def dismiss(request: Request) -> Response:
    return await judged(
        request, reporting.dismiss, "refused_shown", _("It stays, and whoever reported it is told why.")
    )


@managers
async def unfreeze(request: Request) -> Response:
    await thaw(request.path_params["id"], by=me(request))
    return redirect(url_for("reports"), said=_("The room goes on."))


routes = [
    Route("/reports/new", new, methods=["GET"], name="new_partner_report"),
    Route("/reports", create, methods=["POST"], name="report_to_managers"),
    Route("/triage/room-reports/{id:int}/upholding", uphold, methods=["POST"], name="uphold_partner_report"),
    Route(
        "/triage/room-reports/{id:int}/dismissal", dismiss, methods=["POST"], name="dismiss_partner_report"
    ),
    Route("/triage/rooms/{id:int}/thawing", unfreeze, methods=["POST"], name="thaw_room"),
]

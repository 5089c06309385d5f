"""Reports: members say that something shouldn't stand as it does, managers judge."""

from collections.abc import Awaitable, Callable
from types import SimpleNamespace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.database import Row
from core.errors import NotFound, Problem
from core.limits import spend
from core.words import _
from frontend import forms
from frontend.forms import Form, query
from frontend.idea_page import show_idea
from frontend.ladder import managers, me, members
from frontend.rendering import page, redirect, url_for
from frontend.requests import network_address, number
from frontend.views import idea_url, somebody
from ideas.queries import comment_of, visible_idea
from partners.reporting import waiting
from partners.sanctions import frozen_rooms
from triage import reports


@members
async def about_idea(request: Request) -> Response:
    return await _report(request, request.path_params["id"], None)


@members
async def about_comment(request: Request) -> Response:
    found = await comment_of(request.path_params["id"], me(request))
    return await _report(request, found["idea_id"], found["id"])


async def _report(request: Request, idea_id: int, comment_id: int | None) -> Response:
    form = await forms.read(request)
    found = await visible_idea(idea_id, me(request))
    try:
        await spend("write", f"person {me(request).id}", network_address(request))
        await reports.report(idea_id, comment_id, reason=form["reason"], words=form["words"], by=me(request))
    except NotFound:
        raise
    except Problem as error:
        form.values["comment"] = str(comment_id or "")
        return await show_idea(request, found, forms={"report_form": form.refused(error)})
    said = _("Thank you. Somebody looks at it, and you hear what came of it.")
    return redirect(idea_url(found.id, found.title), said=said)


@managers
async def show(request: Request) -> Response:
    return await reports_page(request)


async def reports_page(
    request: Request,
    *,
    refused: int | None = None,
    refused_shown: int | None = None,
    form: Form | None = None,
) -> Response:
    """The reports that wait, on ideas (`refused`) and from where managers can't look (`refused_shown`); one of them
    with its form as it was sent."""
    found, more = await reports.open_reports(number(query(request, "after")), reader=me(request))
    return await page(
        request,
        "triage/reports.html",
        status=form.status if form else 200,
        problem=form.errors.get("") if form else None,
        reports=[_shown(each) for each in found],
        refused=refused,
        form=form,
        shown=[_from_inside(each) for each in await waiting(reader=me(request))],
        refused_shown=refused_shown,
        frozen=await frozen_rooms(reader=me(request)),
        more_url=f"{url_for('reports')}?after={more}" if more else None,
    )


def _shown(found: Row) -> SimpleNamespace:
    url = idea_url(found["idea_id"], found["title"])
    return SimpleNamespace(
        **found,
        url=f"{url}#comment-{found['comment_id']}" if found["comment_id"] else url,
        reporter=somebody(found["reporter_id"], found["reporter_name"]),
        author=somebody(found["author_id"], found["author_name"]),
    )


def _from_inside(found: Row) -> SimpleNamespace:
    return SimpleNamespace(
        **found,
        reporter=somebody(found["reporter_id"], found["reporter_name"]),
        author=somebody(found["author_id"], found["author_name"]),
    )


@managers
async def uphold(request: Request) -> Response:
    return await judged(
        request, reports.uphold, "refused", _("It is hidden now, and whoever reported it is told.")
    )


@managers
async def dismiss(request: Request) -> Response:
    return await judged(
        request, reports.dismiss, "refused", _("It stays, and whoever reported it is told why.")
    )


async def judged(
    request: Request, judge: Callable[..., Awaitable[object]], refused: str, said: str
) -> Response:
    """Carry a judgement out; refused, its report stands there as `refused` (see `reports_page`) with what was typed."""
    form, report_id = await forms.read(request), request.path_params["id"]
    try:
        await judge(report_id, reason=form["reason"], by=me(request))
    except NotFound:
        raise
    except Problem as error:
        return await reports_page(request, form=form.refused(error), **{refused: report_id})
    return redirect(url_for("reports"), said=said)


routes = [
    Route("/ideas/{id:int}/reports", about_idea, methods=["POST"], name="report_idea"),
    Route("/comments/{id:int}/reports", about_comment, methods=["POST"], name="report_comment"),
    Route("/triage/reports", show, methods=["GET"], name="reports"),
    Route("/triage/reports/{id:int}/upholding", uphold, methods=["POST"], name="uphold_report"),
    Route("/triage/reports/{id:int}/dismissal", dismiss, methods=["POST"], name="dismiss_report"),
]

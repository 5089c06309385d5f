"""Being named as an author of what one wrote with others, or not."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.errors import Problem
from core.limits import spend
from core.words import _
from frontend import forms
from frontend.forms import Form
from frontend.idea_page import show_idea
from frontend.ladder import me, members
from frontend.rendering import redirect, url_for
from frontend.views import idea_url
from ideas import coauthors
from ideas.queries import visible_idea


@members
async def accept(request: Request) -> Response:
    form = await forms.read(request)
    idea_id = request.path_params["id"]
    try:
        await spend("write", f"person {me(request).id}")
        await coauthors.accept(idea_id, name=form["name"], by=me(request))
    except Problem as error:
        return await _refused(request, error, form.refused(error))
    return await _back(request, _("You are named as an author."))


@members
async def decline(request: Request) -> Response:
    try:
        await spend("write", f"person {me(request).id}")
        await coauthors.decline(request.path_params["id"], by=me(request))
    except Problem as error:
        return await _refused(request, error)
    return await _back(request, _("You stay unnamed. You can change your mind here."))


@members
async def leave(request: Request) -> Response:
    """Whoever leaves what is held or hidden doesn't see it any more."""
    found = await visible_idea(request.path_params["id"], me(request))
    try:
        await spend("write", f"person {me(request).id}")
        await coauthors.leave(found.id, by=me(request))
    except Problem as error:
        return await _refused(request, error)
    away = (found.held or found.hidden_at) and not me(request).is_staff
    page = url_for("home") if away else idea_url(found.id, found.title)
    return redirect(page, said=_("Your name is taken off."))


async def _back(request: Request, said: str) -> Response:
    found = await visible_idea(request.path_params["id"], me(request))
    return redirect(idea_url(found.id, found.title), said=said)


async def _refused(request: Request, error: Problem, form: Form | None = None) -> Response:
    found = await visible_idea(request.path_params["id"], me(request))
    return await show_idea(request, found, problem=None if form else error, forms={"credit_form": form})


routes = [
    Route("/ideas/{id:int}/coauthorship", accept, methods=["POST"], name="accept_coauthorship"),
    Route("/ideas/{id:int}/coauthorship/refusal", decline, methods=["POST"], name="decline_coauthorship"),
    Route("/ideas/{id:int}/coauthorship/withdrawal", leave, methods=["POST"], name="leave_coauthorship"),
]

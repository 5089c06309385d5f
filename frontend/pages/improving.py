"""Writing an improvement: a draft with its preview, which only staff see."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.database import Row
from core.errors import Invalid, NotFound, Problem
from core.limits import spend
from core.words import _
from frontend import forms
from frontend.forms import Form, own_key, query
from frontend.improvement_form import form_of, show_form, typed, with_added
from frontend.improvement_views import preview
from frontend.ladder import me, staff
from frontend.rendering import redirect, url_for
from frontend.requests import number
from roadmap import improvements, wall
from roadmap.drafts import prepared
from roadmap.models import ImprovementState


@staff
async def new(request: Request) -> Response:
    """The empty form, for the complaints whose numbers the address names."""
    form = Form({"add": query(request, "complaint"), "submission": own_key(request)})
    try:
        form = await with_added(form, me(request))
    except Invalid as error:
        form = form.refused(error)
    return await show_form(request, form)


@staff
async def create(request: Request) -> Response:
    form = await forms.read(request)
    try:
        await spend("post", f"person {me(request).id}")
        made = await improvements.draft(**typed(form), key=form["submission"], by=me(request))
    except Problem as error:
        return await show_form(request, form.refused(error))
    return redirect(url_for("improvement", id=made.id), said=_("The draft is saved."))


@staff
async def look(request: Request) -> Response:
    """The form again with the page as it would be, or with one more place where that was asked for."""
    form = await forms.read(request)
    draft = number(form["improvement"])
    if draft:
        await _draft(request, draft)
    try:
        await spend("write", f"person {me(request).id}")
        form = await with_added(form, me(request))
        shown = None if form["more"] else preview(await prepared(typed(form), me(request)), me(request))
    except Problem as error:
        return await show_form(request, form.refused(error), draft=draft)
    return await show_form(request, form, draft=draft, shown=shown)


@staff
async def edit(request: Request) -> Response:
    found = await _draft(request, request.path_params["id"])
    return await show_form(request, form_of(found), draft=found["id"])


@staff
async def update(request: Request) -> Response:
    form = await forms.read(request)
    improvement_id = request.path_params["id"]
    try:
        await spend("write", f"person {me(request).id}")
        made = await improvements.change(improvement_id, **typed(form), by=me(request))
    except NotFound:
        raise
    except Problem as error:
        return await show_form(request, form.refused(error), draft=improvement_id)
    return redirect(url_for("improvement", id=made.id), said=_("The draft is saved."))


async def _draft(request: Request, improvement_id: int) -> Row:
    """A draft that can be changed. Raises `NotFound` also for what was posted: that stands as it is."""
    found = await wall.one(improvement_id, me(request))
    if found["state"] != ImprovementState.DRAFT:
        raise NotFound
    return found


routes = [
    Route("/improvements/new", new, name="new_improvement"),
    Route("/improvements", create, methods=["POST"], name="create_improvement"),
    Route("/improvements/preview", look, methods=["POST"], name="preview_improvement"),
    Route("/improvements/{id:int}/edit", edit, name="edit_improvement"),
    Route("/improvements/{id:int}/text", update, methods=["POST"], name="update_improvement"),
]

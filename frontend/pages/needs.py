"""What one looks for or offers: its page, its form, renewing it and taking it down."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.database import Row
from core.errors import NotFound, Problem
from core.limits import spend
from core.words import _
from frontend import forms
from frontend.forms import Form, own_key, query
from frontend.ladder import me, members
from frontend.meeting_views import cards
from frontend.rendering import page, redirect, url_for
from partners import needs
from partners.directory import need_of, needs_of
from partners.fitting import fitting
from partners.models import NeedKind
from partners.rules import must_take_part
from people.models import Contact, Person


@members
async def show(request: Request) -> Response:
    return await _show(request)


async def _show(request: Request, problem: Problem | None = None) -> Response:
    reader = me(request)
    found = await need_of(request.path_params["id"], reader)
    return await page(
        request,
        "needs/show.html",
        status=problem.status if problem else 200,
        problem=problem.sentence if problem else None,
        need=(await cards([found], reader))[0],
        fitting=await cards(await fitting(found["id"], reader), reader),
    )


@members
async def new(request: Request) -> Response:
    reader = me(request)
    await must_take_part(reader)
    kind = query(request, "kind")
    return await _form(
        request,
        Form({"kind": kind if kind in list(NeedKind) else "looking", "submission": own_key(request)}),
        contact=await _offered(reader),
    )


async def _offered(reader: Person) -> str:
    """What stands chosen for who may write: their choice. Whoever never chose, and publishes for the first time, wants
    to be found: it stands there to be seen and changed."""
    if reader.contact is Contact.SHARED_ROOM and not await needs_of(reader.id, reader):
        return Contact.MEMBERS.value
    return reader.contact.value


async def _form(request: Request, form: Form, need: Row | None = None, contact: str = "") -> Response:
    return await page(
        request,
        "needs/form.html",
        status=form.status,
        form=form,
        need=need,
        contact=contact or form["contact"],
    )


@members
async def create(request: Request) -> Response:
    form, reader = await forms.read(request), me(request)
    try:
        await spend("post", f"person {reader.id}")
        made = await needs.publish(
            kind=form["kind"],
            text=form["text"],
            tags=form["tags"],
            contact=form["contact"],
            key=form["submission"],
            by=reader,
        )
    except NotFound:
        raise
    except Problem as error:
        return await _form(request, form.refused(error))
    return redirect(url_for("need", id=made.id), said=_("It stands in the directory for 90 days."))


@members
async def edit(request: Request) -> Response:
    found = await _mine(request)
    kept = {"kind": found["kind"], "text": found["text"], "tags": ", ".join(found["tags"])}
    return await _form(request, Form(kept), found)


async def _mine(request: Request) -> Row:
    found = await need_of(request.path_params["id"], me(request))
    if found["person_id"] != me(request).id:
        raise NotFound
    return found


@members
async def update(request: Request) -> Response:
    form, found = await forms.read(request), await _mine(request)
    try:
        await spend("write", f"person {me(request).id}")
        await needs.change(
            found["id"], kind=form["kind"], text=form["text"], tags=form["tags"], by=me(request)
        )
    except NotFound:
        raise
    except Problem as error:
        return await _form(request, form.refused(error), found)
    return redirect(url_for("need", id=found["id"]), said=_("Saved."))


@members
async def renew(request: Request) -> Response:
    return await _done(request, needs.renew, "need", _("It stands in the directory for 90 days."))


@members
async def end(request: Request) -> Response:
    return await _done(request, needs.end, "directory", _("It is taken down."))


async def _done(request: Request, act: Callable[..., Awaitable[object]], to: str, said: str) -> Response:
    need_id = request.path_params["id"]
    try:
        await act(need_id, by=me(request))
    except NotFound:
        raise
    except Problem as error:
        return await _show(request, error)
    return redirect(url_for(to, id=need_id) if to == "need" else url_for(to), said=said)


routes = [
    Route("/needs/new", new, methods=["GET"], name="new_need"),
    Route("/needs", create, methods=["POST"], name="create_need"),
    Route("/needs/{id:int}", show, methods=["GET"], name="need"),
    Route("/needs/{id:int}", update, methods=["POST"], name="update_need"),
    Route("/needs/{id:int}/edit", edit, methods=["GET"], name="edit_need"),
    Route("/needs/{id:int}/renewal", renew, methods=["POST"], name="renew_need"),
    Route("/needs/{id:int}/end", end, methods=["POST"], name="end_need"),
]

"""The first message to somebody, by which one asks to write to each other."""

from types import SimpleNamespace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.errors import NotFound, Problem
from core.limits import spend
from core.words import _
from frontend import forms
from frontend.forms import Form, own_key, query
from frontend.ladder import me, members
from frontend.meeting_views import cards, known_person
from frontend.rendering import page, redirect, url_for
from frontend.requests import number
from partners import contact, conversations, letters
from partners.directory import need_of
from people.models import Person


@members
async def new(request: Request) -> Response:
    """The first message to somebody. Where there is a conversation already, it leads there."""
    reader, person_id = me(request), request.path_params["id"]
    await contact.known(person_id, reader)
    if (standing := await letters.between(person_id, reader)) is not None:
        return redirect(url_for("conversation", id=standing))
    return await _new(request, Form({"submission": own_key(request), "need": query(request, "need")}))


async def _new(request: Request, form: Form) -> Response:
    reader = me(request)
    person = await contact.known(request.path_params["id"], reader)
    return await page(
        request,
        "messages/new.html",
        status=form.status,
        form=form,
        someone=known_person(person),
        need=await _need(form["need"], person["id"], reader),
        may_write=bool(await contact.writable([person["id"]], reader)),
    )


async def _need(given: str, person_id: int, reader: Person) -> SimpleNamespace | None:
    """What the message is about: an entry of that person, while it stands."""
    try:
        found = await need_of(number(given) or 0, reader)
    except NotFound:
        return None
    return (await cards([found], reader))[0] if found["person_id"] == person_id else None


@members
async def create(request: Request) -> Response:
    form, reader, person_id = await forms.read(request), me(request), request.path_params["id"]
    try:
        await spend("write", f"person {reader.id}")
        about = await _need(form["need"], person_id, reader)
        made = await conversations.request(
            person_id,
            text=form["text"],
            need=about.id if about else None,
            key=form["submission"],
            by=reader,
        )
    except NotFound:
        raise
    except Problem as error:
        return await _new(request, form.refused(error))
    return redirect(url_for("conversation", id=made.id), said=_("Your message is sent."))


routes = [
    Route("/people/{id:int}/messages", new, methods=["GET"], name="new_request"),
    Route("/people/{id:int}/messages", create, methods=["POST"], name="create_request"),
]

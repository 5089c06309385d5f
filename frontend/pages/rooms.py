"""Rooms: their list, one with what is said in it, opening and changing one."""

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.errors import NotFound, Problem
from core.limits import spend
from core.words import N_, _
from frontend import forms
from frontend.forms import Form, own_key, query
from frontend.ladder import me, members
from frontend.rendering import fragment, page, redirect, url_for, wants_fragment
from frontend.requests import network_address
from frontend.room_page import of_room, show_room
from frontend.room_view import listed
from partners import listing, rooms
from partners.finding import owner_or_refused
from partners.models import Room, RoomKind
from partners.rules import must_take_part, takes_part
from people.models import Person

KINDS = (
    (RoomKind.OPEN.value, N_("Open: whoever takes part here can read it and come in")),
    (RoomKind.CLOSED.value, N_("Closed: its name is listed, what is inside only members read")),
    (RoomKind.SECRET.value, N_("Secret: nobody knows of it but its members and those invited")),
)


@members
async def index(request: Request) -> Response:
    """Where one is invited or a member, then the others. For whoever neither takes part nor belongs anywhere, there is
    no such page."""
    reader, q, after = me(request), query(request, "q"), query(request, "after")
    mine = [] if q or after else await listing.my_rooms(reader)
    partaking = await takes_part(reader)
    if not partaking and not await listing.my_rooms(reader):
        raise NotFound
    found = await listing.list_rooms(reader, q=q, after=after)
    asked = {**({"q": q} if q else {}), "after": found.after or ""}
    more = f"{url_for('rooms')}?{urlencode(asked)}" if found.after else None
    context: dict[str, Any] = {
        "mine": [listed(each) for each in mine],
        "others": [listed(each) for each in found.rows],
        "more_url": more,
        "q": q,
        "first_page": not after,
        "partaking": partaking,
    }
    if wants_fragment(request):
        return fragment(request, "rooms/_page.html", **context)
    return await page(request, "rooms/list.html", **context)


@members
async def new(request: Request) -> Response:
    await must_take_part(me(request))
    return await _form_page(request, Form({"kind": "closed", "submission": own_key(request)}))


@members
async def create(request: Request) -> Response:
    form, person = await forms.read(request), me(request)
    await must_take_part(person)
    try:
        await spend("write", f"person {person.id}", network_address(request))
        room = await rooms.open_room(
            name=form["name"],
            purpose=form["purpose"],
            kind=form["kind"],
            terms=form["terms"],
            key=form["submission"],
            by=person,
        )
    except Problem as error:
        return await _form_page(request, form.refused(error))
    return redirect(url_for("room", id=room.id), said=_("The room is open. Invite somebody."))


@members
async def show(request: Request) -> Response:
    return await show_room(request, request.path_params["id"])


@members
async def edit(request: Request) -> Response:
    room, _mine = await owner_or_refused(request.path_params["id"], me(request))
    form = Form({"name": room.name, "purpose": room.purpose, "terms": room.terms})
    return await _form_page(request, form, room)


@members
async def update(request: Request) -> Response:
    form, person = await forms.read(request), me(request)
    room, _mine = await owner_or_refused(request.path_params["id"], person)
    said = {name: form[name] for name in ("name", "purpose", "terms")}
    try:
        await spend("write", f"person {person.id}")
        await rooms.change_room(room.id, **said, by=person)
    except Problem as error:
        return await _form_page(request, form.refused(error), room)
    return redirect(url_for("room", id=room.id), said=_("Your changes are saved."))


async def _form_page(request: Request, form: Form, room: Room | None = None) -> Response:
    context: dict[str, Any] = {"form": form, "kinds": [(value, _(words)) for value, words in KINDS]}
    if room:
        context |= await of_room(request, room.id)
    return await page(request, "rooms/form.html", status=form.status, editing=room is not None, **context)


def _act(said: str, act: Callable[[int, Form, Person], Awaitable[object]]) -> Callable[..., Any]:
    """A button of owners: carry it out, and back to the room."""

    @members
    async def handled(request: Request) -> Response:
        form, room_id = await forms.read(request), request.path_params["id"]
        try:
            await spend("write", f"person {me(request).id}")
            await act(room_id, form, me(request))
        except NotFound:
            raise
        except Problem as error:
            return await show_room(request, room_id, problem=error)
        return redirect(url_for("room", id=room_id), said=_(said))

    return handled


narrow = _act(N_("The room is narrower now."), lambda room, form, by: rooms.narrow(room, form["kind"], by=by))
archive = _act(N_("The room is archived."), lambda room, form, by: rooms.archive(room, by=by))
resume = _act(N_("The room goes on."), lambda room, form, by: rooms.resume(room, by=by))

routes = [
    Route("/rooms", index, methods=["GET"], name="rooms"),
    Route("/rooms/new", new, methods=["GET"], name="new_room"),
    Route("/rooms", create, methods=["POST"], name="create_room"),
    Route("/rooms/{id:int}", show, methods=["GET"], name="room"),
    Route("/rooms/{id:int}/edit", edit, methods=["GET"], name="edit_room"),
    Route("/rooms/{id:int}/text", update, methods=["POST"], name="update_room"),
    Route("/rooms/{id:int}/narrowing", narrow, methods=["POST"], name="narrow_room"),
    Route("/rooms/{id:int}/archive", archive, methods=["POST"], name="archive_room"),
    Route("/rooms/{id:int}/archive/withdrawal", resume, methods=["POST"], name="resume_room"),
]

"""Coming into a room, going, and what owners decide about who is in it."""

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.errors import NotFound, Problem
from core.limits import spend
from core.words import N_, _
from frontend import forms
from frontend.forms import Form, query
from frontend.ladder import me, members
from frontend.rendering import redirect, url_for
from frontend.requests import network_address, number
from frontend.room_page import show_members, show_room
from frontend.views import somebody
from partners import memberships
from partners.finding import listed_room, member_or_refused, membership_of
from partners.models import MemberState
from partners.permissions import can_join
from people.models import Person


@members
async def index(request: Request) -> Response:
    """Who is inside; with `q`, whom a member could invite."""
    room_id, q = request.path_params["id"], query(request, "q")
    if not q:
        return await show_members(request, room_id)
    await member_or_refused(room_id, me(request))
    await spend("write", f"person {me(request).id}")
    found = await memberships.suggestions(room_id, q, me(request))
    people = [{**each, "person": _somebody(each)} for each in found]
    return await show_members(request, room_id, found=people, q=q)


def _somebody(found: dict[str, Any]) -> object:
    return somebody(found["id"], found["name"], found["department"] or "", found["role"])


@members
async def come(request: Request) -> Response:
    """The one way in: accepting an invitation or changed terms, walking into an open room, or asking."""
    form, room_id = await forms.read(request), request.path_params["id"]
    person = me(request)
    try:
        await spend("write", f"person {person.id}", network_address(request))
        said = await _come(room_id, form, person)
    except NotFound:
        raise
    except Problem as error:
        return await show_room(request, room_id, coming_form=form.refused(error))
    return redirect(url_for("room", id=room_id), said=said)


async def _come(room_id: int, form: Form, person: Person) -> str:
    room = await listed_room(room_id, person)
    standing = await membership_of(room_id, person.id)
    state = standing.state if standing else None
    terms = number(form["terms"]) or 0
    if state == MemberState.ACTIVE:
        await memberships.agree(room_id, by=person, terms=terms)
        return _("You have accepted the terms.")
    if state == MemberState.INVITED:
        await memberships.accept(room_id, by=person, terms=terms)
        return _("Welcome. You are a member of this room now.")
    if can_join(room, standing):
        await memberships.join(room_id, by=person, terms=terms)
        return _("Welcome. You are a member of this room now.")
    await memberships.request(room_id, form["words"], by=person, terms=terms)
    return _("Your request is with the owners of this room.")


@members
async def go(request: Request) -> Response:
    """The one way out: leaving, saying no to an invitation, or taking a request back."""
    room_id, person = request.path_params["id"], me(request)
    room = await listed_room(room_id, person)
    standing = await membership_of(room_id, person.id)
    state = standing.state if standing else None
    away = {
        MemberState.INVITED: (memberships.decline, N_("You have said no to the invitation.")),
        MemberState.REQUESTED: (memberships.take_back, N_("You have taken your request back.")),
    }
    act, said = away.get(state or MemberState.ACTIVE, (memberships.leave, N_("You have left the room.")))
    try:
        await spend("write", f"person {person.id}")
        await act(room.id, by=person)
    except NotFound:
        raise
    except Problem as error:
        return await show_room(request, room_id, problem=error)
    return redirect(url_for("rooms"), said=_(said))


@members
async def invite(request: Request) -> Response:
    """Invite one of those who were found."""
    form, room_id = await forms.read(request), request.path_params["id"]
    try:
        await spend("write", f"person {me(request).id}", network_address(request))
        await member_or_refused(room_id, me(request))
        person = number(form["person"])
        await memberships.invite(room_id, person or 0, by=me(request))
    except NotFound:
        raise
    except Problem as error:
        return await show_members(request, room_id, form=form.refused(error))
    return redirect(url_for("room_members", id=room_id), said=_("The invitation is on its way."))


Decide = Callable[[int, int, Form, Person], Awaitable[object]]


def _decision(said: str, decide: Decide) -> Callable[..., Any]:
    """A button beside somebody's name: carry it out, and back to the list."""

    @members
    async def handled(request: Request) -> Response:
        form = await forms.read(request)
        room_id, person_id = request.path_params["id"], request.path_params["person"]
        try:
            await spend("write", f"person {me(request).id}")
            await decide(room_id, person_id, form, me(request))
        except NotFound:
            raise
        except Problem as error:
            return await show_members(request, room_id, problem=error)
        return redirect(url_for("room_members", id=room_id), said=_(said))

    return handled


DECISIONS: dict[str, tuple[str, str, Decide]] = {
    "invitation/withdrawal": (
        "uninvite",
        N_("The invitation is taken back."),
        lambda room, person, form, by: memberships.uninvite(room, person, by=by),
    ),
    "admission": (
        "let_in",
        N_("They are in."),
        lambda room, person, form, by: memberships.let_in(room, person, by=by),
    ),
    "refusal": (
        "refuse_request",
        N_("The request is refused."),
        lambda room, person, form, by: memberships.refuse(room, person, by=by),
    ),
    "removal": (
        "remove_member",
        N_("They are no member any more."),
        lambda room, person, form, by: memberships.remove(room, person, form["reason"], by=by),
    ),
    "ban": (
        "ban_member",
        N_("They are banned from this room."),
        lambda room, person, form, by: memberships.ban(room, person, form["reason"], by=by),
    ),
    "ban/withdrawal": (
        "readmit_member",
        N_("They may come again."),
        lambda room, person, form, by: memberships.readmit(room, person, by=by),
    ),
    "ownership": (
        "hand_over_room",
        N_("They look after this room now."),
        lambda room, person, form, by: memberships.hand_over(room, person, keep=form["keep"] == "yes", by=by),
    ),
}
"""What is decided about somebody, by its address: the route's name, what is said, and the operation."""

routes = [
    Route("/rooms/{id:int}/members", index, methods=["GET"], name="room_members"),
    Route("/rooms/{id:int}/membership", come, methods=["POST"], name="enter_room"),
    Route("/rooms/{id:int}/membership/withdrawal", go, methods=["POST"], name="leave_room"),
    Route("/rooms/{id:int}/invitations", invite, methods=["POST"], name="invite_into_room"),
    *(
        Route(
            f"/rooms/{{id:int}}/members/{{person:int}}/{noun}",
            _decision(said, decide),
            methods=["POST"],
            name=name,
        )
        for noun, (name, said, decide) in DECISIONS.items()
    ),
]

"""People's pages, and what one says about oneself."""

from functools import cache
from types import SimpleNamespace

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core import limits, markup
from core.database import Row
from core.errors import Problem
from core.words import _
from frontend import forms
from frontend.forms import Form
from frontend.ladder import me, members, who
from frontend.meeting_views import cards
from frontend.rendering import page, redirect, url_for
from frontend.user_agents import described
from frontend.views import idea_url
from ideas.queries import answers_by, by_person
from partners.contact import writable
from partners.directory import needs_of
from partners.letters import between
from people import sessions
from people.models import Person
from people.operations import change_profile
from people.permissions import can_administer, can_block, can_see_email
from people.profiles import zones
from people.queries import visible_profile, who_blocked

PROFILE_FIELDS = (
    "name",
    "handle",
    "headline",
    "department",
    "bio",
    "locale",
    "timezone",
    "visibility",
    "contact",
)


async def show(request: Request) -> Response:
    reader = who(request)
    profile = await visible_profile(request.path_params["id"], reader)
    return await page(
        request,
        "people/show.html",
        profile=profile,
        bio=Markup(await markup.render(profile.bio)),  # noqa: S704 (made by core.markup)
        ideas=[_with_url(found, "id") for found in await by_person(profile.id, reader)],
        answers=[_with_url(found, "idea_id") for found in await answers_by(profile.id, reader)],
        shows_email=can_see_email(reader, profile),
        administers=can_administer(reader),
        needs=await cards(await needs_of(profile.id, reader), reader),
        meeting=await _meeting(profile, reader),
    )


async def _meeting(profile: Person, reader: Person | None) -> SimpleNamespace:
    """What these two may do about each other: write, or continue to; block, or lift it."""
    if reader is None or reader.id == profile.id:
        return SimpleNamespace(talk=None, write=False, block=False, blocked=False)
    return SimpleNamespace(
        talk=await between(profile.id, reader),
        write=bool(await writable([profile.id], reader)),
        block=can_block(reader, profile),
        blocked=bool(await who_blocked(profile.id, [reader.id])),
    )


def _with_url(found: Row, key: str) -> Row:
    return {**found, "url": idea_url(found[key], found["title"])}


@members
async def edit(request: Request) -> Response:
    return await _profile_page(request, Form(), 200)


async def _profile_page(request: Request, form: Form, status: int) -> Response:
    saved = _("Your profile is saved.") if "saved" in request.query_params and status == 200 else None
    return await page(request, "people/edit.html", status=status, form=form, zones=timezones(), said=saved)


@members
async def update(request: Request) -> Response:
    form = await forms.read(request)
    fields: dict[str, object] = {name: form[name] for name in PROFILE_FIELDS if name in form.values}
    try:
        await limits.spend("write", me(request).id)
        await change_profile(by=me(request), **fields, name_shown=form["name_shown"] == "yes")
    except Problem as problem:
        return await _profile_page(request, form.refused(problem), problem.status)
    return redirect(url_for("edit_profile") + "?saved=1")


@cache
def timezones() -> list[str]:
    """The zones with a place in their names: Asia/Seoul, and not EST5EDT."""
    return sorted(zone for zone in zones() if "/" in zone and not zone.startswith(("Etc/", "posix/")))


@members
async def show_sessions(request: Request) -> Response:
    found = await sessions.sessions_of(me(request))
    listed = [(session, described(session.user_agent)) for session in found]
    ended = _("Those sessions have ended.") if "ended" in request.query_params else None
    here = request.state.session.id
    return await page(request, "people/sessions.html", sessions=listed, here=here, said=ended)


@members
async def revoke_session(request: Request) -> Response:
    await sessions.revoke(request.path_params["id"], by=me(request))
    return redirect(url_for("sessions") + "?ended=1")


@members
async def revoke_others(request: Request) -> Response:
    await sessions.revoke_all(me(request), except_=request.state.session.id)
    return redirect(url_for("sessions") + "?ended=1")


routes = [
    Route("/people/{id:int}", show, methods=["GET"], name="profile"),
    Route("/settings/profile", edit, methods=["GET"], name="edit_profile"),
    Route("/settings/profile", update, methods=["POST"], name="update_profile"),
    Route("/settings/sessions", show_sessions, methods=["GET"], name="sessions"),
    Route("/settings/sessions/revocation", revoke_others, methods=["POST"], name="revoke_other_sessions"),
    Route("/settings/sessions/{id:int}/revocation", revoke_session, methods=["POST"], name="revoke_session"),
]

"""The ladder: from this step on, a person is required; from that one, a role."""

from collections.abc import Awaitable, Callable
from functools import wraps
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from core.errors import NotAllowed, NotFound
from core.words import _
from frontend import forms
from frontend.rendering import redirect, url_for
from frontend.security import SAFE, local_path, set_cookie
from people import intents
from people.models import Person, Role
from people.permissions import has_agreed

Page = Callable[[Request], Awaitable[Response]]

INTENT_AGE = 24 * 3600


def who(request: Request) -> Person | None:
    """Who is signed in, if anybody."""
    found = request.state.person
    return found if isinstance(found, Person) else None


def me(request: Request) -> Person:
    """Who is signed in, on a page that requires somebody."""
    person = who(request)
    if person is None:
        raise NotFound
    return person


def members(page: Page) -> Page:
    """Whoever is signed in, has a name and has agreed to the terms.

    A visitor is led through the sign-in, and what they were about to do is kept until they are through.
    """

    @wraps(page)
    async def guarded(request: Request) -> Response:
        person = who(request)
        if person is None:
            return await _to_sign_in(request)
        if not person.name or not has_agreed(person, request.state.site):
            return await _to_welcome(request, person)
        return await page(request)

    return guarded


def staff(page: Page) -> Page:
    return _from(Role.EMPLOYEE, page)


def managers(page: Page) -> Page:
    return _from(Role.MANAGER, page)


def admins(page: Page) -> Page:
    """Admin pages don't exist for anybody else."""
    return _from(Role.ADMIN, page)


def _from(role: Role, page: Page) -> Page:
    @wraps(page)
    async def guarded(request: Request) -> Response:
        if me(request).role.rank < role.rank:
            if role is Role.ADMIN:
                raise NotFound
            raise NotAllowed(_("This is for staff."))
        return await page(request)

    return members(guarded)


async def _to_sign_in(request: Request) -> Response:
    kept, key = await _keep(request)
    response = redirect(url_for("sign_in"))
    set_cookie(response, "intent", f"{kept}.{key}", max_age=INTENT_AGE)
    return response


async def _to_welcome(request: Request, person: Person) -> Response:
    kept, _key = await _keep(request)
    await intents.claim(kept, person)
    return redirect(f"{url_for('welcome')}?intent={kept}")


async def _keep(request: Request) -> tuple[int, str]:
    """What was asked for: a page, or a write with all that was typed and the page that it was typed on."""
    if request.method in SAFE:
        path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return await intents.keep("page", local_path(path), {})
    form = await forms.read(request)
    name = request.scope["route"].name if "route" in request.scope else ""
    subject = request.path_params.get("id")
    return await intents.keep(name or "page", _back(request, form), form.values, subject_id=subject)


def _back(request: Request, form: forms.Form) -> str:
    referrer = urlsplit(request.headers.get("referer", ""))
    same_site = referrer.netloc == request.headers.get("host")
    came_from = referrer.path + (f"?{referrer.query}" if referrer.query else "") if same_site else ""
    return local_path(form["next"] or came_from)

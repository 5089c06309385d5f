"""The ladder: from this step on, a person is required; from that one, a role."""

from collections.abc import Awaitable, Callable
from functools import wraps
from urllib.parse import urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import Response

from core import limits
from core.errors import NotAllowed, NotFound
from core.words import _
from frontend import forms
from frontend.rendering import redirect, url_for
from frontend.requests import network_address
from frontend.security import SAFE, local_path, set_cookie
from frontend.sessions import BACK_AGE, INTENT, remember_page
from people import intents
from people.models import Person, Role
from people.permissions import has_agreed

Page = Callable[[Request], Awaitable[Response]]

DRAFTS = frozenset({"vote", "vote_instead", "create_comment", "create_idea"})
"""The forms that are kept for whoever has to sign in first, by the names of their routes: those that go on by
themselves afterwards, or whose page takes a draft. Of all others the page is kept."""


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
    form = await forms.read(request)
    response = redirect(url_for("sign_in"))
    if _is_draft(request):
        kept, key = await _keep(request, form)
        set_cookie(response, INTENT, f"{kept}.{key}", max_age=BACK_AGE)
    else:
        remember_page(response, _back(request, form))
    return response


async def _to_welcome(request: Request, person: Person) -> Response:
    form = await forms.read(request)
    if _is_draft(request):
        kept, key = await _keep(request, form)
        await intents.claim(key, person)
        asked = {"intent": str(kept)}
    else:
        asked = {"next": _back(request, form)}
    return redirect(f"{url_for('welcome')}?{urlencode(asked)}")


def _is_draft(request: Request) -> bool:
    return request.method not in SAFE and request.scope["route"].name in DRAFTS


async def _keep(request: Request, form: forms.Form) -> tuple[int, str]:
    """A write, with all that was typed and the page that it was typed on. Only a write is ever written down."""
    await limits.spend("intent", network_address(request))
    return await intents.keep(
        request.scope["route"].name,
        _back(request, form),
        form.values,
        subject_id=request.path_params.get("id"),
    )


def _back(request: Request, form: forms.Form) -> str:
    """The page that was asked for, or on which the form stood."""
    if request.method in SAFE:
        return local_path(request.url.path + (f"?{request.url.query}" if request.url.query else ""))
    try:
        referrer = urlsplit(request.headers.get("referer", ""))
    except ValueError:  # such as http://[
        return local_path(form["next"])
    same_site = referrer.netloc == request.headers.get("host")
    came_from = referrer.path + (f"?{referrer.query}" if referrer.query else "") if same_site else ""
    return local_path(form["next"] or came_from)

"""One's tokens: by what programs act in one's name. A new one is shown once, on the page that answers its form."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.errors import Problem
from core.limits import spend
from core.words import N_, _
from frontend import forms
from frontend.forms import Form
from frontend.ladder import me, members
from frontend.rendering import page, redirect, url_for
from people import tokens
from people.models import Person
from people.tokens import Scope

SHORT = {Scope.READ: N_("Reads"), Scope.WRITE: N_("Writes"), Scope.MANAGE: N_("Manages")}
LONG = {
    Scope.READ: N_("Read what you may read"),
    Scope.WRITE: N_("Write in your name: ideas, comments, votes"),
    Scope.MANAGE: N_("Manage: answers, stages, merges, roadmap, releases, improvements"),
}


@members
async def index(request: Request) -> Response:
    return await _index(request, Form())


async def _index(request: Request, form: Form, made: str = "") -> Response:
    person = me(request)
    return await page(
        request,
        "people/tokens.html",
        status=form.status,
        form=form,
        made=made,
        tokens=[
            (each, [SHORT[Scope(scope)] for scope in each.scopes.split()]) for each in await tokens.of(person)
        ],
        choices=[(f"scope_{scope}", LONG[scope]) for scope in _offered(person)],
    )


def _offered(person: Person) -> list[Scope]:
    """What a token of theirs could be good for: who isn't staff has nothing to manage."""
    return [scope for scope in Scope if person.is_staff or scope is not Scope.MANAGE]


@members
async def create(request: Request) -> Response:
    form, person = await forms.read(request), me(request)
    chosen = [scope for scope in _offered(person) if form[f"scope_{scope}"] == "yes"]
    try:
        await spend("write", f"person {person.id}")
        made = await tokens.make(person.id, name=form["name"], scopes=chosen, by=person)
    except Problem as problem:
        return await _index(request, form.refused(problem))
    return await _index(request, Form(), made)


@members
async def revoke(request: Request) -> Response:
    await tokens.revoke(request.path_params["id"], by=me(request))
    return redirect(url_for("tokens"), said=_("The token is revoked: whatever used it is shut out."))


routes = [
    Route("/settings/tokens", index, methods=["GET"], name="tokens"),
    Route("/settings/tokens", create, methods=["POST"], name="create_token"),
    Route("/settings/tokens/{id:int}/revocation", revoke, methods=["POST"], name="revoke_token"),
]

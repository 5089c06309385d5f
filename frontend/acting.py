"""What comes after an act on an idea: one goes back to where its form stood, on the idea's page or at the inbox."""

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from core.errors import Invalid, NotFound, Problem
from core.words import _
from frontend import forms, views
from frontend.forms import Form
from frontend.idea_page import show_idea
from frontend.inbox import came_from_inbox, onward, show_refused
from frontend.ladder import Page, me, staff
from frontend.rendering import redirect
from frontend.requests import number
from ideas.queries import visible_idea
from people.models import Person

Act = Callable[[int, Form, Person], Awaitable[object]]


def on_idea(form_name: str, said: str, step: Callable[[Page], Page] = staff) -> Callable[[Act], Page]:
    """A form about an idea: carry it out and go back, where `said` is said; refused, it stands there with what was
    typed, under this name. `step` is who may send it."""

    def wrapped(act: Act) -> Page:
        @step
        async def handled(request: Request) -> Response:
            form = await forms.read(request)
            idea_id = request.path_params["id"]
            try:
                await act(idea_id, form, me(request))
            except NotFound:
                raise
            except Problem as error:
                return await refused(request, idea_id, form_name, form.refused(error))
            return await done(request, idea_id, form, _(said))

        return handled

    return wrapped


def owner_in(form: Form) -> int | None:
    """Who was chosen to look after it; the empty choice is nobody. Raises `Invalid` for field `owner`."""
    chosen = number(form["owner"])
    if not chosen and form.values.get("owner") != "":
        raise Invalid({"owner": _("The owner is a named employee.")})
    return chosen


async def done(request: Request, idea_id: int, form: Form, said: str) -> Response:
    """Back to the idea's page, or on to what waits next."""
    found = await visible_idea(idea_id, me(request))
    if came_from_inbox(form):
        return await onward(request, found, form, said)
    return redirect(views.idea_url(found.id, found.title), said=said)


async def refused(request: Request, idea_id: int, form_name: str, form: Form, **more: Any) -> Response:
    """The same place again, with the form as it was sent and what is wrong with it."""
    if came_from_inbox(form):
        return await show_refused(request, idea_id, {form_name: form, **more})
    found = await visible_idea(idea_id, me(request))
    return await show_idea(request, found, forms={form_name: form}, **more)

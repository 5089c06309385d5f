"""One's conversations, and each of them. How one begins stands in `first_messages`."""

from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup
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
from frontend.meeting_views import known_person
from frontend.rendering import fragment, page, redirect, url_for, wants_fragment
from frontend.requests import number
from partners import conversations, letters, messages
from people.models import Person
from people.permissions import can_block
from people.queries import person_by_id, who_blocked


@members
async def index(request: Request) -> Response:
    reader = me(request)
    if not await letters.has_letters(reader):
        raise NotFound
    found, before = await letters.conversations(reader, number(query(request, "before")))
    context: dict[str, Any] = {
        "talks": [_talk(each, reader) for each in found],
        "more_url": f"{url_for('conversations')}?before={before}" if before else None,
        "first": not query(request, "before"),
    }
    if wants_fragment(request):
        return fragment(request, "messages/_page.html", **context)
    aside = [_talk(each, reader) for each in await letters.set_aside(reader)]
    return await page(request, "messages/list.html", **context, aside=aside)


def _talk(found: Row, reader: Person) -> SimpleNamespace:
    person = known_person({**found, "id": found["person_id"], "organisation_id": None})
    asked = found["recipient_id"] == reader.id
    return SimpleNamespace(
        id=found["id"],
        url=url_for("conversation", id=found["id"]),
        person=person,
        unread=found["unread"],
        last_id=found["last_id"],
        at=found["written_at"],
        asks=asked and found["state"] == "requested",
        set_aside=asked and found["state"] == "declined",
        waits=not asked and found["state"] in ("requested", "declined"),
        ended=found["state"] == "ended",
        ended_by_me=found["ended_by_id"] == reader.id,
    )


@members
async def show(request: Request) -> Response:
    return await _show(request, Form({"submission": own_key(request)}))


async def _show(request: Request, form: Form) -> Response:
    reader = me(request)
    found = await letters.letters(request.path_params["id"], reader, number(query(request, "before")))
    other = await person_by_id(found.talk["person_id"])
    return await page(
        request,
        "messages/show.html",
        status=form.status,
        form=form,
        talk=_talk(found.talk, reader),
        may=found,
        block=SimpleNamespace(
            can=other is not None and can_block(reader, other),
            stands=bool(await who_blocked(found.talk["person_id"], [reader.id])),
        ),
        messages=[_message(each, reader) for each in found.messages],
        older_url=f"{request.url.path}?before={found.before}" if found.before else None,
    )


def _message(found: Row, reader: Person) -> SimpleNamespace:
    return SimpleNamespace(
        id=found["id"],
        mine=found["author_id"] == reader.id,
        html=Markup(found["body_html"]),  # noqa: S704 (made by core.markup)
        lang=found["lang"],
        at=found["created_at"],
        hidden=found["hidden_at"] is not None,
    )


@members
async def write(request: Request) -> Response:
    form, talk_id = await forms.read(request), request.path_params["id"]
    try:
        await spend("write", f"person {me(request).id}")
        said = await messages.write(talk_id, text=form["text"], key=form["submission"], by=me(request))
    except NotFound:
        raise
    except Problem as error:
        return await _show(request, form.refused(error))
    return redirect(f"{url_for('conversation', id=talk_id)}#message-{said.id}")


@members
async def mark_seen(request: Request) -> Response:
    """All that stood on the page is read; in the list, the name of a new one is a button of this form."""
    form, talk_id = await forms.read(request), request.path_params["id"]
    await letters.letters(talk_id, me(request))
    await messages.mark_seen(talk_id, up_to=number(form["up_to"]) or 0, by=me(request))
    return redirect(url_for("conversation", id=talk_id))


@members
async def accept(request: Request) -> Response:
    return await _act(request, conversations.accept, _("You can write to each other now."))


@members
async def ignore(request: Request) -> Response:
    return await _act(
        request, conversations.ignore, _("It is set aside. Whoever wrote it isn't told."), "conversations"
    )


@members
async def end(request: Request) -> Response:
    return await _act(request, conversations.end, _("This conversation has ended."))


async def _act(
    request: Request, act: Callable[..., Awaitable[object]], said: str, to: str = "conversation"
) -> Response:
    talk_id = request.path_params["id"]
    try:
        await act(talk_id, by=me(request))
    except NotFound:
        raise
    except Problem as error:
        return await _show(request, Form({"submission": own_key(request)}).refused(error))
    return redirect(url_for(to, id=talk_id) if to == "conversation" else url_for(to), said=said)


routes = [
    Route("/messages", index, methods=["GET"], name="conversations"),
    Route("/messages/{id:int}", show, methods=["GET"], name="conversation"),
    Route("/messages/{id:int}", write, methods=["POST"], name="write_message"),
    Route("/messages/{id:int}/seen", mark_seen, methods=["POST"], name="mark_messages_seen"),
    Route("/messages/{id:int}/acceptance", accept, methods=["POST"], name="accept_request"),
    Route("/messages/{id:int}/dismissal", ignore, methods=["POST"], name="ignore_request"),
    Route("/messages/{id:int}/end", end, methods=["POST"], name="end_conversation"),
]

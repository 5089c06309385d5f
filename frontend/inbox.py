"""The inbox's page: the queue beside the idea that is looked at, and what comes next after an act."""

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from core.words import _
from frontend.desk import FORMS, desk
from frontend.forms import Form, query
from frontend.ladder import me
from frontend.queue import Place, page_at, place_in, queue
from frontend.rendering import boards_of, fragment, page, redirect, wants_fragment
from frontend.requests import number
from ideas.loop import DECLINE_LABELS, OPEN
from ideas.queries import Shown
from people.models import Person
from people.queries import staff_people
from triage import views
from triage.heading import heading


def came_from_inbox(form: Form) -> bool:
    """Whether a form about an idea stood at the inbox: then it carries the place in the queue."""
    return "queue" in form.values


async def show_inbox(
    request: Request,
    place: Place,
    *,
    idea_id: int | None = None,
    forms: Mapping[str, Any] | None = None,
    done: str = "",
    picked: Sequence[int] = (),
) -> Response:
    """The page at this place, looking at the idea that was chosen, else at the first that waits.

    In answer to a link that is followed in place it is the desk alone; to a form, all that may have changed.
    """
    reader, given = me(request), dict(forms or {})
    shown = await queue(place, reader, await boards_of(request), await views.of(reader), picked)
    ids = [entry.id for entry in shown.entries]
    looked_at = idea_id or (ids[0] if ids else None)
    shown.address = shown.place.address(idea=looked_at)
    shown.then = _after(ids, looked_at)
    context: dict[str, Any] = {
        "queue": shown,
        "chosen": idea_id is not None,
        "done": done,
        **FORMS,
        "idea": None,
    }
    if looked_at:
        context |= await desk(request, looked_at, _find(request, given.get("merge_form")))
    if reader.is_manager:
        context |= await _for_bulk(reader)
    context |= given
    status = max((form.status for form in given.values() if isinstance(form, Form)), default=200)
    if wants_fragment(request) and request.method == "GET":
        return fragment(request, "triage/_desk.html", status=status, **context)
    if wants_fragment(request):
        context["count"] = (await heading(reader)).waiting
        return fragment(request, "triage/_pieces.html", status=status, **context)
    return await page(request, "triage/inbox.html", status=status, **context)


def _find(request: Request, refused: Form | None) -> str | None:
    """What is searched for to merge into, by the address or in a form that was refused."""
    if refused and refused["find"]:
        return refused["find"]
    return query(request, "find") if "find" in request.query_params else None


def _after(ids: Sequence[int], looked_at: int | None) -> int | None:
    """What stands next in the queue, or before it at its end."""
    if looked_at not in ids:
        return ids[0] if ids else None
    at = ids.index(looked_at)
    others = [*ids[at + 1 :], *reversed(ids[:at])]
    return others[0] if others else None


async def _for_bulk(reader: Person) -> dict[str, Any]:
    return {
        "stage_choices": [(stage.value, _(stage.label)) for stage in OPEN],
        "staff_people": await staff_people(),
        "decline_kinds": [(kind.value, _(label)) for kind, label in DECLINE_LABELS.items()],
    }


async def onward(request: Request, found: Shown, form: Form, said: str) -> Response:
    """After an act: the next that waits, or the same one where it waits still; and what was done, in a sentence."""
    done = _("“%(title)s”: %(said)s", title=found.title, said=said)
    place, waiting = await page_at(place_in(form["queue"]), me(request))
    ids = [each["id"] for each in waiting.rows]
    wanted = [found.id, number(form["then"]), *ids]
    coming = next((each for each in wanted if each in ids), None)
    if wants_fragment(request):
        return await show_inbox(request, place, idea_id=coming, done=done)
    return redirect(place.address(idea=coming), said=done)


async def show_refused(request: Request, idea_id: int, given: Mapping[str, Any]) -> Response:
    """The inbox with a form as it was sent, at the idea that it was about."""
    form = next(each for each in given.values() if isinstance(each, Form))
    return await show_inbox(request, place_in(form["queue"]), idea_id=idea_id, forms=given)


def looked_at(request: Request) -> int | None:
    """The idea that the address names."""
    return number(query(request, "idea"))

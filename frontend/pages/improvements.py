"""The wall of improvements, each of them on its page, and posting and retracting them."""

from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.errors import Invalid, NotFound, Problem
from core.words import _
from frontend import forms
from frontend.forms import Form, query
from frontend.improvement_form import form_of, show_form
from frontend.improvement_views import card, improvement
from frontend.ladder import me, staff, who
from frontend.rendering import boards_of, fragment, page, redirect, url_for, wants_fragment
from frontend.requests import number
from frontend.stories import story_of
from frontend.verdict_views import answers
from frontend.views import somebody
from people.models import Person
from roadmap import improvements, wall
from roadmap.judged import said_in
from roadmap.permissions import can_draft

SAID = 10
"""Answers in words to each complaint, the latest ones; the complaint's own page has all."""


async def index(request: Request) -> Response:
    """Every improvement, with its verdicts, good and bad."""
    reader = who(request)
    sort = query(request, "sort") if query(request, "sort") in wall.SORTS else "newest"
    board = query(request, "board")
    found = await wall.list_improvements(reader, sort=sort, board=board, after=query(request, "after"))
    shown: dict[str, Any] = {
        "rows": [card(each) for each in found.rows],
        "more_url": _address(sort, board, found.after) if found.after else None,
    }
    if wants_fragment(request):
        return fragment(request, "improvements/_page.html", **shown)
    drafts = [
        SimpleNamespace(title=each["title"], lang=each["lang"], url=url_for("improvement", id=each["id"]))
        for each in (await wall.drafts(reader))[0]
    ]
    choices = await _choices(request, sort, board)
    return await page(
        request, "improvements/list.html", **shown, **choices, drafts=drafts, can_draft=can_draft(reader)
    )


async def _choices(request: Request, sort: str, board: str) -> dict[str, Any]:
    sorts = [("newest", _("Newest")), ("confirmed", _("Most confirmed"))]
    places = [("", _("On all boards")), *((each["slug"], each["name"]) for each in await boards_of(request))]
    return {
        "sorts": [
            SimpleNamespace(label=label, url=_address(name, board), active=name == sort)
            for name, label in sorts
        ],
        "places": [
            SimpleNamespace(label=label, url=_address(sort, slug), active=slug == board, written=bool(slug))
            for slug, label in places
        ],
    }


def _address(sort: str, board: str, after: str = "") -> str:
    given = {"sort": "" if sort == "newest" else sort, "board": board, "after": after}
    asked = urlencode({name: value for name, value in given.items() if value})
    return f"{url_for('improvements')}?{asked}" if asked else url_for("improvements")


async def show(request: Request) -> Response:
    """One improvement: what they said, what was done, what it brought, and what they say now."""
    return await _show(request)


async def _show(request: Request, *, problem: Problem | None = None, **refused: Form | None) -> Response:
    """The page; `problem` is said at its top, and the forms that were refused stand in it with what was typed."""
    reader = who(request)
    made = improvement(await wall.one(request.path_params["id"], reader), reader)
    before = number(query(request, "story")) or 0
    story, more = await story_of(("improvement", made.id), reader, before=before)
    status = (
        problem.status if problem else max((form.status for form in refused.values() if form), default=200)
    )
    return await page(
        request,
        "improvements/show.html",
        status=status,
        problem=problem.sentence if problem else None,
        improvement=made,
        verdicts=[] if made.draft else await _verdicts(made, who(request)),
        me=_me(request),
        story=story,
        story_more_url=f"{made.url}?story={more}" if more else None,
        **{"publish_form": None, "retract_form": None, **refused},
    )


def _me(request: Request) -> SimpleNamespace | None:
    reader = who(request)
    return somebody(reader.id, reader.name, reader.department, reader.role) if reader else None


async def _verdicts(made: SimpleNamespace, reader: Person | None) -> list[SimpleNamespace]:
    """What was answered in words, for each complaint that the reader sees, the bad answers among them."""
    shown = []
    for complaint in made.answered:
        said, more = await said_in(complaint.id, complaint.cycle, reader, limit=SAID)
        if said:
            shown.append(SimpleNamespace(complaint=complaint, said=answers(said), more=more is not None))
    return shown


@staff
async def publish(request: Request) -> Response:
    """Post a draft. What it lacks is said in its form, where it can be put right."""
    form = await forms.read(request)
    improvement_id = request.path_params["id"]
    try:
        posted = await improvements.publish(improvement_id, ship=bool(form["ship"]), by=me(request))
    except Invalid as error:
        found = await wall.one(improvement_id, me(request))
        return await show_form(request, form_of(found).refused(error), draft=improvement_id)
    except NotFound:
        raise
    except Problem as error:
        return await _show(request, problem=error, publish_form=form)
    return redirect(url_for("improvement", id=posted.id), said=_("It is posted, under your name."))


@staff
async def retract(request: Request) -> Response:
    form = await forms.read(request)
    try:
        taken = await improvements.retract(request.path_params["id"], reason=form["reason"], by=me(request))
    except NotFound:
        raise
    except Problem as error:
        return await _show(request, retract_form=form.refused(error))
    return redirect(
        url_for("improvement", id=taken.id), said=_("It is retracted, and stays readable as that.")
    )


routes = [
    Route("/improvements", index, name="improvements"),
    Route("/improvements/{id:int}", show, name="improvement"),
    Route("/improvements/{id:int}/publication", publish, methods=["POST"], name="publish_improvement"),
    Route("/improvements/{id:int}/retraction", retract, methods=["POST"], name="retract_improvement"),
]

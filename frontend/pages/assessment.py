"""Impact and effort: the table with its picture, and one's own marks for an idea."""

from types import SimpleNamespace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.database import Row
from core.words import N_, _
from frontend.acting import on_idea
from frontend.forms import Form, query
from frontend.ladder import me, staff
from frontend.rendering import boards_of, page
from frontend.staff_box import marked
from frontend.views import idea_url
from people.models import Person
from triage import assessments
from triage.assessments import HOW
from voting.weights import WEIGHTS

COLUMNS = {
    "impact": N_("Impact"),
    "effort": N_("Effort"),
    "votes": N_("Votes"),
    "weight": N_("Weight of the votes"),
    "reach": N_("Organisations"),
}
"""The orders of the table, each the heading of a column."""


@staff
async def show(request: Request) -> Response:
    sort = query(request, "sort") if query(request, "sort") in HOW else "impact"
    board = query(request, "board")
    found = await assessments.table(me(request), board, sort)
    rows = [_row(each, number) for number, each in enumerate(found, 1)]
    return await page(
        request,
        "triage/assessment.html",
        rows=rows,
        points=[row for row in rows if row.impact is not None],
        sort=sort,
        how=_(HOW[sort]),
        columns=[(name, _(label)) for name, label in COLUMNS.items()],
        weights=[(weight, _(label)) for weight, label in WEIGHTS.items()],
        board=board,
        board_names=[(each["slug"], each["name"]) for each in await boards_of(request)],
    )


def _row(found: Row, number: int) -> SimpleNamespace:
    """An idea with its number in this order, by which the picture names it."""
    marks, url = [marked(each) for each in found["marks"]], idea_url(found["id"], found["title"])
    return SimpleNamespace(**{**found, "marks": marks, "number": number, "url": url})


@on_idea("assess_form", N_("Your assessment is saved."))
async def assess(idea_id: int, form: Form, by: Person) -> None:
    await assessments.assess(idea_id, impact=form["impact"], effort=form["effort"], by=by)


routes = [
    Route("/triage/assessment", show, methods=["GET"], name="assessment"),
    Route("/ideas/{id:int}/assessment", assess, methods=["POST"], name="assess"),
]

"""Whether it worked, said by those who wanted it."""

from api import shown_works as shown
from api.ground.endpoints import get, post
from api.ground.shapes import Paged
from api.models.verdicts import NewVerdict, Verdict, Verdicts
from api.paging import cursor, number_before
from core.errors import NotFound
from core.words import N_
from ideas.queries import visible_idea
from people.models import Person
from roadmap import models, verdicts, wall
from roadmap.judged import said_about
from roadmap.models import ImprovementState


async def show(number: int, by: Person) -> Verdict:
    """One's own alone."""
    found = await models.Verdict.get_or_none(id=number, ask__person_id=by.id).select_related("ask__idea")
    if found is None:
        raise NotFound
    ask = found.ask
    await visible_idea(ask.idea_id, by)
    return Verdict(
        id=found.id,
        idea=ask.idea_id,
        cycle=ask.cycle,
        answer=found.answer,
        comment=found.body,
        stage=ask.idea.stage,
        given_at=found.created_at,
    )


@post("/ideas/{id}/verdicts", says=N_("Say whether what was shipped solved it"), shows=show, problems=[409])
async def give(number: int, body: NewVerdict, by: Person) -> int:
    given = await verdicts.answer(number, answer=body.answer, comment=body.comment, by=by)
    return int(given.id)


@get("/improvements/{id}/verdicts", says=N_("What people say of an improvement, the latest first"))
async def about(number: int, by: Person, query: Paged) -> Verdicts:
    found = await wall.one(number, by)
    answered = [] if found["state"] == ImprovementState.DRAFT else found["answered"]
    said, more = await said_about(
        [(each["id"], each["cycle"]) for each in answered],
        by,
        before=number_before(query.after) or 0,
        limit=query.limit,
    )
    return Verdicts(
        verdicts=shown.tally(found["tally"]), items=[shown.said(each) for each in said], next=cursor(more)
    )

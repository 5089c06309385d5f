"""Whether it worked, said by those who wanted it."""

from api.ground.endpoints import post
from api.models.verdicts import NewVerdict, Verdict
from core.errors import NotFound
from core.words import N_
from people.models import Person
from roadmap import models, verdicts


async def show(number: int, by: Person) -> Verdict:
    """One's own alone."""
    found = await models.Verdict.get_or_none(id=number, ask__person_id=by.id).select_related("ask__idea")
    if found is None:
        raise NotFound
    ask = found.ask
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

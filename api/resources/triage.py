"""What staff do with an idea: own it, move it, merge it."""

from api.ground.endpoints import delete, post, put
from api.models.ideas import Idea
from api.models.talk import Merge, NewMerge, NewOwner, NewStage
from api.resources.ideas import show
from core.errors import NotFound
from core.words import N_
from ideas import moves, stewardship
from ideas.queries import titles, visible_idea
from people.models import Person
from people.tokens import Scope
from triage import merging
from triage.merges import merge_by_id


@put(
    "/ideas/{id}/owner",
    says=N_("Name the employee who answers for it"),
    scope=Scope.MANAGE,
    called={"owner": "person"},
)
async def own(number: int, body: NewOwner, by: Person) -> Idea:
    await stewardship.set_owner(number, owner_id=body.person, by=by)
    return await show(number, by)


@post(
    "/ideas/{id}/stages",
    says=N_("Move it along the loop, or decline it"),
    shows=show,
    scope=Scope.MANAGE,
    problems=(409,),
)
async def move(number: int, body: NewStage, by: Person) -> int:
    day = body.revisit_on.isoformat() if body.revisit_on else ""
    why = moves.Reasons(body.reason, body.kind or "", body.alternative, day)
    await moves.move(number, to=body.stage, by=by, why=why)
    return number


async def show_merge(number: int, by: Person) -> Merge:
    """A merge whose both ends the reader sees."""
    made = await merge_by_id(number)
    if made is None or len(await titles([made.source_id, made.target_id], by)) < len(
        {made.source_id, made.target_id}
    ):
        raise NotFound
    return Merge(
        id=made.id,
        idea=made.source_id,
        into=made.target_id,
        made_at=made.created_at,
        undone_at=made.undone_at,
    )


@post(
    "/ideas/{id}/merges",
    says=N_("Merge it into another, votes and credit kept"),
    shows=show_merge,
    scope=Scope.MANAGE,
    problems=(409,),
)
async def merge(number: int, body: NewMerge, by: Person) -> int:
    made = await merging.merge([number], into=body.into, by=by)
    return int(made[0].id)


@delete(
    "/ideas/{id}/merges/{merge}",
    says=N_("Undo a merge, as if it had never been"),
    scope=Scope.MANAGE,
    problems=(409,),
)
async def undo(number: int, merge: int, by: Person) -> None:
    found, made = await visible_idea(number, by), await merge_by_id(merge)
    if made is None or made.source_id != found.id:
        raise NotFound
    await merging.undo(made.id, by=by)

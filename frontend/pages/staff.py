"""What staff do with an idea, on its page or at the inbox: answer it, move, own, tag, hide, restore or release it."""

from starlette.routing import Route

from core.limits import spend
from core.words import N_
from frontend.acting import on_idea, owner_in
from frontend.forms import Form
from ideas import comments, moves, stewardship
from ideas.comments import Manner
from ideas.models import Comment, Idea
from people.models import Person


@on_idea("comment_form", N_("Your answer is posted."))
async def answer(idea_id: int, form: Form, by: Person) -> Comment:
    await spend("write", f"person {by.id}")
    manner = Manner(answer=True, key=form["submission"])
    return await comments.comment(idea_id, body=form["body"], by=by, manner=manner)


@on_idea("stage_form", N_("It was moved along."))
async def stage(idea_id: int, form: Form, by: Person) -> Idea:
    why = moves.Reasons(form["reason"], form["kind"], form["alternative"], form["revisit_on"])
    return await moves.move(idea_id, to=form["stage"], by=by, why=why)


@on_idea("owner_form", N_("The owner was changed."))
async def owner(idea_id: int, form: Form, by: Person) -> Idea:
    return await stewardship.set_owner(idea_id, owner_id=owner_in(form), by=by)


@on_idea("tags_form", N_("The tags were saved."))
async def tags(idea_id: int, form: Form, by: Person) -> Idea:
    return await stewardship.retag(idea_id, tags=form["tags"], by=by)


@on_idea("board_form", N_("It was moved to the other board."))
async def board(idea_id: int, form: Form, by: Person) -> Idea:
    return await stewardship.change_board(idea_id, board=form["board"], by=by)


@on_idea("hide_form", N_("It is hidden now."))
async def hide(idea_id: int, form: Form, by: Person) -> Idea:
    return await stewardship.hide(idea_id, reason=form["reason"], by=by)


@on_idea("hide_form", N_("It is shown again."))
async def restore(idea_id: int, form: Form, by: Person) -> Idea:
    return await stewardship.restore(idea_id, by=by)


@on_idea("hide_form", N_("It stands on the board now."))
async def release(idea_id: int, form: Form, by: Person) -> Idea:
    return await stewardship.release(idea_id, by=by)


routes = [
    Route("/ideas/{id:int}/answer", answer, methods=["POST"], name="answer"),
    Route("/ideas/{id:int}/stage", stage, methods=["POST"], name="change_stage"),
    Route("/ideas/{id:int}/owner", owner, methods=["POST"], name="set_owner"),
    Route("/ideas/{id:int}/tags", tags, methods=["POST"], name="set_tags"),
    Route("/ideas/{id:int}/board", board, methods=["POST"], name="move_board"),
    Route("/ideas/{id:int}/hiding", hide, methods=["POST"], name="hide_idea"),
    Route("/ideas/{id:int}/restoring", restore, methods=["POST"], name="restore_idea"),
    Route("/ideas/{id:int}/release", release, methods=["POST"], name="release_idea"),
]

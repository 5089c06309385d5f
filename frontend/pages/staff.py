"""What staff do with an idea on its page: move, own, tag, change board, hide, restore, release."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.errors import NotFound, Problem
from core.words import N_, _
from frontend import forms, views
from frontend.forms import Form
from frontend.idea_page import show_idea
from frontend.ladder import me, staff
from frontend.rendering import redirect
from frontend.requests import number
from ideas import moves, stewardship
from ideas.models import Idea
from ideas.queries import visible_idea
from people.models import Person

Act = Callable[[int, Form, Person], Awaitable[Idea]]


def on_idea(form_name: str, said: str) -> Callable[[Act], Callable[[Request], Awaitable[Response]]]:
    """A form on an idea's page: carry it out and go back there, where `said` is said; refused, it
    stands there with what was typed."""

    def wrapped(act: Act) -> Callable[[Request], Awaitable[Response]]:
        @staff
        async def handled(request: Request) -> Response:
            form = await forms.read(request)
            idea_id = request.path_params["id"]
            try:
                idea = await act(idea_id, form, me(request))
            except NotFound:
                raise
            except Problem as error:
                found = await visible_idea(idea_id, me(request))
                return await show_idea(request, found, forms={form_name: form.refused(error)})
            return redirect(views.idea_url(idea.id, idea.title), said=_(said))

        return handled

    return wrapped


@on_idea("stage_form", N_("It was moved along."))
async def stage(idea_id: int, form: Form, by: Person) -> Idea:
    why = moves.Reasons(form["reason"], form["kind"], form["alternative"], form["revisit_on"])
    return await moves.move(idea_id, to=form["stage"], by=by, why=why)


@on_idea("owner_form", N_("The owner was changed."))
async def owner(idea_id: int, form: Form, by: Person) -> Idea:
    return await stewardship.set_owner(idea_id, owner_id=number(form["owner"]), by=by)


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
    Route("/ideas/{id:int}/stage", stage, methods=["POST"], name="change_stage"),
    Route("/ideas/{id:int}/owner", owner, methods=["POST"], name="set_owner"),
    Route("/ideas/{id:int}/tags", tags, methods=["POST"], name="set_tags"),
    Route("/ideas/{id:int}/board", board, methods=["POST"], name="move_board"),
    Route("/ideas/{id:int}/hiding", hide, methods=["POST"], name="hide_idea"),
    Route("/ideas/{id:int}/restoring", restore, methods=["POST"], name="restore_idea"),
    Route("/ideas/{id:int}/release", release, methods=["POST"], name="release_idea"),
]

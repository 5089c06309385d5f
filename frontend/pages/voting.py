"""Voting and following, as a browser meets them."""

from types import SimpleNamespace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.errors import NotFound, Problem
from core.limits import spend
from frontend import forms, views
from frontend.forms import Form
from frontend.idea_page import show_idea
from frontend.ladder import me, members
from frontend.rendering import fragment, fragment_or_redirect, redirect, wants_fragment
from frontend.requests import number
from frontend.security import local_path
from ideas.merged import following
from ideas.operations import follow
from ideas.queries import visible_idea
from people.models import Person
from voting.ballot import Outcome
from voting.operations import cast_vote, withdraw_vote
from voting.permissions import sees_counts
from voting.queries import vote_of
from voting.weights import set_weight


@members
async def create(request: Request) -> Response:
    return await _vote(request, taking_back=False)


@members
async def destroy(request: Request) -> Response:
    return await _vote(request, taking_back=True)


async def _vote(request: Request, *, taking_back: bool) -> Response:
    form, idea_id, person = await forms.read(request), request.path_params["id"], me(request)
    change = withdraw_vote if taking_back else cast_vote
    try:
        await spend("vote", f"person {person.id}")
        came = await change(idea_id, by=person)
    except NotFound:
        raise
    except Problem as error:
        if wants_fragment(request):
            raise
        return await show_idea(request, await visible_idea(idea_id, person), problem=error)
    if not wants_fragment(request):
        return redirect(local_path(form["next"], views.idea_url(idea_id, came.title)))
    return fragment(request, "voting/_button.html", with_follow=True, **_came(idea_id, came, person))


def _came(idea_id: int, came: Outcome, person: Person) -> dict[str, Any]:
    """What the button shows, all of it from the vote itself: a vote asks the database nothing more."""
    voted = came.weight is not None
    idea = SimpleNamespace(
        id=idea_id,
        title=came.title,
        lang=came.lang,
        stage=came.stage,
        votes=came.votes,
        votes_imported=came.votes_imported,
        voted=voted,
        votable=came.open,
        counts_hidden=not sees_counts(person, came, voted=voted),
    )
    return {"idea": idea, "following": came.following, "my_vote": came if voted else None}


async def _button(request: Request, idea_id: int, form: Form) -> Response:
    idea = views.idea(await visible_idea(idea_id, me(request)), True, me(request))
    to = local_path(form["next"], idea.url)
    context = {
        "idea": idea,
        "following": await following(me(request).id, idea_id),
        "my_vote": await vote_of(me(request), idea_id),
    }
    return await fragment_or_redirect(request, "voting/_button.html", to=to, with_follow=True, **context)


@members
async def weigh(request: Request) -> Response:
    """How much one's own vote matters."""
    form = await forms.read(request)
    idea_id = request.path_params["id"]
    try:
        await spend("vote", f"person {me(request).id}")
        await set_weight(idea_id, number(form["weight"]) or 0, by=me(request))
    except NotFound:
        raise
    except Problem as error:
        if wants_fragment(request):
            raise
        return await show_idea(request, await visible_idea(idea_id, me(request)), problem=error)
    return await _button(request, idea_id, form)


@members
async def subscription(request: Request) -> Response:
    form = await forms.read(request)
    idea_id = request.path_params["id"]
    await follow(idea_id, how=form["value"], by=me(request))
    found = await visible_idea(idea_id, me(request))
    context = {
        "idea": views.idea(found, False, me(request)),
        "following": await following(me(request).id, idea_id),
    }
    to = local_path(form["next"], views.idea_url(found.id, found.title))
    return await fragment_or_redirect(request, "activity/_follow.html", to=to, **context)


routes = [
    Route("/ideas/{id:int}/vote", create, methods=["POST"], name="vote"),
    Route("/ideas/{id:int}/vote/withdrawal", destroy, methods=["POST"], name="withdraw_vote"),
    Route("/ideas/{id:int}/vote/weight", weigh, methods=["POST"], name="vote_weight"),
    Route("/ideas/{id:int}/subscription", subscription, methods=["POST"], name="subscription"),
]

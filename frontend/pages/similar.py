"""What is like something: like the words in the composer, before they are posted, and like an idea."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.errors import NotFound, Problem
from core.limits import spend
from core.text import one_line
from core.words import _
from frontend import forms
from frontend.forms import query
from frontend.idea_page import idea_head
from frontend.ladder import me, members, who
from frontend.rendering import fragment, page, wants_fragment
from frontend.searching import spent
from frontend.similar_step import step
from frontend.similar_views import TITLE, like_idea, like_words
from voting.operations import cast_vote


async def like_these_words(request: Request) -> Response:
    """What is like a title that is being typed: the piece under its field, or without JavaScript a page."""
    title = one_line(query(request, "title"))[:TITLE]
    await spent(request, "similar")
    alike = await like_words(title, query(request, "body"), who(request))
    if wants_fragment(request):
        return fragment(request, "similar/_typing.html", alike=alike, shown_for=title)
    board = query(request, "board")
    return await page(request, "similar/words.html", alike=alike, title=title, board=board)


async def like_this_idea(request: Request) -> Response:
    """Others like this: the piece on an idea's page, or a page."""
    idea = await idea_head(request, request.path_params["id"])
    await spent(request, "similar")
    alike = await like_idea(idea.id, who(request))
    if wants_fragment(request):
        return fragment(request, "similar/_others.html", idea=idea, alike=alike)
    return await page(request, "similar/others.html", idea=idea, alike=alike)


@members
async def vote_instead(request: Request) -> Response:
    """A vote for what was found, from the composer: what was typed there stays in its form."""
    form = await forms.read(request)
    try:
        await spend("vote", f"person {me(request).id}")
        await cast_vote(request.path_params["id"], by=me(request))
    except NotFound:
        raise
    except Problem as error:
        if wants_fragment(request):
            raise
        return await step(request, form.refused(error))
    said = _("Your vote counts. What you wrote is still here.")
    if wants_fragment(request):
        title = one_line(form["title"])
        alike = await like_words(title, form["body"], me(request))
        return fragment(request, "similar/_typing.html", alike=alike, shown_for=title, voted=said)
    return await step(request, form, said=said)


routes = [
    Route("/ideas/similar", like_these_words, name="similar"),
    Route("/ideas/{id:int}/similar", like_this_idea, name="others_like"),
    Route("/ideas/{id:int}/vote/instead", vote_instead, methods=["POST"], name="vote_instead"),
]

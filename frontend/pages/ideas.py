"""Ideas and complaints: the list, a board, one of them, and how it read over time."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from core.database import Row
from frontend import searching, views
from frontend.drafts import draft
from frontend.facets import address, facets, filters_of
from frontend.forms import query
from frontend.idea_page import idea_head, show_idea
from frontend.improvement_views import card
from frontend.ladder import who
from frontend.rendering import beside, boards_of, fragment, page, url_for, wants_fragment
from frontend.versions import versions
from ideas.boards import visible_board
from ideas.listing import Page, list_ideas
from ideas.queries import revisions_of, visible_idea
from ideas.search.finding import Found, search_ideas
from roadmap.wall import list_improvements
from voting.queries import voted_among, voted_by

IMPROVED = 2
"""Improvements that greet a visitor, the latest: what becomes of what one says here."""


async def index(request: Request) -> Response:
    """The front page: what there is, by rank, with every filter in the address."""
    context = await beside(request, listed(request, url_for("home")))
    intro = who(request) is None and not context["filters"].narrowed and not query(request, "after")
    improved = (await list_improvements(None, limit=IMPROVED)).rows if intro else []
    return await _list(
        request, "ideas/list.html", intro=intro, improved=[card(each) for each in improved], **context
    )


async def board(request: Request) -> Response:
    """One board and what stands on it."""
    slug = request.path_params["slug"]
    found = await visible_board(slug, who(request))
    context = await beside(request, listed(request, url_for("board", slug=slug), board=slug))
    return await _list(request, "boards/show.html", board=found, **context)


async def _list(request: Request, template: str, **context: Any) -> Response:
    if wants_fragment(request):
        return fragment(request, "ideas/_page.html", **context)
    return await page(request, template, **context)


async def listed(request: Request, path: str, *, board: str = "") -> dict[str, Any]:
    """What a list shows: a page of rows, the field and the choices beside it, the way to the next page."""
    reader, q, after = who(request), searching.searched_for(request), query(request, "after")
    filters = filters_of(request, board=board, q=q)
    found: Found | Page
    others: Sequence[Row] = ()
    if q:
        await searching.spent(request)
        found = await search_ideas(q, filters, reader=reader, after=after)
        others = found.otherwise
        search = searching.result(path, filters, q, found, board=board, boards=await boards_of(request))
    else:
        narrowing = voted_by(reader) if filters.voted and reader else None
        found = await list_ideas(filters, reader=reader, narrowing=narrowing, after=after, chances=True)
        request.state.seen_ids = found.unseen
        search = searching.field(path, filters, q, board=board)
    voted = await voted_among(reader, [each["id"] for each in (*found.rows, *others)])
    return {
        "rows": [views.row(each, voted, reader) for each in found.rows],
        "others": [views.row(each, voted, reader) for each in others],
        "search": search,
        "filters": filters,
        "facets": facets(path, filters, await boards_of(request), reader, board=board, q=q),
        "more_url": address(path, filters, board=board, after=found.after, q=q) if found.after else None,
    }


async def show(request: Request) -> Response:
    """One idea. An address with other words than its title's leads to the right one."""
    found = await visible_idea(request.path_params["id"], who(request))
    right = views.idea_url(found.id, found.title)
    if request.scope["path"] != unquote(right):
        query_string = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(right + query_string, 301)
    return await show_idea(
        request, found, forms={"comment_form": await draft(request, "create_comment", found.id)}
    )


async def history(request: Request) -> Response:
    """How an idea read over time, newest first."""
    idea = await idea_head(request, request.path_params["id"])
    past = await revisions_of(idea.id, who(request))
    editors = {each.id: each for each in idea.authors}
    shown = await versions(past, author=idea.author, begun_at=idea.created_at, editors=editors)
    return await page(request, "ideas/history.html", idea=idea, of="idea", back_url=idea.url, versions=shown)


routes = [
    Route("/", index, name="home"),
    Route("/boards/{slug}", board, name="board"),
    Route("/ideas/{id:int}", show, name="idea_by_number"),
    Route("/ideas/{id:int}-{slug}", show, name="idea"),
    Route("/ideas/{id:int}/history", history, name="history"),
]

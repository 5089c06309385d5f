"""Ideas and complaints: the list, one of them, bringing one, and changing one's own."""

from typing import Any
from urllib.parse import unquote

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from core.errors import NotFound, Problem
from core.limits import spend
from core.secrets import token
from core.text import changes, language, one_line
from frontend import forms, views
from frontend.facets import address, facets, filters_of
from frontend.forms import Form, query
from frontend.idea_page import show_idea
from frontend.ladder import me, members, who
from frontend.rendering import fragment, page, redirect, url_for, wants_fragment
from frontend.requests import network_address, number
from ideas import operations
from ideas.boards import visible_board, visible_boards
from ideas.listing import Filters, list_ideas
from ideas.models import Kind
from ideas.permissions import can_edit
from ideas.queries import revisions_of, visible_idea
from ideas.stewardship import retag
from ideas.words import written
from people import intents
from voting.queries import voted_among, voted_by


async def index(request: Request) -> Response:
    """The front page: what there is, by rank, with every filter in the address."""
    filters = filters_of(request)
    context = await listed(request, "/", filters)
    intro = who(request) is None and not filters.narrowed and not query(request, "after")
    return await _list(request, "ideas/list.html", intro=intro, **context)


async def board(request: Request) -> Response:
    """One board and what stands on it."""
    slug = request.path_params["slug"]
    found = await visible_board(slug, who(request))
    filters = filters_of(request, board=slug)
    context = await listed(request, url_for("board", slug=slug), filters, board=slug)
    return await _list(request, "boards/show.html", board=found, **context)


async def _list(request: Request, template: str, **context: Any) -> Response:
    if wants_fragment(request):
        return fragment(request, "ideas/_page.html", **context)
    return await page(request, template, **context)


async def listed(request: Request, path: str, filters: Filters, *, board: str = "") -> dict[str, Any]:
    """What a list shows: a page of rows, the choices beside it, the way to the next page."""
    reader = who(request)
    narrowing = voted_by(reader) if filters.voted and reader else None
    found = await list_ideas(filters, reader=reader, narrowing=narrowing, after=query(request, "after"))
    voted = await voted_among(reader, [each["id"] for each in found.rows])
    return {
        "rows": [views.row(each, voted, reader) for each in found.rows],
        "filters": filters,
        "facets": facets(path, filters, await visible_boards(reader), reader, board=board),
        "more_url": address(path, filters, board=board, after=found.after) if found.after else None,
    }


async def show(request: Request) -> Response:
    """One idea. An address with other words than its title's leads to the right one."""
    found = await visible_idea(request.path_params["id"], who(request))
    right = views.idea_url(found.id, found.title)
    if request.scope["path"] != unquote(right):
        query_string = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(right + query_string, 301)
    return await show_idea(
        request, found, forms={"comment_form": await _draft(request, "create_comment", found.id)}
    )


async def _draft(request: Request, kind: str, subject: int | None = None) -> Form | None:
    """What this person typed before they signed in, back in its form."""
    reader, kept = who(request), number(query(request, "draft"))
    intent = await intents.draft(kept, reader) if reader and kept else None
    if intent is None or intent.kind != kind or (subject and intent.subject_id != subject):
        return None
    return Form(intent.data)


async def new(request: Request) -> Response:
    """The composer. Visitors may write at once and sign in when they send."""
    form = await _draft(request, "create_idea") or Form(
        {
            "kind": query(request, "kind") if query(request, "kind") in list(Kind) else "idea",
            "board": query(request, "board"),
            "title": query(request, "title"),
            "submission": token(),
        }
    )
    return await page(request, "ideas/compose.html", form=form, preview_html=None)


@members
async def create(request: Request) -> Response:
    form = await forms.read(request)
    person = me(request)
    try:
        await spend("post", f"person {person.id}", network_address(request))
        posted = await operations.post(
            board=form["board"],
            kind=form["kind"],
            title=form["title"],
            body=form["body"],
            tags=form["tags"],
            key=form["submission"],
            by=person,
        )
    except Problem as error:
        return await page(
            request, "ideas/compose.html", form=form.refused(error), preview_html=None, status=error.status
        )
    return redirect(views.idea_url(posted.id, posted.title))


async def preview(request: Request) -> Response:
    """How the words will look: a piece of the composer, or without JavaScript the composer itself."""
    form = await forms.read(request)
    await spend("write", network_address(request))
    text = await written(form["body"], of=form["title"])
    seen: dict[str, Any] = {
        "preview_html": Markup(text.body_html),  # noqa: S704 (made by core.markup)
        "preview_title": one_line(form["title"]),
        "preview_lang": language(f"{form['title']}\n{form['body']}"),
    }
    if wants_fragment(request):
        return fragment(request, "ideas/_preview.html", **seen)
    editing = number(form["idea"])
    idea = await _idea_head(request, editing) if editing else None
    return await page(request, "ideas/compose.html", form=form, idea=idea, **seen)


@members
async def edit(request: Request) -> Response:
    idea = await _idea_head(request, request.path_params["id"])
    if not idea.editable:
        raise NotFound
    form = Form({"title": idea.title, "body": idea.body, "tags": ", ".join(idea.tags)})
    return await page(request, "ideas/compose.html", form=form, idea=idea, preview_html=None)


@members
async def update(request: Request) -> Response:
    form = await forms.read(request)
    idea = await _idea_head(request, request.path_params["id"])
    try:
        await spend("write", f"person {me(request).id}")
        edited = await operations.edit(idea.id, title=form["title"], body=form["body"], by=me(request))
        await retag(idea.id, tags=form["tags"], by=me(request))
    except Problem as error:
        return await page(
            request,
            "ideas/compose.html",
            form=form.refused(error),
            idea=idea,
            preview_html=None,
            status=error.status,
        )
    return redirect(views.idea_url(edited.id, edited.title))


@members
async def withdraw(request: Request) -> Response:
    idea_id = request.path_params["id"]
    try:
        idea = await operations.withdraw(idea_id, by=me(request))
    except Problem as error:
        return await show_idea(request, await visible_idea(idea_id, me(request)), problem=error)
    return redirect(views.idea_url(idea.id, idea.title))


async def history(request: Request) -> Response:
    """How an idea read over time, newest first."""
    idea = await _idea_head(request, request.path_params["id"])
    versions = await revisions_of(idea.id, who(request))
    return await page(
        request,
        "ideas/history.html",
        idea=idea,
        of="idea",
        back_url=idea.url,
        versions=_versions(versions, idea),
    )


def _versions(past: list[dict[str, Any]], idea: Any) -> list[dict[str, Any]]:
    made = []
    for place, each in enumerate(past):
        before = past[place - 1] if place else {"title": "", "body": ""}
        title = changes(before["title"], each["title"]) if before["title"] != each["title"] else []
        made.append(
            {
                "at": past[place - 1]["created_at"] if place else idea.created_at,
                "editor": idea.author,
                "first": not place,
                "title": views.version(title),
                "body": views.version(changes(before["body"], each["body"])),
            }
        )
    return made[::-1]


async def _idea_head(request: Request, idea_id: int) -> Any:
    """An idea as its side pages show it."""
    found = await visible_idea(idea_id, who(request))
    shown = views.idea(found, False, who(request))
    shown.editable = can_edit(who(request), found)
    return shown


routes = [
    Route("/", index, name="home"),
    Route("/boards/{slug}", board, name="board"),
    Route("/ideas/new", new, name="new_idea"),
    Route("/ideas", create, methods=["POST"], name="create_idea"),
    Route("/preview", preview, methods=["POST"], name="preview"),
    Route("/ideas/{id:int}", show, name="idea_by_number"),
    Route("/ideas/{id:int}-{slug}", show, name="idea"),
    Route("/ideas/{id:int}/edit", edit, name="edit_idea"),
    Route("/ideas/{id:int}/text", update, methods=["POST"], name="update_idea"),
    Route("/ideas/{id:int}/withdrawal", withdraw, methods=["POST"], name="withdraw_idea"),
    Route("/ideas/{id:int}/history", history, name="history"),
]

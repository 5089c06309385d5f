"""Bringing an idea or a complaint, and changing or withdrawing one's own."""

from typing import Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.errors import NotFound, Problem
from core.limits import spend
from core.text import language, one_line
from core.words import _
from frontend import forms, views
from frontend.drafts import draft
from frontend.forms import Form, own_key, query
from frontend.idea_page import idea_head, show_idea
from frontend.ladder import me, members, who
from frontend.rendering import fragment, page, redirect, wants_fragment
from frontend.requests import network_address, number
from frontend.similar_step import step
from frontend.similar_views import like_words, said_before
from ideas import operations
from ideas.models import Kind
from ideas.queries import visible_idea
from ideas.stewardship import retag
from ideas.words import written


async def new(request: Request) -> Response:
    """The composer. Visitors may write at once and sign in when they send."""
    kept = await draft(request, "create_idea") or await draft(request, "vote_instead")
    form = kept or Form(
        {
            "kind": query(request, "kind") if query(request, "kind") in list(Kind) else "idea",
            "board": query(request, "board"),
            "title": query(request, "title"),
            "submission": own_key(request),
        }
    )
    return await _composer(request, form, restored=kept is not None)


async def _composer(request: Request, form: Form, **more: Any) -> Response:
    """The composer with what was typed. Where that has a title, what is like it stands beneath."""
    title = one_line(form["title"])
    alike = await like_words(title, form["body"], who(request))
    given = {"preview_html": None, "status": form.status, **more}
    return await page(request, "ideas/compose.html", form=form, alike=alike, shown_for=title, **given)


@members
async def create(request: Request) -> Response:
    form = await forms.read(request)
    person = me(request)
    try:
        if before := await said_before(form, person):
            return await step(request, form, before)
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
        return await _composer(request, form.refused(error))
    return redirect(views.idea_url(posted.id, posted.title), said=_("Your words are posted."))


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
    if not editing:
        return await _composer(request, form, **seen)
    return await page(
        request, "ideas/compose.html", form=form, idea=await idea_head(request, editing), **seen
    )


@members
async def edit(request: Request) -> Response:
    idea = await idea_head(request, request.path_params["id"])
    if not idea.editable:
        raise NotFound
    form = Form({"title": idea.title, "body": idea.body, "tags": ", ".join(idea.tags)})
    return await page(request, "ideas/compose.html", form=form, idea=idea, preview_html=None)


@members
async def update(request: Request) -> Response:
    form = await forms.read(request)
    idea = await idea_head(request, request.path_params["id"])
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
    return redirect(views.idea_url(edited.id, edited.title), said=_("Your changes are saved."))


@members
async def withdraw(request: Request) -> Response:
    idea_id = request.path_params["id"]
    try:
        idea = await operations.withdraw(idea_id, by=me(request))
    except Problem as error:
        return await show_idea(request, await visible_idea(idea_id, me(request)), problem=error)
    return redirect(views.idea_url(idea.id, idea.title), said=_("You have withdrawn it."))


routes = [
    Route("/ideas/new", new, name="new_idea"),
    Route("/ideas", create, methods=["POST"], name="create_idea"),
    Route("/preview", preview, methods=["POST"], name="preview"),
    Route("/ideas/{id:int}/edit", edit, name="edit_idea"),
    Route("/ideas/{id:int}/text", update, methods=["POST"], name="update_idea"),
    Route("/ideas/{id:int}/withdrawal", withdraw, methods=["POST"], name="withdraw_idea"),
]

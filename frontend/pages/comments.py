"""Comments, replies and answers."""

from types import SimpleNamespace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.errors import NotFound, Problem
from core.limits import spend
from core.secrets import token
from core.words import _
from frontend import forms, views
from frontend.abilities import abilities
from frontend.drafts import draft
from frontend.forms import Form
from frontend.idea_page import conversation, show_idea
from frontend.ladder import me, members, who
from frontend.rendering import fragment, page, redirect, wants_fragment
from frontend.requests import network_address, number
from frontend.versions import versions
from ideas import comments
from ideas.comments import Manner
from ideas.permissions import can_edit_comment
from ideas.queries import Shown, comment_history, comment_of, visible_idea
from people.models import Person


@members
async def create(request: Request) -> Response:
    form = await forms.read(request)
    idea_id = request.path_params["id"]
    manner = Manner(
        audience=form["audience"] or "everyone",
        parent=number(form["parent"]),
        answer=bool(form["is_answer"]),
        key=form["submission"],
    )
    try:
        await spend("comment", f"person {me(request).id}", network_address(request))
        said = await comments.comment(idea_id, body=form["body"], by=me(request), manner=manner)
    except NotFound:
        raise
    except Problem as error:
        return await _conversation(request, idea_id, form.refused(error))
    return await _conversation(request, idea_id, said_id=said.id)


async def _conversation(
    request: Request, idea_id: int, form: Form | None = None, said_id: int | None = None
) -> Response:
    """Back to the idea: the piece that changed, or the page at the comment."""
    found = await _where_it_goes_on(idea_id, me(request))
    if wants_fragment(request):
        context = await conversation(request, found)
        status = form.status if form else 200
        return fragment(request, "ideas/_comments.html", **{**context, "comment_form": form}, status=status)
    if form:
        return await show_idea(request, found, forms={"comment_form": form})
    place = f"#comment-{said_id}" if said_id else "#comments"
    return redirect(views.idea_url(found.id, found.title) + place)


async def _where_it_goes_on(idea_id: int, reader: Person | None) -> Shown:
    """The idea whose page shows what is said about this one: where it was merged into, if the reader sees that."""
    found = await visible_idea(idea_id, reader)
    return await visible_idea(found.merged_into["id"], reader) if found.merged_into else found


@members
async def reply(request: Request) -> Response:
    return await _form(request, "can_reply", "ideas/_reply.html", _("Reply"))


@members
async def report(request: Request) -> Response:
    return await _form(request, "can_report", "triage/_report.html", _("Report"))


@members
async def hiding(request: Request) -> Response:
    return await _form(request, "can_hide", "ideas/_hide.html", _("Hide"))


async def _form(request: Request, ability: str, piece: str, heading: str) -> Response:
    """What can be done with a comment comes when somebody wants it, not with every comment of a conversation: a page,
    or the piece that the module puts beneath the comment. Who may not do it finds nothing."""
    reader = me(request)
    said = await comment_of(request.path_params["id"], reader)
    found = await _where_it_goes_on(said["idea_id"], reader)
    comment = views.comment(said, found, reader)
    if not getattr(comment, ability) or comment.removed or (comment.hidden and not comment.body_html):
        raise NotFound
    kept = await draft(request, "create_comment", found.id) if ability == "can_reply" else None
    context: dict[str, Any] = {
        "comment": comment,
        "idea": views.idea(found, False, reader),
        "can": abilities(reader, found),
        "form": kept,
        "new_key": token(),
    }
    if wants_fragment(request):
        given = {"reported": "report_comment", "reported_id": comment.id}
        return fragment(request, piece, **context, **given)
    return await page(request, "ideas/comment_form.html", piece=piece, heading=heading, **context)


@members
async def edit(request: Request) -> Response:
    said, idea = await _own(request)
    return await page(
        request, "ideas/edit_comment.html", form=Form({"body": said.body}), comment=said, idea=idea
    )


@members
async def update(request: Request) -> Response:
    form = await forms.read(request)
    said, idea = await _own(request)
    try:
        await spend("write", f"person {me(request).id}")
        await comments.edit_comment(said.id, body=form["body"], by=me(request))
    except Problem as error:
        context = {"form": form.refused(error), "comment": said, "idea": idea}
        return await page(request, "ideas/edit_comment.html", status=error.status, **context)
    return redirect(f"{idea.url}#comment-{said.id}")


async def _own(request: Request) -> tuple[SimpleNamespace, SimpleNamespace]:
    found = await comment_of(request.path_params["id"], me(request))
    idea = await _where_it_goes_on(found["idea_id"], me(request))
    said = views.comment(found, idea, me(request))
    if not can_edit_comment(me(request), said):
        raise NotFound
    return said, views.idea(idea, False, me(request))


@members
async def remove(request: Request) -> Response:
    said = await comments.remove_comment(request.path_params["id"], by=me(request))
    return await _conversation(request, said.idea_id, said_id=said.id)


@members
async def hide(request: Request) -> Response:
    form = await forms.read(request)
    found = await comment_of(request.path_params["id"], me(request))
    try:
        await comments.hide_comment(found["id"], reason=form["reason"], by=me(request))
    except Problem as error:
        idea = await _where_it_goes_on(found["idea_id"], me(request))
        return await show_idea(request, idea, problem=error)
    return await _conversation(request, found["idea_id"], said_id=found["id"])


@members
async def restore(request: Request) -> Response:
    said = await comments.restore_comment(request.path_params["id"], by=me(request))
    return await _conversation(request, said.idea_id, said_id=said.id)


async def history(request: Request) -> Response:
    """How a comment read over time, newest first."""
    said, past = await comment_history(request.path_params["id"], who(request))
    found = await _where_it_goes_on(said["idea_id"], who(request))
    idea = views.idea(found, False, who(request))
    author = views.comment(said, found, who(request)).author
    shown = await versions(past, author=author, begun_at=said["created_at"])
    back = f"{idea.url}#comment-{said['id']}"
    return await page(request, "ideas/history.html", idea=idea, of="comment", back_url=back, versions=shown)


routes = [
    Route("/ideas/{id:int}/comments", create, methods=["POST"], name="create_comment"),
    Route("/comments/{id:int}/reply", reply, name="reply_form"),
    Route("/comments/{id:int}/reports", report, methods=["GET"], name="report_form"),
    Route("/comments/{id:int}/hiding", hiding, methods=["GET"], name="hide_form"),
    Route("/comments/{id:int}/edit", edit, name="edit_comment"),
    Route("/comments/{id:int}/text", update, methods=["POST"], name="update_comment"),
    Route("/comments/{id:int}/removal", remove, methods=["POST"], name="remove_comment"),
    Route("/comments/{id:int}/hiding", hide, methods=["POST"], name="hide_comment"),
    Route("/comments/{id:int}/restoring", restore, methods=["POST"], name="restore_comment"),
    Route("/comments/{id:int}/history", history, name="comment_history"),
]

"""Suggestions for documents: making, renewing and withdrawing one's own, accepting and rejecting others'."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.errors import Invalid, NotFound, Problem
from core.limits import spend
from core.words import _
from frontend import forms
from frontend.document_page import around, readable, show_editor, show_suggestion
from frontend.document_texts import begun, renewed
from frontend.document_views import suggested, suggestion
from frontend.forms import Form, own_key, query
from frontend.ladder import me, members
from frontend.rendering import page, redirect, url_for
from frontend.requests import network_address, number
from partners import suggestions
from partners.merging import MOST_CLASHES
from partners.versions import PAGE, suggestion_of, suggestions_of, version_of
from partners.writers import standing_of


@members
async def index(request: Request) -> Response:
    """Everything that was suggested to a document, and what became of it."""
    document_id = request.path_params["id"]
    before = number(query(request, "before")) or 0
    found = await suggestions_of(document_id, me(request), before=before, limit=PAGE + 1)
    more = (
        f"{url_for('suggestions', id=document_id)}?before={found[PAGE - 1]['id']}" if found[PAGE:] else None
    )
    standing = await standing_of(document_id, me(request))
    return await page(
        request,
        "suggestions/list.html",
        suggestions=[suggested(each) for each in found[:PAGE]],
        more_url=more,
        **await around(request, standing),
    )


@members
async def new(request: Request) -> Response:
    read = await readable(request.path_params["id"], me(request), saving=False)
    form = begun(read.version, read.version.n)
    form.values["submission"] = own_key(request)
    return await show_editor(request, read, form, mode="suggest")


@members
async def create(request: Request) -> Response:
    form, document_id = await forms.read(request), request.path_params["id"]
    try:
        await spend("comment", f"person {me(request).id}", network_address(request))
        made = await suggestions.suggest(
            document_id, **_typed(form), base=_base(form), key=form["submission"], by=me(request)
        )
    except NotFound:
        raise
    except Problem as error:
        read = await version_of(document_id, me(request))
        return await show_editor(request, read, form.refused(error), mode="suggest")
    return redirect(
        url_for("suggestion", id=made.id),
        said=_("Your suggestion stands here. Somebody whose text is in the document decides, or an owner."),
    )


def _typed(form: Form) -> dict[str, str]:
    return {name: form[name] for name in ("title", "body", "note")}


def _base(form: Form) -> int:
    return number(form["base"]) or 0


@members
async def show(request: Request) -> Response:
    return await show_suggestion(request, request.path_params["id"])


@members
async def edit(request: Request) -> Response:
    """One's own open suggestion, put onto the current version."""
    found = await suggestion_of(request.path_params["id"], me(request))
    if not suggestion(found).can_renew:
        raise NotFound
    read = await version_of(found.standing.document.id, me(request))
    return await show_editor(request, read, await renewed(found), mode="renew", suggestion=suggestion(found))


@members
async def update(request: Request) -> Response:
    form, suggestion_id = await forms.read(request), request.path_params["id"]
    try:
        await spend("write", f"person {me(request).id}")
        await suggestions.renew(suggestion_id, **_typed(form), base=_base(form), by=me(request))
    except NotFound:
        raise
    except Problem as error:
        found = await suggestion_of(suggestion_id, me(request))
        read = await version_of(found.standing.document.id, me(request))
        return await show_editor(
            request, read, form.refused(error), mode="renew", suggestion=suggestion(found)
        )
    return redirect(url_for("suggestion", id=suggestion_id), said=_("Your suggestion is renewed."))


@members
async def accept(request: Request) -> Response:
    """Take it over. Where the document has gone on, its page shows how the two read together, and asks again."""
    form, suggestion_id = await forms.read(request), request.path_params["id"]
    choices = {place: form[f"choice-{place}"] for place in range(MOST_CLASHES)}
    try:
        await spend("write", f"person {me(request).id}")
        made = await suggestions.accept(
            suggestion_id, seen=number(form["seen"]), on=number(form["on"]), choices=choices, by=me(request)
        )
    except NotFound:
        raise
    except Invalid as error:
        return await show_suggestion(request, suggestion_id, form=form.refused(error))
    except Problem as error:
        return await show_suggestion(request, suggestion_id, problem=error)
    said = _("It is version %(number)s now, under the name of whoever suggested it.", number=made.n)
    return redirect(url_for("document", id=made.document_id), said=said)


@members
async def reject(request: Request) -> Response:
    form, suggestion_id = await forms.read(request), request.path_params["id"]
    try:
        await spend("write", f"person {me(request).id}")
        await suggestions.reject(suggestion_id, reason=form["reason"], by=me(request))
    except NotFound:
        raise
    except Invalid as error:
        return await show_suggestion(request, suggestion_id, reject_form=form.refused(error))
    except Problem as error:
        return await show_suggestion(request, suggestion_id, problem=error)
    return redirect(url_for("suggestion", id=suggestion_id), said=_("It is rejected, with your reason."))


@members
async def withdraw(request: Request) -> Response:
    suggestion_id = request.path_params["id"]
    try:
        await spend("write", f"person {me(request).id}")
        await suggestions.withdraw(suggestion_id, by=me(request))
    except NotFound:
        raise
    except Problem as error:
        return await show_suggestion(request, suggestion_id, problem=error)
    return redirect(url_for("suggestion", id=suggestion_id), said=_("Your suggestion is withdrawn."))


routes = [
    Route("/documents/{id:int}/suggestions", index, methods=["GET"], name="suggestions"),
    Route("/documents/{id:int}/suggestions/new", new, methods=["GET"], name="new_suggestion"),
    Route("/documents/{id:int}/suggestions", create, methods=["POST"], name="create_suggestion"),
    Route("/suggestions/{id:int}", show, methods=["GET"], name="suggestion"),
    Route("/suggestions/{id:int}/edit", edit, methods=["GET"], name="edit_suggestion"),
    Route("/suggestions/{id:int}/text", update, methods=["POST"], name="update_suggestion"),
    Route("/suggestions/{id:int}/acceptance", accept, methods=["POST"], name="accept_suggestion"),
    Route("/suggestions/{id:int}/rejection", reject, methods=["POST"], name="reject_suggestion"),
    Route("/suggestions/{id:int}/withdrawal", withdraw, methods=["POST"], name="withdraw_suggestion"),
]

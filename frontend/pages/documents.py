"""Documents of rooms: their list, their versions, and writing them."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.errors import NotFound, Problem
from core.limits import spend
from core.words import _
from frontend import forms
from frontend.document_page import around, editor_refused, readable, show_document, show_editor
from frontend.document_texts import begun, difference
from frontend.document_views import listed, saved
from frontend.forms import Form, own_key, query
from frontend.ladder import me, members
from frontend.rendering import page, redirect, url_for
from frontend.requests import network_address, number
from frontend.room_page import of_room
from partners import documents
from partners.finding import room_for
from partners.versions import PAGE, documents_of, history, pair_of, version_of
from partners.writers import can_save


@members
async def index(request: Request) -> Response:
    """The documents of a room."""
    room_id = request.path_params["id"]
    await room_for(room_id, me(request))
    after = number(query(request, "after")) or 0
    found = await documents_of(room_id, me(request), after=after, limit=PAGE + 1)
    more = f"{url_for('documents', id=room_id)}?after={found[PAGE - 1]['id']}" if len(found) > PAGE else None
    shown = [listed(each) for each in found[:PAGE]]
    context = await of_room(request, room_id)
    return await page(request, "documents/list.html", documents=shown, more_url=more, **context)


@members
async def new(request: Request) -> Response:
    return await _begin(request, Form({"submission": own_key(request)}))


async def _begin(request: Request, form: Form) -> Response:
    room_id = request.path_params["id"]
    await room_for(room_id, me(request))
    context = await of_room(request, room_id)
    return await page(request, "documents/new.html", status=form.status, form=form, **context)


@members
async def create(request: Request) -> Response:
    form = await forms.read(request)
    typed = {name: form[name] for name in ("title", "body")}
    try:
        await spend("post", f"person {me(request).id}", network_address(request))
        made = await documents.start(
            request.path_params["id"], **typed, key=form["submission"], by=me(request)
        )
    except NotFound:
        raise
    except Problem as error:
        return await _begin(request, form.refused(error))
    return redirect(url_for("document", id=made.id), said=_("The document stands in the room."))


@members
async def show(request: Request) -> Response:
    return await show_document(request, request.path_params["id"])


@members
async def version(request: Request) -> Response:
    """How a document read."""
    return await show_document(request, request.path_params["id"], n=request.path_params["n"])


@members
async def edit(request: Request) -> Response:
    """Write a document. `?version=` begins with an earlier text, to bring it back."""
    document_id = request.path_params["id"]
    read = await version_of(document_id, me(request))
    if not can_save(read.standing):
        await readable(document_id, me(request), saving=False)
        return redirect(url_for("new_suggestion", id=document_id))
    earlier = number(query(request, "version"))
    source = await version_of(document_id, me(request), earlier) if earlier else read
    return await show_editor(request, read, begun(source.version, read.version.n), mode="save")


@members
async def save(request: Request) -> Response:
    form, document_id = await forms.read(request), request.path_params["id"]
    typed = {name: form[name] for name in ("title", "body", "note")}
    try:
        await spend("write", f"person {me(request).id}")
        made = await documents.save(document_id, base=number(form["base"]) or 0, **typed, by=me(request))
    except NotFound:
        raise
    except Problem as error:
        return await editor_refused(request, document_id, form, error)
    said = _("Version %(number)s is saved.", number=made.n)
    return redirect(url_for("document", id=document_id), said=said)


@members
async def past(request: Request) -> Response:
    """Every version of a document, the latest first."""
    document_id = request.path_params["id"]
    before = number(query(request, "before")) or 0
    standing, found = await history(document_id, me(request), before=before, limit=PAGE + 1)
    here = url_for("document_history", id=document_id)
    return await page(
        request,
        "documents/history.html",
        versions=[saved(each, standing) for each in found[:PAGE]],
        more_url=f"{here}?before={found[PAGE - 1]['n']}" if len(found) > PAGE else None,
        **await around(request, standing),
    )


@members
async def comparison(request: Request) -> Response:
    """The way from one version of a document to another: without other numbers, to the current one from that before."""
    document_id = request.path_params["id"]
    current = (await version_of(document_id, me(request))).version.n
    to = number(query(request, "to")) or current
    since = number(query(request, "from")) or max(1, to - 1)
    standing, one, other = await pair_of(document_id, me(request), since, to)
    return await page(
        request,
        "documents/comparison.html",
        one=one,
        other=other,
        changed=await difference(one, other),
        form=Form({"from": str(one.n), "to": str(other.n)}),
        **await around(request, standing),
    )


@members
async def archive(request: Request) -> Response:
    return await _act(request, closing=True)


@members
async def resume(request: Request) -> Response:
    return await _act(request, closing=False)


async def _act(request: Request, *, closing: bool) -> Response:
    document_id = request.path_params["id"]
    try:
        await spend("write", f"person {me(request).id}")
        await (documents.archive if closing else documents.resume)(document_id, by=me(request))
    except NotFound:
        raise
    except Problem as error:
        return await show_document(request, document_id, problem=error)
    said = _("The document is archived.") if closing else _("The document can be written again.")
    return redirect(url_for("document", id=document_id), said=said)


routes = [
    Route("/rooms/{id:int}/documents", index, methods=["GET"], name="documents"),
    Route("/rooms/{id:int}/documents/new", new, methods=["GET"], name="new_document"),
    Route("/rooms/{id:int}/documents", create, methods=["POST"], name="create_document"),
    Route("/documents/{id:int}", show, methods=["GET"], name="document"),
    Route("/documents/{id:int}/edit", edit, methods=["GET"], name="edit_document"),
    Route("/documents/{id:int}/versions", save, methods=["POST"], name="save_document"),
    Route("/documents/{id:int}/versions/{n:int}", version, methods=["GET"], name="document_version"),
    Route("/documents/{id:int}/history", past, methods=["GET"], name="document_history"),
    Route("/documents/{id:int}/comparison", comparison, methods=["GET"], name="document_comparison"),
    Route("/documents/{id:int}/archive", archive, methods=["POST"], name="archive_document"),
    Route("/documents/{id:int}/archive/withdrawal", resume, methods=["POST"], name="resume_document"),
]

"""The pages of a document and of a suggestion, as they are first shown and as they stand again when something was
refused."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from core.errors import NotAllowed, Problem
from core.words import _
from frontend.document_texts import overtaken, put_together
from frontend.document_views import abilities, document, suggested, suggestion, version
from frontend.forms import Form
from frontend.ladder import me
from frontend.rendering import page
from frontend.room_page import of_room
from frontend.views import somebody_of
from partners.documents import Overtaken
from partners.versions import Read, suggestion_of, suggestions_of, version_of
from partners.writers import Standing, can_save, can_suggest
from people.models import Person

NOTICED = 10
"""Open suggestions that stand on a document's own page."""


async def around(request: Request, standing: Standing) -> dict[str, Any]:
    """What each page of a document shows of it, and of its room."""
    return {
        **await of_room(request, standing.room.id),
        "document": document(standing),
        "may": abilities(standing),
    }


async def show_document(
    request: Request, document_id: int, *, n: int | None = None, problem: Problem | None = None
) -> Response:
    """A version of a document, the current one unless `n` says which."""
    read = await version_of(document_id, me(request), n)
    waiting = await suggestions_of(document_id, me(request), open_only=True, limit=NOTICED)
    return await page(
        request,
        "documents/show.html",
        status=problem.status if problem else 200,
        problem=problem.sentence if problem else None,
        version=version(read),
        waiting=[suggested(each) for each in waiting],
        **await around(request, read.standing),
    )


async def show_editor(request: Request, read: Read, form: Form, *, mode: str, **more: Any) -> Response:
    """The form in which a document is written (`save`), or another text for it suggested (`suggest`, `renew`)."""
    return await page(
        request,
        "documents/form.html",
        status=more.pop("status", form.status),
        form=form,
        mode=mode,
        version=version(read),
        **{"met": None, "suggestion": None, **more},
        **await around(request, read.standing),
    )


async def editor_refused(request: Request, document_id: int, form: Form, error: Problem) -> Response:
    """The form again with everything that was typed. Whoever may no longer save may still suggest it."""
    reader = me(request)
    read = await version_of(document_id, reader)
    if isinstance(error, Overtaken):
        put, met = await overtaken(form, read.standing, reader)
        who = somebody_of(read.people.get(read.version.author_id or 0))
        return await show_editor(
            request, read, put, mode="save", met={**met, "who": who}, status=error.status
        )
    mode = "save" if can_save(read.standing) or not can_suggest(read.standing) else "suggest"
    return await show_editor(request, read, form.refused(error), mode=mode)


async def show_suggestion(
    request: Request,
    suggestion_id: int,
    *,
    problem: Problem | None = None,
    form: Form | None = None,
    reject_form: Form | None = None,
) -> Response:
    """A suggestion: what it would change, and what becomes of it. The forms are those that were refused."""
    found = await suggestion_of(suggestion_id, me(request))
    refused = [each.status for each in (form, reject_form) if each]
    status = problem.status if problem else max(refused, default=200)
    return await page(
        request,
        "suggestions/show.html",
        status=status,
        problem=problem.sentence if problem else None,
        suggestion=suggestion(found),
        form=form,
        reject_form=reject_form,
        **await put_together(found),
        **await around(request, found.standing),
    )


async def readable(document_id: int, reader: Person, *, saving: bool) -> Read:
    """A document for whoever wants to write in it. Raises `NotFound`, or `NotAllowed` with a sentence."""
    read = await version_of(document_id, reader)
    allowed = can_save(read.standing) if saving else can_suggest(read.standing)
    if not allowed:
        raise NotAllowed(
            _("Those whose text stands in it write it, and other members suggest, while its room is active.")
        )
    return read

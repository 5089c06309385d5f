"""The record of moderation: who hid, released and restored what, when and why."""

from types import SimpleNamespace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from frontend.forms import query
from frontend.ladder import managers, me
from frontend.naming import names_in
from frontend.rendering import page, url_for
from frontend.requests import number
from frontend.stories import sentence
from frontend.views import idea_url, somebody_of
from triage.audit import Audited, entries


@managers
async def show(request: Request) -> Response:
    found, more = await entries(number(query(request, "before")), reader=me(request))
    names = await names_in([each.entry for each in found], me(request))
    return await page(
        request,
        "triage/audit.html",
        acts=[_shown(each, names) for each in found],
        more_url=f"{url_for('audit')}?before={more}" if more else None,
    )


def _shown(found: Audited, names: dict[str, Any]) -> SimpleNamespace:
    """One act as a line: the sentence of its event, what it was about, and whom it concerned."""
    idea = found.idea
    url = idea_url(idea["id"], idea["title"]) if idea else ""
    return SimpleNamespace(
        at=found.entry.event.created_at,
        actor=somebody_of(found.entry.actor),
        sentence=sentence(found.entry, idea_kind=idea["kind"] if idea else "idea", **names),
        idea=idea,
        url=f"{url}#comment-{found.comment_id}" if found.comment_id else url,
        reporter=somebody_of(found.reporter),
    )


routes = [Route("/triage/audit", show, methods=["GET"], name="audit")]

"""The directory: who looks for what, who offers it, and what of it could fit oneself."""

from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.words import _
from frontend.forms import query
from frontend.ladder import me, members
from frontend.meeting_views import cards
from frontend.rendering import fragment, page, url_for, wants_fragment
from frontend.requests import number
from ideas.tags import normalised
from partners.directory import Sought, needs, needs_of, popular_tags
from partners.fitting import fitting_mine
from partners.models import NeedKind


@members
async def index(request: Request) -> Response:
    reader = me(request)
    kind = query(request, "kind")
    sought = Sought(
        query(request, "q").strip(), normalised(query(request, "tag")), kind if kind in list(NeedKind) else ""
    )
    found, after = await needs(sought, number(query(request, "after")), reader=reader)
    context: dict[str, Any] = {
        "needs": await cards(found, reader),
        "more_url": _address(sought, after=after) if after else None,
        "sought": sought,
        "searched": sought != Sought(),
    }
    if wants_fragment(request):
        return fragment(request, "partners/_page.html", **context)
    first = not context["searched"] and not query(request, "after")
    return await page(
        request,
        "partners/directory.html",
        **context,
        first=first,
        fitting=await cards(await fitting_mine(reader), reader) if first else [],
        mine=await cards(await needs_of(reader.id, reader), reader) if first else [],
        tags=[(name, _address(Sought(tag=name))) for name in await popular_tags(reader)],
        kinds=_kinds(sought),
        untagged_url=_address(Sought(sought.q, "", sought.kind)),
    )


def _kinds(sought: Sought) -> list[tuple[str, str, bool]]:
    """The choices of a kind: name, address, whether it is chosen."""
    names = [("", _("All entries")), *((kind.value, _(kind.label)) for kind in NeedKind)]
    return [
        (name, _address(Sought(sought.q, sought.tag, value)), value == sought.kind) for value, name in names
    ]


def _address(sought: Sought, after: int | None = None) -> str:
    asked = {"q": sought.q, "tag": sought.tag, "kind": sought.kind, "after": str(after or "")}
    said = urlencode({name: value for name, value in asked.items() if value})
    return f"{url_for('directory')}?{said}" if said else url_for("directory")


routes = [Route("/partners", index, methods=["GET"], name="directory")]

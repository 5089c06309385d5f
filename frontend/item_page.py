"""One item's page, as its reader may see it: also where a form on it was refused."""

import re
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from frontend import roadmap_views as views
from frontend.forms import Form, query
from frontend.ladder import who
from frontend.rendering import page, url_for
from frontend.requests import number
from frontend.stories import story_of
from people.models import Person
from roadmap import queries

MOST_FOUND = 100
"""Numbers that are read out of one search."""


async def show_item(
    request: Request, item_id: int, *, forms: Mapping[str, Form] | None = None, **more: Any
) -> Response:
    """The whole page; `forms` were refused, with what was typed. Raises `NotFound`."""
    given = forms or {}
    status = max((form.status for form in given.values()), default=200)
    context = await _context(request, item_id)
    return await page(request, "roadmap/show.html", status=status, **{**context, **given, **more})


async def _context(request: Request, item_id: int) -> dict[str, Any]:
    reader = who(request)
    found = await queries.item(item_id, reader)
    links, more = await queries.links_of(item_id, reader, after=query(request, "after"))
    story, further = await story_of(("item", item_id), reader, before=number(query(request, "story")) or 0)
    here = url_for("item", id=item_id)
    return {
        "item": views.item(found),
        "can": views.item_abilities(reader, found),
        "links": [views.linked(each) for each in links],
        "links_more_url": f"{here}?after={more}" if more else None,
        "ended": [views.linked(each) for each in await queries.ended_links_of(item_id, reader)],
        "promises": [views.promise(each) for each in await queries.promises_of(item_id)],
        "releases": await queries.releases_of(item_id, reader),
        "story": story,
        "story_more_url": f"{here}?story={further}" if further else None,
        **await _found(request, reader, {each["id"] for each in links}),
    }


async def _found(request: Request, reader: Person | None, linked: set[int]) -> dict[str, Any]:
    """What a manager looked for to link it: by number, by address, or by words of the title."""
    text = query(request, "find")
    if not text.strip() or reader is None or not reader.is_manager:
        return {"find": "", "found": None}
    found = await queries.linkable(text, numbers_in(text), reader)
    return {"find": text, "found": [views.linked(each) for each in found if each["id"] not in linked]}


def numbers_in(text: str) -> list[int]:
    """The ideas that a text names and nothing else: `12`, `#12, #13`, or their addresses."""
    parts = text.replace(",", " ").split()
    found = [re.fullmatch(r"#?(\d{1,18})|\S*/ideas/(\d{1,18})(?:-\S*)?", part) for part in parts]
    if not all(found):
        return []
    return [int(each[1] or each[2]) for each in found[:MOST_FOUND] if each]

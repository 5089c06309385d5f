"""The desk: one idea in full with what is known about it and what can be done with it, at the inbox and, for staff, on
the idea's own page."""

from types import SimpleNamespace
from typing import Any

from starlette.requests import Request

from core.database import Row
from frontend import views
from frontend.idea_page import conversation
from frontend.ladder import me
from frontend.parts import shown
from frontend.queue import reasons_shown
from frontend.rendering import boards_of
from frontend.similar_views import worth_showing
from frontend.staff_box import for_staff
from ideas.queries import visible_idea
from people.models import Person
from triage.duplicates import candidates, search
from triage.inbox import reasons_of
from triage.permissions import can_merge

FORMS = dict.fromkeys(
    (
        "comment_form",
        "merge_form",
        "stage_form",
        "owner_form",
        "tags_form",
        "assess_form",
        "behalf_form",
        "hide_form",
        "aside_form",
        "bulk_form",
        "view_form",
    )
)
"""The forms of the inbox: None as long as none was refused."""


async def desk(request: Request, idea_id: int, find: str | None) -> dict[str, Any]:
    """All that the desk shows; `find`: the words by which something to merge into is searched for, if it is.

    Raises `NotFound` where the reader doesn't see the idea.
    """
    reader = me(request)
    found = await visible_idea(idea_id, reader)
    context = await conversation(request, found, views.idea(found, False, reader))
    merging = can_merge(reader, found)
    like = await search(find, reader, but=idea_id) if find and merging else []
    return {
        **context,
        **await shown(for_staff(found, reader, await boards_of(request))),
        "reasons": reasons_shown(await reasons_of(idea_id, reader)),
        "find": find,
        "found": [_offer(each) for each in like],
        "duplicates": await _duplicates(idea_id, reader) if merging else [],
    }


async def _duplicates(idea_id: int, reader: Person) -> list[SimpleNamespace]:
    return [_offer(each) for each in worth_showing(await candidates(idea_id, reader))]


def _offer(found: Row) -> SimpleNamespace:
    """An idea to merge into, with what it shares in words."""
    return SimpleNamespace(
        **found, url=views.idea_url(found["id"], found["title"]), words=", ".join(found["shared"])
    )

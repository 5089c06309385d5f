"""The inbox as somebody likes to see it, under a name of their own."""

from urllib.parse import parse_qsl, urlencode

from core.database import in_transaction
from core.errors import Invalid, NotAllowed, NotFound, Refused
from core.text import one_line
from core.words import _
from people.models import Person
from triage.models import SavedView
from triage.permissions import can_triage

MOST = 30
CHOICES = ("why", "board", "kind", "mine", "unowned")
"""What of an address makes a view; on which page one was doesn't."""


@in_transaction
async def save(name: str, query: str, *, by: Person) -> SavedView:
    """Keep these choices under this name; under a name that stands already they take its place."""
    if not can_triage(by):
        raise NotAllowed(_("The inbox is for staff."))
    name = one_line(name)
    if not 1 <= len(name) <= 60:
        raise Invalid({"name": _("A name has 1 to 60 characters.")})
    kept = _kept(query)
    view = await SavedView.get_or_none(person=by, name=name)
    if view:
        view.query = kept
        await view.save(update_fields=["query"])
        return view
    if await SavedView.filter(person=by).count() >= MOST:
        raise Refused(_("Those are many views. Remove one first."))
    return await SavedView.create(person=by, name=name, query=kept)


@in_transaction
async def delete(view_id: int, *, by: Person) -> None:
    """Raises `NotFound` for what isn't one's own."""
    if not await SavedView.filter(id=view_id, person=by).delete():
        raise NotFound


async def of(person: Person) -> list[SavedView]:
    return await SavedView.filter(person=person).order_by("name", "id")


def _kept(query: str) -> str:
    chosen = parse_qsl(query.removeprefix("?")[:2000])
    kept = urlencode([(name, value) for name, value in chosen if name in CHOICES and len(value) <= 60])
    if len(kept) > 300:
        raise Invalid({"name": _("These choices are too long to be kept.")})
    return kept

"""People and what they were told, as programs read them."""

from collections.abc import Collection, Sequence
from types import SimpleNamespace
from typing import Any

from activity.queries import Told
from api.models.people import Company, Me, Notice, PersonInList, Profile, Thing
from api.shown import absolute, somebody
from frontend.rendering import url_for
from people.models import Person, Scope
from people.permissions import can_see_email

OPEN = ("id", "name", "handle", "role", "department", "headline", "bio", "created_at", "deactivated_at")
OWN = ("locale", "timezone", "name_shown", "visibility", "contact")


def _person(found: Person, reader: Person) -> dict[str, Any]:
    """What their page shows, with their organisation fetched."""
    company = found.organisation
    return {
        **{name: getattr(found, name) for name in OPEN},
        "url": absolute(url_for("profile", id=found.id)),
        "department": found.department if found.is_staff else "",
        "organisation": Company(id=company.id, name=company.name) if company else None,
        "email": found.email if can_see_email(reader, found) else None,
    }


def in_list(found: Person, reader: Person) -> PersonInList:
    return PersonInList(**_person(found, reader))


def profile(found: Person, ideas: Sequence[int], answered: Sequence[int], reader: Person) -> Profile:
    return Profile(**_person(found, reader), ideas=list(ideas), answered=list(dict.fromkeys(answered)))


def me(found: Person, unread: int, scopes: Collection[Scope]) -> Me:
    return Me(
        **_person(found, found),
        **{name: getattr(found, name) for name in OWN},
        unread=unread,
        scopes=[scope for scope in Scope if scope in scopes],
    )


def notice(told: Told, row: SimpleNamespace) -> Notice:
    """A notice as `frontend.notice_views` shows it; its sentence without marks and links."""
    about = None
    if row.thing:
        kind, number = row.thing
        about = Thing(type=kind, id=number, title=row.title, url=absolute(row.url))
    return Notice(
        id=row.id,
        at=row.at,
        seen=not row.is_new,
        reason=row.reason,
        action=told.entry.event.action,
        sentence=row.sentence.striptags(),
        actor=somebody(row.actor),
        about=about,
    )

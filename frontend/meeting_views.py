"""Needs, and the people behind them and in one's conversations, as templates read them."""

from collections.abc import Sequence
from types import SimpleNamespace
from urllib.parse import urlencode

from core.clock import now
from core.database import Row
from frontend.rendering import url_for
from partners.contact import writable
from partners.models import NeedKind
from partners.needs import can_renew
from people.models import Person


async def cards(found: Sequence[Row], reader: Person | None) -> list[SimpleNamespace]:
    """Needs with the way to write to their people, where the reader may."""
    open_to = await writable({each["person_id"] for each in found}, reader) if reader else set()
    return [_card(each, reader, each["person_id"] in open_to) for each in found]


def _card(found: Row, reader: Person | None, may_write: bool) -> SimpleNamespace:
    mine = reader is not None and reader.id == found["person_id"]
    return SimpleNamespace(
        id=found["id"],
        url=url_for("need", id=found["id"]),
        kind=found["kind"],
        kind_label=NeedKind(found["kind"]).label,
        text=found["text"],
        lang=found["lang"],
        tags=[(name, f"{url_for('directory')}?{urlencode({'tag': name})}") for name in found["tags"]],
        shared=found.get("shared", []),
        person=known_person({**found, "id": found["person_id"]}),
        created_at=found["created_at"],
        expires_at=found["expires_at"],
        over=found["expires_at"] <= now(),
        mine=mine,
        renewable=mine and can_renew(found["expires_at"]),
        write_url=f"{url_for('new_request', id=found['person_id'])}?need={found['id']}"
        if may_write
        else None,
    )


def known_person(found: Row) -> SimpleNamespace:
    """Somebody with the way to their page and their organisation's, where these are open to the reader."""
    open_page = bool(found.get("has_page", True))
    organisation = found.get("organisation_id") if open_page else None
    return SimpleNamespace(
        id=found["id"],
        name=found["name"],
        headline=found["headline"],
        organisation=found.get("organisation") or "",
        organisation_url=url_for("organisation", id=organisation) if organisation else None,
        url=url_for("profile", id=found["id"]) if open_page and found["name"] else None,
    )

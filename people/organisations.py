"""Organisations: customers, partners, and the host whose yard this is."""

from typing import Any
from urllib.parse import urlsplit

from activity.models import Audience
from activity.operations import record
from core.database import in_transaction
from core.errors import Invalid, NotFound
from core.text import clean, one_line
from core.words import _
from people.events import PersonEvent
from people.models import Organisation, OrganisationKind, Person
from people.permissions import must_administer

HEAVIEST = 100


@in_transaction
async def create_organisation(
    *,
    by: Person | None,
    name: str,
    kind: str = OrganisationKind.CUSTOMER,
    website: str = "",
    about: str = "",
    weight: int | str = 1,
) -> Organisation:
    """Enter an organisation. `by` is None for the command line."""
    if by is not None:
        must_administer(by)
    fields = _checked({"name": name, "kind": kind, "website": website, "about": about, "weight": weight})
    made = await Organisation.create(**fields)
    await record(
        PersonEvent.ORGANISATION_CREATED,
        by=by,
        about=("organisation", made.id),
        audience=Audience.STAFF,
        kind=made.kind.value,
    )
    return made


@in_transaction
async def change_organisation(organisation_id: int, *, by: Person, **fields: object) -> Organisation:
    """Change name, kind, website, about or weight."""
    must_administer(by)
    organisation = await Organisation.get_or_none(id=organisation_id)
    if organisation is None:
        raise NotFound
    kept = _checked(fields)
    changed = [name for name, value in kept.items() if getattr(organisation, name) != value]
    if changed:
        for name in changed:
            setattr(organisation, name, kept[name])
        await organisation.save(update_fields=changed)
        await record(
            PersonEvent.ORGANISATION_EDITED,
            by=by,
            about=("organisation", organisation_id),
            audience=Audience.STAFF,
            fields=changed,
        )
    return organisation


def _checked(fields: dict[str, object]) -> dict[str, Any]:
    problems: dict[str, str] = {}
    kept: dict[str, Any] = {}
    for field, value in fields.items():
        kept[field], problem = _CHECKS[field](value)
        if problem:
            problems[field] = problem
    if problems:
        raise Invalid(problems)
    return kept


def _name(value: object) -> tuple[object, str]:
    name = one_line(str(value))
    fits = 1 <= len(name) <= 120
    return name, "" if fits else _(
        "An organisation needs a name of at most %(number)s characters.", number=120
    )


def _kind(value: object) -> tuple[object, str]:
    if value not in list(OrganisationKind):
        return value, _("Please choose one of these.")
    return OrganisationKind(str(value)), ""


def _website(value: object) -> tuple[object, str]:
    address = one_line(str(value))
    try:
        parts = urlsplit(address)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname) and len(address) <= 300
    except ValueError:
        fits = False
    return address, "" if fits or not address else _("A website's address begins with https://")


def _about(value: object) -> tuple[object, str]:
    about = clean(str(value))
    return about, "" if len(about) <= 2000 else _("This has at most %(number)s characters.", number=2000)


def _weight(value: object) -> tuple[object, str]:
    text = str(value).strip()
    weight = int(text) if text.isascii() and text.isdigit() and len(text) <= 3 else 0
    return weight, "" if 1 <= weight <= HEAVIEST else _(
        "A whole number from 1 to %(number)s.", number=HEAVIEST
    )


_CHECKS = {"name": _name, "kind": _kind, "website": _website, "about": _about, "weight": _weight}

"""What a person says about themselves, and how they want to meet others."""

from collections.abc import Callable
from enum import StrEnum
from functools import cache
from zoneinfo import available_timezones

from tortoise.exceptions import IntegrityError

from activity.models import Audience
from activity.operations import record
from core.database import in_transaction
from core.errors import Invalid
from core.text import clean
from core.words import LOCALES, _
from people.events import PersonEvent
from people.models import Contact, Person, Visibility
from people.names import checked_handle, checked_name, is_taken, plain_line

LONGEST_BIO = 2_000
STAFF_ALONE = ("department",)
"""What only staff say about themselves."""


@in_transaction
async def change_profile(*, by: Person, **fields: object) -> Person:
    """Change one's own name, handle, headline, department (staff), bio, locale, timezone, name_shown,
    visibility or contact.

    Raises `Invalid` with all that is wrong, and then changes nothing.
    """
    kept = _checked({name: value for name, value in fields.items() if by.is_staff or name not in STAFF_ALONE})
    if "handle" in kept and await is_taken(str(kept["handle"]), besides=by.id):
        raise Invalid({"handle": _("Somebody has this handle already.")})
    changed = [name for name, value in kept.items() if getattr(by, name) != value]
    if changed:
        for name in changed:
            setattr(by, name, kept[name])
        await _save(by, changed)
        await record(
            PersonEvent.CHANGED, by=by, about=("person", by.id), audience=Audience.STAFF, fields=changed
        )
    return by


async def _save(person: Person, changed: list[str]) -> None:
    try:
        await person.save(update_fields=changed)
    except IntegrityError:  # somebody else took the handle a moment ago
        raise Invalid({"handle": _("Somebody has this handle already.")}) from None


def _checked(fields: dict[str, object]) -> dict[str, object]:
    problems: dict[str, str] = {}
    kept: dict[str, object] = {}
    for name, value in fields.items():
        try:
            kept[name] = _CHECKS[name](value)
        except Invalid as wrong:
            problems.update(wrong.fields)
    if problems:
        raise Invalid(problems)
    return kept


def _line(field: str, longest: int) -> Callable[[object], str]:
    def check(value: object) -> str:
        kept = plain_line(str(value))
        if len(kept) > longest:
            raise Invalid({field: _("This has at most %(number)s characters.", number=longest)})
        return kept

    return check


def _one_of(field: str, choices: type[StrEnum]) -> Callable[[object], StrEnum]:
    def check(value: object) -> StrEnum:
        if value not in list(choices):
            raise Invalid({field: _("Please choose one of these.")})
        return choices(str(value))

    return check


def _bio(value: object) -> str:
    kept = clean(str(value))
    if len(kept) > LONGEST_BIO:
        raise Invalid({"bio": _("This has at most %(number)s characters.", number=LONGEST_BIO)})
    return kept


def _locale(value: object) -> str:
    if value not in ("", *LOCALES):
        raise Invalid({"locale": _("Please choose one of these languages.")})
    return str(value)


@cache
def zones() -> frozenset[str]:
    """Every time zone there is. Reading them walks through a few hundred files: once is enough."""
    return frozenset(available_timezones())


def _timezone(value: object) -> str:
    if value and value not in zones():
        raise Invalid({"timezone": _("This isn't a time zone. It looks like Asia/Seoul.")})
    return str(value)


_CHECKS: dict[str, Callable[[object], object]] = {
    "name": lambda value: checked_name(str(value)),
    "handle": lambda value: checked_handle(str(value)),
    "headline": _line("headline", 120),
    "department": _line("department", 80),
    "bio": _bio,
    "locale": _locale,
    "timezone": _timezone,
    "name_shown": bool,
    "visibility": _one_of("visibility", Visibility),
    "contact": _one_of("contact", Contact),
}

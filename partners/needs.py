"""What people look for and offer: publishing it, changing it, keeping it up, and taking it down."""

from datetime import datetime, timedelta
from typing import Any

from activity.models import Audience
from activity.operations import record
from activity.submissions import once
from core.clock import now
from core.database import in_transaction
from core.errors import Invalid, NotFound, Refused
from core.text import clean, language
from core.words import _, ngettext
from ideas.search.cutting import tokens
from ideas.tags import parsed
from partners.events import NeedEvent
from partners.models import Need, NeedKind, NeedTag, NeedToken
from partners.rules import must_take_part
from people.models import Person
from people.profiles import change_profile

LONGEST = 1_000
LASTS = timedelta(days=90)
SOON = timedelta(days=14)
"""So long before its end a need can be renewed; before, it has enough days."""
MOST = 20
"""Needs of one person that stand at once."""
LONGEST_TOKEN = 40
AT_ONCE = 100
"""Needs that are indexed in one transaction, when all are."""


@in_transaction
async def publish(
    *, kind: str, text: str, tags: str = "", contact: str = "", key: str = "", by: Person
) -> Need:
    """Say in the directory what one looks for or offers, for `LASTS`. `contact`, where it is given, is from now on who
    may write to one. Raises `Invalid` with a sentence for each field."""
    await must_take_part(by)
    fields, names = _checked(kind, text, tags)
    form = await once(by.id, "need", key) if key else None
    if form and form.subject_id:
        return await Need.get(id=form.subject_id)
    await _must_have_room(by)
    if contact:
        await change_profile(by=by, contact=contact)
    need = await Need.create(person_id=by.id, created_at=now(), expires_at=now() + LASTS, **fields)
    if form:
        await form.update_from_dict({"subject_type": "need", "subject_id": need.id}).save()
    await _index(need, names)
    await _record(NeedEvent.PUBLISHED, need, by)
    return need


@in_transaction
async def change(need_id: int, *, kind: str, text: str, tags: str = "", by: Person) -> Need:
    """Change the words of one's own need; it stands no longer than before."""
    need = await _own(need_id, by)
    fields, names = _checked(kind, text, tags)
    await need.update_from_dict(fields).save()
    await _index(need, names)
    await _record(NeedEvent.CHANGED, need, by)
    return need


@in_transaction
async def renew(need_id: int, *, by: Person) -> Need:
    """Let one's own need stand for another `LASTS` from now, also when it has expired."""
    need = await _own(need_id, by)
    if not can_renew(need.expires_at):
        raise Refused(_("This stands long enough. You can renew it in its last 14 days."))
    if need.expires_at <= now():
        await _must_have_room(by)
    need.expires_at = now() + LASTS
    await need.save(update_fields=["expires_at"])
    await _record(NeedEvent.CHANGED, need, by)
    return need


@in_transaction
async def end(need_id: int, *, by: Person) -> None:
    """Take one's own need down for good."""
    need = await _own(need_id, by)
    need.ended_at = now()
    await need.save(update_fields=["ended_at"])
    await _record(NeedEvent.ENDED, need, by)


def can_renew(expires_at: datetime) -> bool:
    """Has a need that ends then come to its last days, or is it over?"""
    return expires_at - now() <= SOON


async def _own(need_id: int, by: Person) -> Need:
    await must_take_part(by)
    need = await Need.select_for_update().get_or_none(id=need_id, person_id=by.id, ended_at=None)
    if need is None:
        raise NotFound
    return need


async def _must_have_room(by: Person) -> None:
    await Person.select_for_update(no_key=True).get(id=by.id)
    if await Need.filter(person_id=by.id, ended_at=None, expires_at__gt=now()).count() >= MOST:
        sentence = ngettext(
            "You have %(num)s entry in the directory already. Take one down first.",
            "You have %(num)s entries in the directory already. Take one down first.",
            MOST,
        )
        raise Refused(sentence)


def _checked(kind: str, text: str, tags: str) -> tuple[dict[str, Any], list[str]]:
    wrong: dict[str, str] = {}
    words, names = clean(text), list[str]()
    if kind not in list(NeedKind):
        wrong["kind"] = _("Say whether you look for something or offer it.")
    if not words:
        wrong["text"] = _("Write something first.")
    elif len(words) > LONGEST:
        wrong["text"] = _("This has at most %(number)s characters.", number=LONGEST)
    try:
        names = parsed(tags)
    except Invalid as error:
        wrong |= error.fields
    if wrong:
        raise Invalid(wrong)
    return {"kind": NeedKind(kind), "text": words, "lang": language(words)}, names


async def index_again(need_id: int) -> None:
    """Inside an operation that has changed its words."""
    names = await NeedTag.filter(need_id=need_id).order_by("id").values_list("name", flat=True)
    await _index(await Need.get(id=need_id), [str(name) for name in names])


async def _index(need: Need, names: list[str]) -> None:
    """What the need is found by from now on: its tags, and the tokens of its words and tags."""
    await NeedTag.filter(need_id=need.id).delete()
    await NeedTag.bulk_create([NeedTag(need_id=need.id, name=name) for name in names])
    await _find_by(need, names)


async def _find_by(need: Need, names: list[str]) -> None:
    await NeedToken.filter(need_id=need.id).delete()
    found = tokens(need.text).union(*(tokens(name) for name in names))
    kept = sorted({each[:LONGEST_TOKEN] for each in found})
    await NeedToken.bulk_create([NeedToken(need_id=need.id, token=token) for token in kept])


async def index_all() -> None:
    """What every need is found by, made anew: after rows came without it."""
    last = 0
    while needs := await Need.filter(id__gt=last).order_by("id").limit(AT_ONCE):
        await _index_some(needs)
        last = needs[-1].id


@in_transaction
async def _index_some(needs: list[Need]) -> None:
    for need in needs:
        names = await NeedTag.filter(need_id=need.id).order_by("id").values_list("name", flat=True)
        await _find_by(need, [str(name) for name in names])


async def _record(action: NeedEvent, need: Need, by: Person) -> None:
    await record(action, by=by, about=("person", by.id), audience=Audience.STAFF, need=need.id)

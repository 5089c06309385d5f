"""The accounts that whoever runs this yard makes for programs, and the tokens that they hand out."""

import re
from collections.abc import Iterable
from typing import Any

from activity.models import Audience
from activity.operations import record
from core.database import in_transaction
from core.errors import Invalid
from core.words import _
from people import tokens
from people.addresses import normalised
from people.events import PersonEvent
from people.joining import has_arrived, join
from people.models import Person, Session
from people.names import checked_name, free_handle
from people.permissions import has_agreed
from people.site import current


@in_transaction
async def token_for(email: str, *, name: str, scopes: Iterable[str]) -> tuple[str, Person]:
    """A token for whoever has this address, and they; a member is made where nobody has it. For `madang token`.

    It is good at once. A person without a name gets one from the address. To the terms, the operator, whose terms they
    are, agrees for accounts of their own making, in which nobody has ever signed in; it is recorded as the system's
    doing. Who has signed in here agrees by themselves, and until then may not write: see `is_settled`.
    """
    address = normalised(email)
    known = await Person.get_or_none(email=address)
    is_own = known is None or (await has_arrived(known) and not await Session.exists(person_id=known.id))
    person = known or await join(address, name=_name_from(address), handle=await free_handle(""))
    made = await tokens.make(person.id, name=name, scopes=scopes)
    if not person.name:
        person.name = _name_from(address)
        await person.save(update_fields=["name"])
        await _record(PersonEvent.CHANGED, person, fields=["name"])
    site = await current()
    if is_own and not has_agreed(person, site):
        person.terms_version = site.terms_version
        await person.save(update_fields=["terms_version"])
        await _record(PersonEvent.AGREED, person, version=site.terms_version)
    return made, person


def _name_from(address: str) -> str:
    """What stands before the @, in words: `ci-bot+1@example.com` is Ci Bot."""
    local = address.rpartition("@")[0].partition("+")[0]
    try:
        return checked_name(" ".join(word.capitalize() for word in re.split(r"[._-]+", local)))
    except Invalid:
        return _("A program")


async def _record(action: PersonEvent, person: Person, **details: Any) -> None:
    await record(action, by=None, about=("person", person.id), audience=Audience.STAFF, **details)

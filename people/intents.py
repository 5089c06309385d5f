"""What a visitor was about to do when asked to sign in, kept with what they typed until they have."""

from collections.abc import Mapping
from datetime import timedelta

from core.clock import now
from core.database import in_transaction
from core.errors import Invalid
from core.secrets import digest, token
from core.words import _
from people.models import Intent, Person

KEPT = timedelta(days=1)
MOST = 30_000
"""Characters of typed text that are kept for one intent: the longest idea, and some room."""


@in_transaction
async def keep(
    kind: str, path: str, data: Mapping[str, str], subject_id: int | None = None
) -> tuple[int, str]:
    """Keep an intent for a day: its id, and the key that the visitor's browser alone holds.

    Raises `Invalid` where more was typed than any form takes.
    """
    if sum(len(name) + len(value) for name, value in data.items()) > MOST:
        raise Invalid({"": _("That is too long to be sent.")})
    key = token()
    intent = await Intent.create(
        key_hash=digest(key),
        kind=kind,
        subject_id=subject_id,
        path=path if len(path) <= 2000 else "/",
        data=dict(data),
        expires_at=now() + KEPT,
    )
    return intent.id, key


async def by_key(key: str) -> Intent | None:
    """The intent of the browser that holds this key."""
    return await Intent.get_or_none(key_hash=digest(key), expires_at__gt=now()) if key else None


@in_transaction
async def claim(key: str, person: Person) -> Intent | None:
    """From now on it is this person's. None where there is none, it is over, or it is somebody else's.

    Only the browser that holds the key can claim: what a stranger was about to do is never done in the name of
    whoever opens a link that the stranger asked for.
    """
    if not key:
        return None
    mine = Intent.filter(key_hash=digest(key), expires_at__gt=now())
    await mine.filter(person_id=None).update(person_id=person.id)
    return await mine.get_or_none(person_id=person.id)


@in_transaction
async def forget(intent: Intent) -> None:
    """It has been carried out, once."""
    await intent.delete()


async def draft(intent_id: int, person: Person) -> Intent | None:
    """This person's own intent, claimed before, with what they typed."""
    return await Intent.get_or_none(id=intent_id, person_id=person.id, expires_at__gt=now())

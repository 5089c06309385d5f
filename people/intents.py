"""What a visitor was about to do when asked to sign in, kept with what they typed until they have."""

from collections.abc import Mapping
from datetime import timedelta

from core.clock import now
from core.database import in_transaction
from core.secrets import digest, token
from people.models import Intent, Person, SignIn

KEPT = timedelta(days=1)
MOST = 100_000
"""Characters of typed text that are kept for one intent."""


@in_transaction
async def keep(
    kind: str, path: str, data: Mapping[str, str], subject_id: int | None = None
) -> tuple[int, str]:
    """Keep an intent for a day: its id, and the key that the visitor's browser alone holds."""
    if sum(len(name) + len(value) for name, value in data.items()) > MOST:
        data = {}
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
async def claim(intent_id: int | None, person: Person) -> Intent | None:
    """From now on it is this person's. None where there is none, it is over, or it is somebody else's.

    Ids can be guessed: only what came with the person's own sign-in or their browser's key is claimed.
    """
    if intent_id is None:
        return None
    await Intent.filter(id=intent_id, person_id=None, expires_at__gt=now()).update(person_id=person.id)
    return await draft(intent_id, person)


@in_transaction
async def forget(intent: Intent) -> None:
    """It has been carried out, once."""
    await intent.delete()


async def draft(intent_id: int, person: Person) -> Intent | None:
    """This person's own intent, claimed before, with what they typed."""
    return await Intent.get_or_none(id=intent_id, person_id=person.id, expires_at__gt=now())


async def of_sign_in(signin: SignIn) -> Intent | None:
    """What the sign-in's asker was about to do. Changes nothing."""
    return await Intent.get_or_none(id=signin.intent_id, expires_at__gt=now())

"""`Idempotency-Key`: what is sent twice, because an answer was lost, is made once, and answered alike."""

from collections.abc import Awaitable, Callable

from activity.submissions import once
from api.ground.problems import Wrong
from core.database import in_transaction
from core.secrets import digest
from core.words import _

KEPT = 20
"""Hex digits that tell one request from another: the key is one person's own, and so are its mistakes."""


def asked(method: str, path: str, body: bytes) -> str:
    """What tells a request from another that brings the same key."""
    return digest(f"{method} {path}\n{body.hex()}")[:KEPT]


@in_transaction
async def made_once(person_id: int, key: str, request: str, make: Callable[[], Awaitable[int]]) -> int:
    """The number of what this request makes, or made when it came first. Whoever comes second waits for the first.

    Raises `Wrong` where the key came with another request before. What was refused leaves nothing, and is tried anew.
    """
    kept = await once(person_id, "api", key)
    if kept.subject_id:
        if kept.subject_type != request:
            raise Wrong([("", _("This Idempotency-Key came with another request before."))])
        return int(kept.subject_id)
    made = await make()
    await kept.update_from_dict({"subject_type": request, "subject_id": made}).save()
    return made

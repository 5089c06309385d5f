"""Blocks: a person doesn't want to hear from another."""

from activity.models import Audience
from activity.operations import record
from core.clock import now
from core.database import in_transaction, row
from core.errors import NotFound, Refused
from core.words import _
from people.events import PersonEvent
from people.models import Block, Person
from people.permissions import can_block


@in_transaction
async def block(person_id: int, *, by: Person) -> None:
    """Hear no more from this person; they aren't told. Staff answer for the house and can't be blocked."""
    other = await Person.get_or_none(id=person_id)
    if other is None:
        raise NotFound
    if not can_block(by, other):
        raise Refused(_("Only other customers and partners can be blocked."))
    made = await row(
        """INSERT INTO block (created_at, person_id, blocked_id) VALUES (:now, :person, :blocked)
           ON CONFLICT (person_id, blocked_id) DO NOTHING RETURNING id""",
        now=now(),
        person=by.id,
        blocked=other.id,
    )
    if made:
        await _record(PersonEvent.BLOCKED, by, other.id)


@in_transaction
async def unblock(person_id: int, *, by: Person) -> None:
    """Hear from this person again."""
    if await Block.filter(person_id=by.id, blocked_id=person_id).delete():
        await _record(PersonEvent.UNBLOCKED, by, person_id)


async def _record(action: PersonEvent, by: Person, blocked: int) -> None:
    await record(action, by=by, about=("person", by.id), audience=Audience.STAFF, blocked=blocked)

"""Erasing a person from what imports remember: by which name their old portal knew them, and what reports say of them.

A person whom the old portal knew by an id keeps that row: it holds no name, and keeps them from being made anew.
"""

from core.database import rows
from moving.models import Thing
from people.identity import Identity, take_out


async def forget(who: Identity) -> None:
    """Inside the erasure's transaction (fills `people.ports.erase`)."""
    await rows(
        "DELETE FROM arrival WHERE thing = :person AND subject_id = :id AND source_id LIKE 'name:%'",
        person=Thing.PERSON.value,
        id=who.id,
    )
    await take_out(who, "left_row", "title", "reason", "source_id")

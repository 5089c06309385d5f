"""Erasing a person from the inbox: what they reported stands, without their words; their views go."""

from core.database import rows
from people.identity import Identity, blank, take_out


async def forget(who: Identity) -> None:
    """Inside the erasure's transaction (fills `people.ports.erase`)."""
    await rows("DELETE FROM saved_view WHERE person_id = :person", person=who.id)
    await take_out(who, "saved_view", "name", "query")
    if not who.of_the_house:
        await blank("report", ["words"], "reporter_id = :person", person=who.id)
    await take_out(who, "report", "words", "snapshot")

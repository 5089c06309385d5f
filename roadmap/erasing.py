"""Erasing a person from the roadmap: their verdicts count as they did, without their words; what they signed stays,
nameless; what they looked after waits for somebody else."""

from core.database import rows
from ideas.erasing import html_of
from people.identity import Identity, take_out

TEXTS = (
    ("item", "summary", "title"),
    ("release", "notes", "title"),
    ("improvement", "what_was_wrong", "title", "unmeasured_because"),
    ("improvement", "what_changed"),
    ("improvement", "lesson"),
)
"""Tables with a text whose HTML stands beside it, and with it others that have none."""


async def forget(who: Identity) -> None:
    """Inside the erasure's transaction (fills `people.ports.erase`)."""
    await rows("UPDATE item SET owner_id = NULL WHERE owner_id = :person", person=who.id)
    await rows(
        """UPDATE verdict SET body = '', lang = ''
           WHERE body <> '' AND ask_id IN (SELECT id FROM ask WHERE person_id = :person)""",
        person=who.id,
    )
    for table, text, *others in TEXTS:
        await take_out(who, table, text, *others, html=f"{text}_html", render=html_of)
    await take_out(who, "answered", "quote")
    await take_out(who, "evidence", "text", "source")
    await take_out(who, "link", "ended_reason")
    await take_out(who, "verdict", "body")

"""Erasing a person from rooms and conversations: what they said stays, nameless, for those who read it with them.

What a room wrote together stays to the letter: whose each of its words is follows from the texts as they were.
"""

from core.database import rows
from ideas.erasing import html_of
from partners.models import PartnerReport
from partners.needs import index_again
from people.identity import Identity, blank, take_out

GO = (
    "DELETE FROM need WHERE person_id = :person",
    "DELETE FROM conversation WHERE requester_id = :person AND state = 'requested'",
    "DELETE FROM membership WHERE person_id = :person AND state IN ('invited', 'requested')",
    "UPDATE membership SET words = '', feed_key = NULL WHERE person_id = :person",
    "UPDATE proposal_author SET words = '' WHERE person_id = :person",
)
"""What speaks of them alone, and what they asked for and nobody has answered."""


async def forget(who: Identity) -> None:
    """Inside the erasure's transaction (fills `people.ports.erase`)."""
    for statement in GO:
        await rows(statement, person=who.id)
    if not who.of_the_house:
        await blank("partner_report", ["words"], "reporter_id = :person", person=who.id)
    if not who.credited:
        await blank("proposal_author", ["credit_name"], "person_id = :person", person=who.id)
    for table in ("post", "post_comment", "message"):
        await take_out(who, table, "body", html="body_html", render=html_of)
    await take_out(who, "room", "name", "purpose", "terms")
    await take_out(who, "suggestion", "title", "body", "note", "reason")
    await take_out(who, "document_version", "note")
    for need_id in await take_out(who, "need", "text"):
        await index_again(need_id)
    await take_out(who, "membership", "words")
    await take_out(who, "proposal_author", "words")
    await take_out(who, "partner_report", "words")
    await _from_snapshots(who)


async def _from_snapshots(who: Identity) -> None:
    """Reports are few: each is looked at."""
    async for report in PartnerReport.all().order_by("id"):
        without = _without(who, report.snapshot)
        if without != report.snapshot:
            report.snapshot = without
            await report.save(update_fields=["snapshot"])


def _without(who: Identity, kept: dict[str, object]) -> dict[str, object]:
    """A snapshot (see `partners.snapshots`) in which their pieces are nobody's."""

    def piece(of: dict[str, str]) -> dict[str, str]:
        return {
            **of,
            "name": "" if of["name"] == who.name else of["name"],
            "text": who.taken_out_of(of["text"]),
        }

    around = {side: [piece(each) for each in kept.get(side, [])] for side in ("before", "after")}  # type: ignore[attr-defined]
    return {**kept, "text": who.taken_out_of(str(kept.get("text", ""))), **around}

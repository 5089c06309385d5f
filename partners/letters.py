"""What somebody reads of what they have written to others and others to them. Each list is of one's own alone."""

from dataclasses import dataclass

from core.clock import now
from core.database import Row, moment, row, rows
from core.errors import NotFound
from partners.messages import within_reach
from partners.models import Conversation
from partners.rules import takes_part
from partners.visibility import unblocked, visible_conversations, visible_needs, visible_people
from people.models import Person

PAGE = 20
MESSAGES = 30

OTHER = "CASE WHEN c.requester_id = :reader THEN c.recipient_id ELSE c.requester_id END"
SEEN = "CASE WHEN c.requester_id = :reader THEN c.requester_seen ELSE c.recipient_seen END"
UNREAD = f"m.conversation_id = c.id AND m.author_id <> :reader AND m.id > {SEEN}"
ASIDE = f"""(c.recipient_id = :reader AND (c.state = 'declined'
             OR (c.state = 'requested' AND NOT ({unblocked("c.requester_id")}))))"""
"""Requests that were set aside, and those of people between whom and the reader there is a block."""

UNREAD_TALKS = f"""(SELECT count(*) FROM conversation c
                    WHERE (c.requester_id = :reader OR c.recipient_id = :reader) AND NOT {ASIDE}
                      AND EXISTS (SELECT 1 FROM message m WHERE {UNREAD}))"""
"""How many of `:reader`'s conversations hold something unread, in SQL."""


@dataclass(frozen=True)
class Letters:
    """One conversation as one of the two reads it: `talk` with the other person, a page of `messages`, the oldest of
    them first, the key of those `before`, and what the reader may do."""

    talk: Row
    messages: list[Row]
    before: int | None
    need: Row | None
    can_write: bool
    can_accept: bool
    can_ignore: bool
    can_end: bool


async def has_letters(person: Person) -> bool:
    """Whether this person has a list of conversations at all: whoever takes part, and whoever was written to."""
    if await takes_part(person):
        return True
    mine = visible_conversations(person)
    return (
        await row(f"SELECT 1 AS one FROM conversation c WHERE {mine.sql} LIMIT 1", **mine.values) is not None
    )


async def unread(person: Person) -> int:
    """How many of one's conversations hold something unread. What was set aside doesn't count."""
    found = await row(f"SELECT {UNREAD_TALKS} AS many", reader=person.id)
    return int(found["many"]) if found else 0


async def conversations(
    reader: Person, before: int | None = None, limit: int = PAGE
) -> tuple[list[Row], int | None]:
    """One's conversations, the last written first, and the key of the next page. What was set aside isn't there."""
    found = await _listed(f"NOT {ASIDE}", reader, before, limit + 1)
    return found[:limit], found[limit - 1]["last_id"] if len(found) > limit else None


async def set_aside(reader: Person, limit: int = 100) -> list[Row]:
    """The requests that one has set aside, the latest first."""
    return await _listed(ASIDE, reader, None, limit)


async def between(person_id: int, reader: Person) -> int | None:
    """The conversation that these two have, if they have one."""
    low, high = sorted((person_id, reader.id))
    found = await row("SELECT id FROM conversation WHERE low = :low AND high = :high", low=low, high=high)
    return found["id"] if found else None


async def letters(conversation_id: int, reader: Person, before: int | None = None) -> Letters:
    """One of one's conversations. Raises `NotFound` for everybody but the two."""
    found = await _listed("c.id = :conversation", reader, None, 1, conversation=conversation_id)
    if not found:
        raise NotFound
    talk = found[0]
    messages = await _messages(conversation_id, before, MESSAGES + 1)
    reached = await within_reach(await Conversation.get(id=conversation_id), reader)
    state, asked = talk["state"], talk["recipient_id"] == reader.id
    ended_here = state == "ended" and talk["ended_by_id"] == reader.id
    return Letters(
        talk=talk,
        messages=messages[:MESSAGES][::-1],
        before=messages[MESSAGES - 1]["id"] if len(messages) > MESSAGES else None,
        need=await _need(talk["need_id"], reader),
        can_write=reached and state == "accepted",
        can_accept=reached and ((asked and state in ("requested", "declined")) or ended_here),
        can_ignore=asked and state == "requested",
        can_end=state == "accepted",
    )


async def _messages(conversation_id: int, before: int | None, limit: int) -> list[Row]:
    found = await rows(
        """SELECT id, author_id, body_html, lang, created_at, hidden_at FROM message
           WHERE conversation_id = :id AND id < :before ORDER BY id DESC LIMIT :limit""",
        id=conversation_id,
        before=before if before is not None else 2**62,
        limit=limit,
    )
    return [{**each, "created_at": moment(each["created_at"])} for each in found]


async def _need(need_id: int | None, reader: Person) -> Row | None:
    """What it began with, while the reader still sees it in the directory."""
    where = visible_needs(reader)
    return await row(
        f"SELECT n.id, n.text, n.lang, n.kind FROM need n WHERE n.id = :id AND ({where.sql})",
        **{**where.values, "id": need_id, "now": now()},
    )


async def _listed(asked: str, reader: Person, before: int | None, limit: int, **values: object) -> list[Row]:
    mine, page = visible_conversations(reader), visible_people(reader)
    found = await rows(
        f"""SELECT * FROM (
              SELECT c.id, c.state, c.requester_id, c.recipient_id, c.ended_by_id, c.need_id, c.written_at,
                     p.id AS person_id, CASE WHEN p.deactivated_at IS NULL THEN p.name ELSE '' END AS name,
                     p.headline, p.role, o.name AS organisation,
                     CASE WHEN {page.sql} THEN 1 ELSE 0 END AS has_page,
                     (SELECT count(*) FROM message m WHERE {UNREAD}) AS unread,
                     (SELECT max(m.id) FROM message m WHERE m.conversation_id = c.id) AS last_id
              FROM conversation c JOIN person p ON p.id = {OTHER}
              LEFT JOIN organisation o ON o.id = p.organisation_id
              WHERE ({mine.sql}) AND {asked}) AS listed
            WHERE last_id < :before ORDER BY last_id DESC LIMIT :limit""",
        **{**mine.values, **page.values, "reader": reader.id, **values},
        before=before if before is not None else 2**62,
        limit=limit,
    )
    return [{**each, "written_at": moment(each["written_at"])} for each in found]

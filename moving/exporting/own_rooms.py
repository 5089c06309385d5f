"""What somebody has among others: their rooms, documents and messages, as they read them."""

from collections.abc import Callable

from core.words import N_
from ideas.visibility import Where
from moving.exporting.own_parts import AT, BODY, NUMBER, Part, of_mine
from partners.visibility import unblocked, visible_conversations, visible_rooms
from people.models import Person


def _in_rooms(table: str, room: str, joined: str) -> Callable[[Person], Where]:
    """What was said in the rooms that one is in, and what one said oneself wherever. `room`: the id of its room."""

    def made(me: Person) -> Where:
        seen = visible_rooms(me)
        return Where(
            f"""SELECT w.id, CASE WHEN {seen.sql} THEN r.name END AS room, p.name AS author, w.body, w.created_at
                FROM {table} w {joined} JOIN room r ON r.id = {room} LEFT JOIN person p ON p.id = w.author_id
                WHERE w.id > :after AND w.removed_at IS NULL AND (w.author_id = :me OR (
                  w.hidden_at IS NULL AND {unblocked("w.author_id")} AND EXISTS (SELECT 1 FROM membership mi
                  WHERE mi.room_id = r.id AND mi.person_id = :me AND mi.state = 'active')))""",
            {**seen.values, "me": me.id, "reader": me.id},
        )

    return made


def _rooms(me: Person) -> Where:
    seen = visible_rooms(me)
    return Where(
        f"""SELECT mine.id, mine.room_id, CASE WHEN {seen.sql} THEN r.name END AS room, mine.role, mine.state,
                   mine.words, mine.since, mine.created_at
            FROM membership mine JOIN room r ON r.id = mine.room_id WHERE mine.person_id = :me AND mine.id > :after""",
        {**seen.values, "me": me.id},
    )


def _messages(me: Person) -> Where:
    seen = visible_conversations(me)
    return Where(
        f"""SELECT w.id, w.conversation_id, p.name AS author, CASE WHEN w.hidden_at IS NULL OR w.author_id = :me
                   THEN w.body END AS body, w.created_at
            FROM message w JOIN conversation c ON c.id = w.conversation_id LEFT JOIN person p ON p.id = w.author_id
            WHERE w.id > :after AND ({seen.sql})""",
        {**seen.values, "me": me.id},
    )


SAID = {**NUMBER, "room": N_("Room"), "author": N_("Author"), **BODY, **AT}

AMONG_OTHERS = (
    Part(
        N_("Needs and offers"),
        "needs",
        {**NUMBER, "kind": N_("Kind"), "text": N_("Text"), "expires_at": N_("Until (UTC)"), **AT},
        of_mine(
            "SELECT id, kind, text, expires_at, created_at FROM need WHERE person_id = :me AND id > :after"
        ),
    ),
    Part(
        N_("Rooms"),
        "rooms",
        {
            **NUMBER,
            "room_id": N_("Its number"),
            "room": N_("Room"),
            "role": N_("Role"),
            "state": N_("State"),
            "words": N_("Text"),
            "since": N_("Inside since (UTC)"),
            **AT,
        },
        _rooms,
    ),
    Part(N_("Posts in rooms"), "posts", SAID, _in_rooms("post", "w.room_id", "")),
    Part(
        N_("Comments on posts"),
        "post_comments",
        SAID,
        _in_rooms("post_comment", "po.room_id", "JOIN post po ON po.id = w.post_id"),
    ),
    Part(
        N_("Versions of documents"),
        "versions",
        {**NUMBER, "document_id": N_("Document"), "n": N_("Version"), "title": N_("Title"), **BODY, **AT},
        of_mine(
            """SELECT id, document_id, n, title, body, created_at FROM document_version
               WHERE author_id = :me AND id > :after"""
        ),
    ),
    Part(
        N_("Suggestions"),
        "suggestions",
        {**NUMBER, "document_id": N_("Document"), "title": N_("Title"), **BODY, "state": N_("State"), **AT},
        of_mine(
            """SELECT id, document_id, title, body, state, created_at FROM suggestion
               WHERE author_id = :me AND id > :after"""
        ),
    ),
    Part(
        N_("Messages"),
        "messages",
        {**NUMBER, "conversation_id": N_("Conversation"), "author": N_("Author"), **BODY, **AT},
        _messages,
    ),
)

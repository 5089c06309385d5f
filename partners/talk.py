"""What people read of what is said in rooms."""

from core.database import Row, moment, rows
from partners.visibility import readable_rooms
from people.models import Person

PAGE = 20
COMMENTS = 50

BLOCKED = "EXISTS (SELECT 1 FROM block WHERE person_id = :reader AND blocked_id = {0}) AS blocked"
BY = "p.name AS author_name, p.handle AS author_handle, p.department AS author_department, p.role AS author_role"
WORDS = "{0}.id, {0}.created_at, {0}.author_id, {0}.body_html, {0}.lang, {0}.edited_at, {0}.removed_at, {0}.hidden_at"


async def posts_of(
    room_id: int, reader: Person, *, before: int | None = None
) -> tuple[list[Row], int | None]:
    """What was said in a room, the newest first, and before which post there is more; nothing for whoever doesn't read
    the room. Words of somebody whom the reader has blocked are marked `blocked`."""
    where = readable_rooms(reader)
    found = await rows(
        f"""SELECT {WORDS.format("po")}, po.comments, {BY}, {BLOCKED.format("po.author_id")}
            FROM post po JOIN room r ON r.id = po.room_id LEFT JOIN person p ON p.id = po.author_id
            WHERE po.room_id = :room AND po.id < :before AND ({where.sql})
            ORDER BY po.id DESC LIMIT {PAGE + 1}""",
        room=room_id,
        before=before if before is not None else 2**62,
        **where.values,
    )
    return [said(each) for each in found[:PAGE]], found[PAGE - 1]["id"] if len(found) > PAGE else None


async def post_of(post_id: int, reader: Person) -> Row | None:
    """One post as its page shows it, with `room_id`; None where the reader doesn't read its room."""
    where = readable_rooms(reader)
    found = await rows(
        f"""SELECT {WORDS.format("po")}, po.comments, po.room_id, {BY}, {BLOCKED.format("po.author_id")}
            FROM post po JOIN room r ON r.id = po.room_id LEFT JOIN person p ON p.id = po.author_id
            WHERE po.id = :id AND ({where.sql})""",
        id=post_id,
        **where.values,
    )
    return said(found[0]) if found else None


async def comments_of(post_id: int, reader: Person, *, after: int = 0) -> tuple[list[Row], int | None]:
    """What was said about a post, in order, and after which comment there is more."""
    where = readable_rooms(reader)
    found = await rows(
        f"""SELECT {WORDS.format("c")}, {BY}, {BLOCKED.format("c.author_id")}
            FROM post_comment c JOIN post po ON po.id = c.post_id JOIN room r ON r.id = po.room_id
            LEFT JOIN person p ON p.id = c.author_id
            WHERE c.post_id = :post AND c.id > :after AND ({where.sql}) ORDER BY c.id LIMIT {COMMENTS + 1}""",
        post=post_id,
        after=after,
        **where.values,
    )
    return [said(each) for each in found[:COMMENTS]], found[COMMENTS - 1]["id"] if len(
        found
    ) > COMMENTS else None


def said(found: Row) -> Row:
    """Words that were taken away, or hidden after a report, don't leave the database."""
    gone = found["removed_at"] or found["hidden_at"]
    moments = {name: moment(found[name]) for name in ("created_at", "edited_at", "removed_at", "hidden_at")}
    return {
        **found,
        **moments,
        "body_html": "" if gone else found["body_html"],
        "blocked": bool(found["blocked"]),
    }

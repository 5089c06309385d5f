"""A member's own feed of a room: an address with a key in it, which ends with the membership.

The key follows from a random number beside the membership and from the secret key: whoever has a copy of the database
alone opens no feed.
"""

from core.database import Row, in_transaction, rows
from core.secrets import derived, same, token
from partners.entering import note
from partners.events import MembershipEvent
from partners.finding import insider
from partners.models import Membership, MemberState, Room
from partners.talk import BY, WORDS, said
from partners.visibility import readable_rooms, unblocked
from people.models import Person

LENGTH = 30


def key_of(membership: Membership) -> str | None:
    """The key of this member's feed; None where they have none."""
    if membership.feed_key is None or membership.state != MemberState.ACTIVE:
        return None
    return f"{membership.id}.{derived('room feed', membership.id, membership.feed_key).hex()}"


@in_transaction
async def renew(room_id: int, *, by: Person) -> str:
    """A new key; the one before opens nothing any more."""
    room, standing = await insider(room_id, by)
    standing.feed_key = token()
    await standing.save(update_fields=["feed_key"])
    await note(MembershipEvent.FEED_RENEWED, room, by=by, person=by.id)
    return key_of(standing) or ""


@in_transaction
async def close(room_id: int, *, by: Person) -> None:
    """No feed any more."""
    room, standing = await insider(room_id, by)
    if standing.feed_key is not None:
        standing.feed_key = None
        await standing.save(update_fields=["feed_key"])
        await note(MembershipEvent.FEED_RENEWED, room, by=by, person=by.id)


async def reader_of(room_id: int, key: str) -> tuple[Room, Person] | None:
    """Whose feed this key opens, and the room; None where it opens none (any more)."""
    number = key.partition(".")[0]
    if not (number.isascii() and number.isdigit() and len(number) <= 18):
        return None
    membership = await Membership.get_or_none(id=int(number), room_id=room_id).select_related(
        "person", "room"
    )
    if membership is None or membership.person.deactivated_at:
        return None
    right = key_of(membership)
    return (membership.room, membership.person) if right and same(right, key) else None


async def entries(room_id: int, reader: Person) -> list[Row]:
    """The latest that was said in the room and still stands, by nobody between whom and the reader a block stands."""
    where = readable_rooms(reader)
    found = await rows(
        f"""SELECT {WORDS.format("po")}, {BY}, FALSE AS blocked
            FROM post po JOIN room r ON r.id = po.room_id LEFT JOIN person p ON p.id = po.author_id
            WHERE po.room_id = :room AND po.removed_at IS NULL AND po.hidden_at IS NULL AND ({where.sql})
              AND {unblocked("po.author_id")} ORDER BY po.id DESC LIMIT {LENGTH}""",
        room=room_id,
        **where.values,
    )
    return [said(each) for each in found]

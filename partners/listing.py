"""The lists of rooms, and who is in one: in SQL that goes through what the reader may see."""

from dataclasses import dataclass
from datetime import datetime

from core.database import Row, moment, rows
from core.paging import decode, encode
from core.text import clean, excerpt
from partners.models import Membership, MemberState, Room
from partners.visibility import readable_rooms, unblocked, visible_rooms
from people.models import Person

PAGE = 20
MINE = 100
MEMBERS = 100

STAFF = """(SELECT count(*) FROM membership sm JOIN person sp ON sp.id = sm.person_id
            WHERE sm.room_id = r.id AND sm.state = 'active' AND sp.role IN ('employee', 'manager', 'admin'))"""
"""How many of the members of the room `r` are staff. Counted when it is shown, along an index that holds only those
inside: whoever becomes staff, or ceases to be, is counted so at once everywhere."""

COLUMNS = f"""r.id, r.name, r.purpose, r.lang, r.kind, r.status, r.members, r.active_at, {STAFF} AS staff,
    (SELECT m.state FROM membership m WHERE m.room_id = r.id AND m.person_id = :reader) AS mine,
    (SELECT m.role FROM membership m WHERE m.room_id = r.id AND m.person_id = :reader AND m.state = 'active') AS role"""


@dataclass(frozen=True)
class Page:
    """Rows, and the cursor that the next page begins after, where there is more."""

    rows: list[Row]
    after: str | None


async def my_rooms(reader: Person) -> list[Row]:
    """Where the reader is invited, then where they are a member, the liveliest first."""
    found = await rows(
        f"""SELECT {COLUMNS} FROM room r JOIN membership my ON my.room_id = r.id AND my.person_id = :reader
            WHERE my.state IN ('invited', 'active')
            ORDER BY my.state DESC, r.active_at DESC, r.id DESC LIMIT {MINE}""",
        reader=reader.id,
    )
    return [_shown(each) for each in found]


async def list_rooms(reader: Person, *, q: str = "", after: str = "") -> Page:
    """The other rooms that the reader may know of, the liveliest first; with `q`, all those whose name or purpose has
    these words."""
    where = visible_rooms(reader)
    words = [f"%{_escaped(word)}%" for word in clean(q).lower().split()[:8]]
    narrowed = [
        f"(lower(r.name) LIKE :w{place} ESCAPE '!' OR lower(r.purpose) LIKE :w{place} ESCAPE '!')"
        for place in range(len(words))
    ] or [
        """NOT EXISTS (SELECT 1 FROM membership my WHERE my.room_id = r.id AND my.person_id = :reader
                       AND my.state IN ('invited', 'active'))"""
    ]
    key = _key(after)
    if key:
        narrowed.append("(r.active_at, r.id) < (:at, :last)")
    found = await rows(
        f"""SELECT {COLUMNS} FROM room r WHERE ({where.sql}) AND {" AND ".join(narrowed)}
            ORDER BY r.active_at DESC, r.id DESC LIMIT {PAGE + 1}""",
        **{f"w{place}": word for place, word in enumerate(words)},
        **{"at": key[0], "last": key[1]} if key else {},
        **{**where.values, "reader": reader.id},
    )
    page = [_shown(each) for each in found[:PAGE]]
    more = len(found) > PAGE
    return Page(page, encode((page[-1]["active_at"].isoformat(), page[-1]["id"])) if more else None)


def _key(after: str) -> tuple[datetime, int] | None:
    key = decode(after)
    try:
        at = datetime.fromisoformat(str(key[0])) if key else None
    except ValueError:
        return None
    return (at, key[1]) if key and at and at.tzinfo else None


def _escaped(word: str) -> str:
    return "".join(f"!{sign}" if sign in "!%_" else sign for sign in word[:80])


def _shown(found: Row) -> Row:
    return {**found, "active_at": moment(found["active_at"]), "excerpt": excerpt(found["purpose"])}


async def staff_in(room: Room) -> int:
    """How many members of the room are staff."""
    found = await rows(f"SELECT {STAFF} AS staff FROM room r WHERE r.id = :room", room=room.id)
    return int(found[0]["staff"])


async def members_of(room_id: int, reader: Person, *, after: int = 0) -> tuple[list[Row], int | None]:
    """Who is inside, whoever came first standing first, and after which membership the next page begins; empty for
    whoever doesn't read the room."""
    where = readable_rooms(reader)
    found = await rows(
        f"""SELECT {WHO} FROM membership m {WHOSE} JOIN room r ON r.id = m.room_id
            WHERE m.room_id = :room AND m.state = 'active' AND m.id > :after AND ({where.sql})
            ORDER BY m.id LIMIT {MEMBERS + 1}""",
        room=room_id,
        after=after,
        **where.values,
    )
    page = found[:MEMBERS]
    return [_member(each) for each in page], page[-1]["id"] if len(found) > MEMBERS else None


async def waiting(mine: Membership, state: MemberState, *, all_of_them: bool) -> list[Row]:
    """Who is invited, asks, or was sent away: all of them for owners, for other members whom they invited themselves.
    Between two people who have blocked each other nothing is asked."""
    own = "" if all_of_them else "AND m.invited_by_id = :reader"
    apart = f"AND {unblocked('m.person_id')}" if state == MemberState.REQUESTED else ""
    found = await rows(
        f"""SELECT {WHO} FROM membership m {WHOSE}
            WHERE m.room_id = :room AND m.state = :state {own} {apart} ORDER BY m.changed_at, m.id LIMIT {MEMBERS}""",
        room=mine.room_id,
        state=state.value,
        **{"reader": mine.person_id} if own or apart else {},
    )
    return [_member(each) for each in found]


WHO = """m.id, m.person_id, m.role AS part, m.state, m.words, m.since, m.changed_at, m.invited_by_id, p.name, p.handle,
    p.headline, p.role, p.department, p.deactivated_at, o.name AS organisation"""
WHOSE = "JOIN person p ON p.id = m.person_id LEFT JOIN organisation o ON o.id = p.organisation_id"


def _member(found: Row) -> Row:
    return {**found, "since": moment(found["since"]), "changed_at": moment(found["changed_at"])}

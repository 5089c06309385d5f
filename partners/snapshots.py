"""What a report shows to managers: the thing itself as it read then, and a little of what stood around it.

Each kind of thing says where it is found by whoever may read it, who wrote it, and what stood before and after. What is
shown is kept in the report; the room or the conversation stays closed.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from core.clock import now
from core.database import Row, moment, row, rows
from core.errors import NotFound
from ideas.visibility import Where
from partners.visibility import readable_rooms, visible_conversations, visible_needs, visible_rooms
from people.models import Person

AROUND = 3
"""So many pieces before it and after it are shown along."""
PLACE = "CASE WHEN r.kind = 'secret' THEN '' ELSE r.name END AS place"
"""The room `r` by its name; a secret one isn't named."""
LONGEST_PIECE = 2_000
"""Characters of each piece around it; the thing itself is kept whole."""


@dataclass(frozen=True)
class Snapshot:
    """`place` names the room where it stands; empty in a secret one and elsewhere. `before` and `after` are
    the pieces around it in order: name, at, text."""

    author_id: int | None
    place: str
    text: str
    before: list[dict[str, object]] = field(default_factory=list)
    after: list[dict[str, object]] = field(default_factory=list)

    @property
    def kept(self) -> dict[str, object]:
        return {"place": self.place, "text": self.text, "before": self.before, "after": self.after}


async def snapshot_of(subject_type: str, subject_id: int, reader: Person) -> Snapshot:
    """The thing as this reader sees it now. Raises `NotFound` for whoever doesn't see it, and for what is no more."""
    take = TAKERS.get(subject_type)
    if take is None:
        raise NotFound
    return await take(subject_id, reader)


async def _room(id_: int, reader: Person) -> Snapshot:
    found = await _one(
        "SELECT r.founder_id AS author_id, r.name AS place, r.name, r.purpose, r.terms FROM room r",
        "r.id",
        id_,
        visible_rooms(reader),
    )
    return Snapshot(
        found["author_id"],
        found["place"],
        "\n\n".join(filter(None, (found["name"], found["purpose"], found["terms"]))),
    )


async def _post(id_: int, reader: Person) -> Snapshot:
    found = await _one(
        f"""SELECT po.author_id, po.room_id, po.body, {PLACE} FROM post po JOIN room r ON r.id = po.room_id""",
        "po.removed_at IS NULL AND po.hidden_at IS NULL AND po.id",
        id_,
        readable_rooms(reader),
    )
    before, after = await _around("post", "room_id", found["room_id"], id_)
    return Snapshot(found["author_id"], found["place"], found["body"], before, after)


async def _post_comment(id_: int, reader: Person) -> Snapshot:
    found = await _one(
        f"""SELECT pc.author_id, pc.post_id, pc.body, {PLACE} FROM post_comment pc
           JOIN post po ON po.id = pc.post_id JOIN room r ON r.id = po.room_id""",
        "po.removed_at IS NULL AND po.hidden_at IS NULL AND pc.removed_at IS NULL AND pc.hidden_at IS NULL AND pc.id",
        id_,
        readable_rooms(reader),
    )
    before, after = await _around("post_comment", "post_id", found["post_id"], id_)
    return Snapshot(found["author_id"], found["place"], found["body"], before, after)


async def _document(id_: int, reader: Person) -> Snapshot:
    found = await _one(
        f"""SELECT v.by_id AS author_id, v.title, v.body, {PLACE} FROM document d JOIN room r ON r.id = d.room_id
           JOIN document_version v ON v.document_id = d.id AND v.n = d.current""",
        "d.id",
        id_,
        readable_rooms(reader),
    )
    return Snapshot(found["author_id"], found["place"], f"{found['title']}\n\n{found['body']}".strip())


async def _message(id_: int, reader: Person) -> Snapshot:
    found = await _one(
        """SELECT ms.author_id, ms.conversation_id, ms.body FROM message ms
           JOIN conversation c ON c.id = ms.conversation_id""",
        "ms.hidden_at IS NULL AND ms.id",
        id_,
        visible_conversations(reader),
    )
    before, after = await _around("message", "conversation_id", found["conversation_id"], id_)
    return Snapshot(found["author_id"], "", found["body"], before, after)


async def _need(id_: int, reader: Person) -> Snapshot:
    where = visible_needs(reader)
    seen = Where(where.sql, {**where.values, "now": now()})
    found = await _one("SELECT n.person_id AS author_id, n.text AS body FROM need n", "n.id", id_, seen)
    return Snapshot(found["author_id"], "", found["body"])


TAKERS: dict[str, Callable[[int, Person], Awaitable[Snapshot]]] = {
    "room": _room,
    "post": _post,
    "post_comment": _post_comment,
    "document": _document,
    "message": _message,
    "need": _need,
}
"""What can be reported, by its type."""


async def _one(select: str, column: str, id_: int, where: Where) -> Row:
    found = await row(f"{select} WHERE {column} = :id AND ({where.sql})", **{**where.values, "id": id_})
    if found is None:
        raise NotFound
    return found


async def _around(
    table: str, column: str, parent: int, id_: int
) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """The pieces beside it in the same room, thread or conversation, those of removed ones left out."""
    alive = "hidden_at IS NULL" if table == "message" else "hidden_at IS NULL AND removed_at IS NULL"

    async def some(sign: str, order: str) -> list[dict[str, object]]:
        found = await rows(
            f"""SELECT t.id, t.created_at, t.body, p.name FROM {table} t LEFT JOIN person p ON p.id = t.author_id
                WHERE t.{column} = :parent AND t.id {sign} :id AND t.{alive.replace(" AND ", " AND t.")}
                ORDER BY t.id {order} LIMIT :limit""",
            parent=parent,
            id=id_,
            limit=AROUND,
        )
        return [_piece(each) for each in found]

    return (await some("<", "DESC"))[::-1], await some(">", "ASC")


def _piece(found: Row) -> dict[str, Any]:
    return {
        "name": found["name"] or "",
        "at": moment(found["created_at"]).isoformat(),
        "text": found["body"][:LONGEST_PIECE],
    }

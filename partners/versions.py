"""Reading documents: their versions, what is suggested, and the lists of both. All of it goes through the room, whose
readers alone know that any of it exists."""

from dataclasses import dataclass

from core.database import Row, moment, rows
from core.errors import NotFound
from partners.models import DocumentVersion, Suggestion
from partners.visibility import readable_rooms
from partners.writers import Standing, standing_of
from people.models import Block, Person

PAGE = 30
"""Rows of a list at once."""


@dataclass(frozen=True)
class Read:
    """A version of a document, how its reader stands to it, and the persons whom either names, by id."""

    standing: Standing
    version: DocumentVersion
    people: dict[int, Person]


@dataclass(frozen=True)
class Suggested:
    """A suggestion, the version that it was written on, and the current one. `blocked`: its reader has blocked whoever
    made it."""

    standing: Standing
    suggestion: Suggestion
    base: DocumentVersion
    current: DocumentVersion
    people: dict[int, Person]
    blocked: bool


async def documents_of(
    room_id: int, reader: Person | None, *, after: int = 0, limit: int = PAGE
) -> list[Row]:
    """The documents of a room, the last changed first, from behind document `after`. None for whoever can't read it."""
    where = readable_rooms(reader)
    found = await rows(
        f"""SELECT d.id, d.title, d.lang, d.current, d.suggestions, d.changed_at, d.archived_at,
                   v.author_id, p.name AS author_name, p.department AS author_department, p.role AS author_role
            FROM document d JOIN room r ON r.id = d.room_id
            JOIN document_version v ON v.document_id = d.id AND v.n = d.current
            LEFT JOIN person p ON p.id = v.author_id
            WHERE d.room_id = :room AND ({where.sql})
              {"AND (d.changed_at, d.id) < (SELECT changed_at, id FROM document WHERE id = :after)" if after else ""}
            ORDER BY d.changed_at DESC, d.id DESC LIMIT :limit""",
        **where.values,
        room=room_id,
        limit=limit,
        **({"after": after} if after else {}),
    )
    return [{**each, "changed_at": moment(each["changed_at"])} for each in found]


async def version_of(document_id: int, reader: Person | None, n: int | None = None) -> Read:
    """A version of a document, the current one unless `n` says which. Raises `NotFound`."""
    standing = await standing_of(document_id, reader)
    version = await _version(document_id, n or standing.document.current)
    named = {*standing.authors, *version.authors, version.author_id, version.by_id}
    return Read(standing, version, await _people(named))


async def pair_of(
    document_id: int, reader: Person | None, one: int, other: int
) -> tuple[Standing, DocumentVersion, DocumentVersion]:
    """Two versions of a document, the earlier first. Raises `NotFound`."""
    standing = await standing_of(document_id, reader)
    first, last = sorted((one, other))
    return standing, await _version(document_id, first), await _version(document_id, last)


async def history(
    document_id: int, reader: Person | None, *, before: int = 0, limit: int = PAGE
) -> tuple[Standing, list[Row]]:
    """The versions of a document without their words, the latest first, from before version `before`."""
    standing = await standing_of(document_id, reader)
    found = await rows(
        """SELECT v.n, v.title, v.note, v.created_at, v.author_id, v.by_id,
                  a.name AS author_name, a.department AS author_department, a.role AS author_role,
                  b.name AS by_name, b.department AS by_department, b.role AS by_role
           FROM document_version v LEFT JOIN person a ON a.id = v.author_id LEFT JOIN person b ON b.id = v.by_id
           WHERE v.document_id = :document AND v.n < :before ORDER BY v.n DESC LIMIT :limit""",
        document=document_id,
        before=before or standing.document.current + 1,
        limit=limit,
    )
    return standing, [{**each, "created_at": moment(each["created_at"])} for each in found]


async def suggestions_of(
    document_id: int, reader: Person | None, *, open_only: bool = False, before: int = 0, limit: int = PAGE
) -> list[Row]:
    """What was suggested to a document, the latest first, from before suggestion `before`; `blocked` tells that the
    reader has blocked whoever made it. Raises `NotFound`."""
    await standing_of(document_id, reader)
    found = await rows(
        f"""SELECT s.id, s.title, s.note, s.state, s.base, s.became, s.created_at, s.author_id, p.name AS author_name,
                   p.department AS author_department, p.role AS author_role,
                   EXISTS (SELECT 1 FROM block WHERE person_id = :reader AND blocked_id = s.author_id) AS blocked
            FROM suggestion s LEFT JOIN person p ON p.id = s.author_id
            WHERE s.document_id = :document {"AND s.state = 'open'" if open_only else ""}
              {"AND s.id < :before" if before else ""}
            ORDER BY s.id DESC LIMIT :limit""",
        document=document_id,
        reader=reader.id if reader else 0,
        limit=limit,
        **({"before": before} if before else {}),
    )
    return [{**each, "created_at": moment(each["created_at"])} for each in found]


async def suggestion_of(suggestion_id: int, reader: Person | None) -> Suggested:
    """One suggestion. Raises `NotFound`."""
    suggestion = await Suggestion.get_or_none(id=suggestion_id)
    if suggestion is None:
        raise NotFound
    standing = await standing_of(suggestion.document_id, reader)
    base = await _version(suggestion.document_id, suggestion.base)
    current = await _version(suggestion.document_id, standing.document.current)
    people = await _people({suggestion.author_id, suggestion.decided_by_id})
    blocked = reader is not None and await Block.exists(
        person_id=reader.id, blocked_id=suggestion.author_id or 0
    )
    return Suggested(standing, suggestion, base, current, people, blocked)


async def _version(document_id: int, n: int) -> DocumentVersion:
    found = await DocumentVersion.get_or_none(document_id=document_id, n=n)
    if found is None:
        raise NotFound
    return found


async def _people(ids: set[int | None]) -> dict[int, Person]:
    wanted = [each for each in ids if each]
    return {person.id: person for person in await Person.filter(id__in=wanted)} if wanted else {}

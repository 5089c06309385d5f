"""Who writes a document, who suggests, and who decides.

Whoever's text stands in a document writes it; every other member of its room suggests. A suggestion is decided by
somebody else than whoever made it: by an author of the document or an owner of the room. Where none of its authors is
in the room any more, its owners write it.
"""

from dataclasses import dataclass
from typing import Any

from activity.models import Event, Statement
from core.database import in_act
from core.errors import NotAllowed, NotFound, Refused
from core.words import _
from partners.events import DocumentEvent
from partners.finding import member_or_refused, membership_of, room_for
from partners.models import Document, DocumentVersion, MemberRole, Membership, MemberState, Room, Suggestion
from partners.permissions import can_write, is_owner
from people.models import Person


@dataclass(frozen=True)
class Standing:
    """How somebody stands to a document: `membership` is None for who only reads. `authors` are those of its current
    version, `inside` those of them who are in the room."""

    document: Document
    room: Room
    membership: Membership | None
    authors: tuple[int, ...]
    inside: tuple[int, ...]

    @property
    def person_id(self) -> int:
        """Who it is, or 0."""
        return self.membership.person_id if self.membership else 0


def can_change(standing: Standing) -> bool:
    """May anything be written here by them at all?"""
    return can_write(standing.room, standing.membership) and standing.document.archived_at is None


def can_save(standing: Standing) -> bool:
    """May they write the next version? Its authors, or owners where no author is in the room any more."""
    return can_change(standing) and _writes(standing)


def can_suggest(standing: Standing) -> bool:
    """May they suggest another text? Every member."""
    return can_change(standing)


def can_decide(standing: Standing, suggestion: Any) -> bool:
    """May they accept or reject it? Authors and the room's owners, but nobody their own."""
    return can_change(standing) and decides(standing) and suggestion.author_id != standing.person_id


def can_archive(standing: Standing) -> bool:
    """May they close the document, and open it again? Those who decide."""
    return can_write(standing.room, standing.membership) and decides(standing)


def decides(standing: Standing) -> bool:
    """Are they an author of the document, or an owner of its room?"""
    return standing.person_id in standing.authors or is_owner(standing.membership)


def _writes(standing: Standing) -> bool:
    if standing.person_id in standing.authors:
        return True
    return not standing.inside and is_owner(standing.membership)


async def standing_of(document_id: int, reader: Person | None) -> Standing:
    """A document that this person may read, and how they stand to it. Raises `NotFound`. Inside an operation the room
    and the document are held until it ends."""
    found = await Document.get_or_none(id=document_id)
    if found is None:
        raise NotFound
    room = await room_for(found.room_id, reader)
    document = await Document.select_for_update().get(id=document_id) if in_act() else found
    version = await DocumentVersion.get(document_id=document.id, n=document.current)
    membership = await membership_of(room.id, reader.id) if reader else None
    return Standing(
        document, room, membership, tuple(version.authors), await _inside(room.id, version.authors)
    )


async def writing(document_id: int, by: Person) -> Standing:
    """The same for whoever wants to change something. Raises `NotFound`, `NotAllowed` or `Refused` with a sentence."""
    standing = await standing_of(document_id, by)
    await member_or_refused(standing.room.id, by)
    if standing.document.archived_at:
        raise Refused(_("This document is archived: it can be read, but nothing changes in it any more."))
    return standing


async def deciding(suggestion_id: int, by: Person) -> tuple[Suggestion, Standing]:
    """A suggestion, held until the operation ends, for whoever wants to decide it. Raises as `writing`."""
    found = await Suggestion.get_or_none(id=suggestion_id)
    if found is None:
        raise NotFound
    standing = await writing(found.document_id, by)
    suggestion = await Suggestion.select_for_update().get(id=suggestion_id)
    if not decides(standing):
        raise NotAllowed(_("An author of the document decides, or an owner of the room."))
    if not can_decide(standing, suggestion):
        raise NotAllowed(_("Nobody decides on their own suggestion. Somebody else has to."))
    return suggestion, standing


async def taken_away(document: Document) -> bool:
    """Whether a manager archived it after a report (then the event carries the reason), not those who write it."""
    archived = await Event.filter(
        action=DocumentEvent.ARCHIVED.value, subject_type="room", subject_id=document.room_id
    ).order_by("-id")
    last = next((event for event in archived if event.details.get("document") == document.id), None)
    return last is not None and await Statement.exists(event_id=last.id)


async def deciders(standing: Standing) -> list[int]:
    """Those who may decide on what this person suggests."""
    owners = await Membership.filter(
        room_id=standing.room.id, state=MemberState.ACTIVE, role=MemberRole.OWNER
    ).values_list("person_id", flat=True)
    return sorted({*standing.inside, *(int(str(owner)) for owner in owners)} - {standing.person_id})


async def _inside(room_id: int, persons: list[int]) -> tuple[int, ...]:
    found = await Membership.filter(room_id=room_id, person_id__in=persons, state=MemberState.ACTIVE)
    inside = {each.person_id for each in found}
    return tuple(person for person in persons if person in inside)

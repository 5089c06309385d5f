"""Rooms and what is in them for tests, made by the operations that make them for everybody."""

import itertools
from typing import Any

from partners import conversations, documents, memberships, needs, rooms, suggestions
from partners.finding import membership_of
from partners.models import (
    Conversation,
    Document,
    DocumentVersion,
    MemberRole,
    Membership,
    Need,
    Room,
    Suggestion,
)
from people.models import Contact, Person
from tests.makers import a_person

_numbers = itertools.count(1)


async def a_partner(name: str = "Sora", **fields: Any) -> Person:
    """Somebody who takes part."""
    return await a_person(name, "partner", **fields)


async def a_room(kind: str = "closed", *, by: Person | None = None, **fields: Any) -> Room:
    """A room, opened by somebody new unless `by` says who."""
    number = next(_numbers)
    given = {"name": f"Room {number}", "purpose": "A calendar together.", "terms": "", **fields}
    return await rooms.open_room(kind=kind, key=f"room {number}", by=by or await a_partner("Owner"), **given)


async def a_member(
    room: Room, person: Person | None = None, *, role: str = "member", **fields: Any
) -> Person:
    """Somebody inside, who was invited by whoever opened it and came; with `role` "owner" they look after it too."""
    inside = person or await a_partner("Member", **fields)
    founder = await Person.get(id=room.founder_id)
    await memberships.invite(room.id, inside.id, by=founder)
    await memberships.accept(room.id, by=inside)
    if role == MemberRole.OWNER:
        await memberships.hand_over(room.id, inside.id, keep=True, by=founder)
    return inside


async def standing(room: Room, person: Person) -> Membership:
    """Their membership as it stands now, whatever its state."""
    found = await membership_of(room.id, person.id)
    assert found is not None
    return found


async def a_document(
    room: Room, *, by: Person | None = None, title: str = "A joint calendar", body: str = "", **fields: Any
) -> Document:
    """A document in a room, begun by whoever opened it unless `by` says who."""
    writer = by or await Person.get(id=room.founder_id)
    return await documents.start(
        room.id, title=title, body=body or "The first line.\n\nThe last line.", by=writer, **fields
    )


async def a_suggestion(
    document: Document, body: str, *, by: Person, title: str = "A joint calendar", **fields: Any
) -> Suggestion:
    """Another text for a document, on its current version unless `base` says which."""
    current = (await Document.get(id=document.id)).current
    given = {"base": current, **fields}
    return await suggestions.suggest(document.id, title=title, body=body, by=by, **given)


async def text_of(document: Document) -> str:
    """How a document reads now."""
    current = (await Document.get(id=document.id)).current
    return (await DocumentVersion.get(document_id=document.id, n=current)).body


async def a_joint_document(
    *writers: Person, by: Person, title: str = "Exports for two", room: Room | None = None
) -> Document:
    """A document in which one line each stands by `by` and by these writers, in this order, all of them members."""
    place = room or await a_room(by=by)
    body = f"{by.name} wants exports that a calendar can read."
    document = await documents.start(place.id, title=title, body=body, by=by)
    for number, writer in enumerate(writers, start=1):
        if await membership_of(place.id, writer.id) is None:
            await a_member(place, writer)
        body = f"{body}\n\n{writer.name} adds reason number {number}, written in full."
        made = await suggestions.suggest(document.id, base=number, title=title, body=body, by=writer)
        await suggestions.accept(made.id, by=by)
    return await Document.get(id=document.id)


async def a_need(text: str = "We look for a potter.", *, by: Person | None = None, **fields: Any) -> Need:
    """Something in the directory, by somebody new unless `by` says who. `contact` is theirs: whoever takes part."""
    given = {"kind": "looking", "contact": "members", **fields}
    return await needs.publish(text=text, by=by or await a_partner("Seeker"), **given)


async def a_talk(one: Person, other: Person, *, accepted: bool = True) -> Conversation:
    """A conversation that `one` has asked `other` for, and that both have agreed to unless `accepted` says no."""
    await Person.filter(id=other.id).update(contact=Contact.MEMBERS)
    begun = await conversations.request(other.id, text="Shall we work together?", by=one)
    return await conversations.accept(begun.id, by=other) if accepted else begun

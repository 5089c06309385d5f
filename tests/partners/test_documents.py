"""Documents: who writes them, and that no text that somebody saved is ever lost."""

import asyncio

import pytest
from tortoise.exceptions import BaseORMException

from activity.models import Audience, Event
from core.database import in_transaction, rows
from core.errors import Invalid, NotAllowed, NotFound, Refused
from partners import documents, memberships, rooms
from partners.authorship import authors_of
from partners.documents import Overtaken
from partners.events import DocumentEvent
from partners.models import Document, DocumentVersion, Room
from partners.sanctions import take_away
from partners.suggestions import accept
from partners.versions import documents_of, history, pair_of, version_of
from people.models import Person
from tests.makers import a_person
from tests.partners.world import a_document, a_member, a_partner, a_room, a_suggestion, text_of

pytestmark = pytest.mark.usefixtures("database")

BODY = "The first line.\n\nThe last line."


async def a_pair() -> tuple[Room, Person, Person]:
    """A room, whoever opened it, and a member."""
    owner = await a_partner("Owner")
    room = await a_room(by=owner)
    return room, owner, await a_member(room)


async def save(document: Document, body: str, *, by: Person, base: int = 1, **fields: str) -> DocumentVersion:
    given = {"title": "A joint calendar", **fields}
    return await documents.save(document.id, base=base, body=body, by=by, **given)


async def happened(room: Room, action: DocumentEvent) -> list[Event]:
    return await Event.filter(subject_type="room", subject_id=room.id, action=action.value)


async def test_a_member_begins_a_document_and_the_room_is_told_of_it_by_its_id() -> None:
    room, _owner, member = await a_pair()
    document = await a_document(room, by=member, body="**We** share a calendar.")

    read = await version_of(document.id, member)
    assert (read.version.n, read.version.author_id, read.version.authors) == (1, member.id, [member.id])
    assert "<strong>We</strong>" in read.version.body_html
    (told,) = await happened(room, DocumentEvent.STARTED)
    assert told.audience == Audience.AUTHOR
    assert told.details == {"document": document.id}


async def test_a_form_sent_twice_begins_one_document() -> None:
    room, owner, _member = await a_pair()
    one, other = await asyncio.gather(*(a_document(room, by=owner, key="the same") for _ in range(2)))
    assert one.id == other.id
    assert await Document.all().count() == 1


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("title", ""),
        ("title", "ab"),
        ("title", "x" * 121),
        ("body", " \n "),
        ("body", "x" * 20_001),
        ("note", "x" * 201),
    ],
)
async def test_what_cant_be_taken_is_said_beside_its_field(field: str, typed: str) -> None:
    room, owner, _member = await a_pair()
    given = {"title": "A title", "body": BODY, "note": "", field: typed}
    with pytest.raises(Invalid) as caught:
        await documents.start(room.id, **given, by=owner)
    assert list(caught.value.fields) == [field]


async def test_versions_are_added_with_number_author_and_note() -> None:
    room, owner, _member = await a_pair()
    document = await a_document(room, by=owner)
    await save(document, f"{BODY}\n\nMore.", by=owner, note="One more line", title="A better calendar")

    _standing, found = await history(document.id, owner)
    assert [(each["n"], each["author_id"], each["note"]) for each in found] == [
        (2, owner.id, "One more line"),
        (1, owner.id, ""),
    ]
    assert (await Document.get(id=document.id)).title == "A better calendar"
    assert (await version_of(document.id, owner, 1)).version.body == BODY
    _standing, one, other = await pair_of(document.id, owner, 2, 1)
    assert (one.n, other.n) == (1, 2)


async def test_a_version_is_never_written_over() -> None:
    room, owner, _member = await a_pair()
    document = await a_document(room, by=owner)
    with pytest.raises(BaseORMException):
        await rows("UPDATE document_version SET body = 'nothing' WHERE document_id = :id", id=document.id)
    assert await text_of(document) == BODY


async def test_only_those_whose_text_stands_in_it_save() -> None:
    room, owner, member = await a_pair()
    document = await a_document(room, by=member)
    with pytest.raises(NotAllowed):
        await save(document, "The owner of the room writes.", by=owner)
    await save(document, f"{BODY}\n\nMore.", by=member)
    assert (await version_of(document.id, member)).version.n == 2


async def test_whoever_has_no_text_in_it_any_more_suggests_again() -> None:
    room, owner, member = await a_pair()
    document = await a_document(room, by=owner)
    made = await a_suggestion(document, "Something that a member wrote instead.", by=member)
    assert (await accept(made.id, by=owner)).authors == [member.id]
    with pytest.raises(NotAllowed):
        await save(document, BODY, by=owner, base=2)
    await save(document, "Something that a member wrote instead, and more.", by=member, base=2)


async def test_where_no_author_is_left_inside_owners_write() -> None:
    room, owner, member = await a_pair()
    document = await a_document(room, by=member)
    other = await a_member(room)
    await memberships.leave(room.id, by=member)

    with pytest.raises(NotAllowed):
        await save(document, f"{BODY}\n\nMore.", by=other)
    made = await save(document, f"{BODY}\n\nMore.", by=owner)
    assert made.authors == [member.id, owner.id], "whoever left keeps their credit"


async def test_what_changes_nothing_makes_no_version_so_a_form_sent_twice_is_saved_once() -> None:
    room, owner, _member = await a_pair()
    document = await a_document(room, by=owner)
    made = await asyncio.gather(*(save(document, f"{BODY}\n\nMore.", by=owner) for _ in range(2)))
    assert [each.n for each in made] == [2, 2]
    assert (await save(document, f"{BODY}\n\nMore.", by=owner, base=2)).n == 2
    assert len(await happened(room, DocumentEvent.SAVED)) == 1


async def test_of_two_who_save_at_once_one_is_told_and_nothing_is_lost() -> None:
    room, owner, member = await a_pair()
    document = await a_document(room, by=owner)
    made = await a_suggestion(document, f"{BODY}\n\nBy the member.", by=member)
    await accept(made.id, by=owner)
    texts = {
        person.id: f"{BODY}\n\nBy the member.\n\nBy {name}."
        for person, name in ((owner, "one"), (member, "two"))
    }
    results = await asyncio.gather(
        *(save(document, texts[person.id], by=person, base=2) for person in (owner, member)),
        return_exceptions=True,
    )
    won = [each for each in results if isinstance(each, DocumentVersion)]
    lost = [each for each in results if isinstance(each, Overtaken)]
    assert (len(won), len(lost)) == (1, 1)
    assert won[0].n == 3
    assert await text_of(document) == texts[won[0].author_id or 0]


async def test_a_text_written_on_an_earlier_version_never_replaces_a_later_one() -> None:
    room, owner, _member = await a_pair()
    document = await a_document(room, by=owner)
    await save(document, f"{BODY}\n\nMore.", by=owner)
    for base in (0, 1, 3, 99):
        with pytest.raises(Overtaken):
            await save(document, "What was typed on an earlier version.", by=owner, base=base)
    assert await text_of(document) == f"{BODY}\n\nMore."


async def test_the_credit_that_is_stored_is_that_of_all_versions_read_again() -> None:
    room, owner, member = await a_pair()
    document = await a_document(room, by=owner)
    made = await a_suggestion(document, f"{BODY}\n\nBy the member.", by=member)
    await accept(made.id, by=owner)
    await save(document, "By the member.\n\nThe last line, changed.", by=member, base=2)
    await save(document, "By the member.\n\nThe first line.", by=owner, base=3)
    versions = await DocumentVersion.filter(document_id=document.id).order_by("n")
    for version in versions:
        assert version.authors == authors_of(versions, version.n)


async def test_a_room_that_is_only_read_takes_no_text() -> None:
    room, owner, _member = await a_pair()
    document = await a_document(room, by=owner)
    await rooms.archive(room.id, by=owner)
    for writing in (save(document, "More.", by=owner), a_document(room, by=owner)):
        with pytest.raises(Refused, match="archived"):
            await writing
    await rooms.resume(room.id, by=owner)
    await Room.filter(id=room.id).update(status="frozen")
    for writing in (save(document, "More.", by=owner), documents.archive(document.id, by=owner)):
        with pytest.raises(Refused, match="frozen"):
            await writing
    assert await text_of(document) == BODY


async def test_an_archived_document_is_read_until_it_is_opened_again() -> None:
    room, owner, member = await a_pair()
    document = await a_document(room, by=owner)
    with pytest.raises(NotAllowed):
        await documents.archive(document.id, by=member)
    await documents.archive(document.id, by=owner)
    await documents.archive(document.id, by=owner)
    with pytest.raises(Refused, match="archived"):
        await save(document, "More.", by=owner)
    with pytest.raises(Refused, match="archived"):
        await a_suggestion(document, "More.", by=member)
    await documents.resume(document.id, by=owner)
    await save(document, "More.", by=owner)
    assert len(await happened(room, DocumentEvent.ARCHIVED)) == 1


async def test_a_document_archived_after_a_report_isnt_opened_again_by_those_who_write_it() -> None:
    room, owner, _member = await a_pair()
    document = await a_document(room, by=owner)
    await take_away_as_managers_do(document, by=await a_person("Mina", "manager"))
    with pytest.raises(Refused, match="report"):
        await documents.resume(document.id, by=owner)
    with pytest.raises(Refused, match="archived"):
        await save(document, "More.", by=owner)


@in_transaction
async def take_away_as_managers_do(document: Document, *, by: Person) -> None:
    await take_away("document", document.id, "Somebody else's words.", by=by)


async def test_documents_are_there_for_those_who_read_the_room_and_for_nobody_else() -> None:
    room, owner, member = await a_pair()
    document = await a_document(room, by=owner)
    boss = await a_person("Boss", "admin")
    for reader in (None, await a_partner(), boss):
        assert await documents_of(room.id, reader) == []
        for reading in (version_of(document.id, reader), history(document.id, reader)):
            with pytest.raises(NotFound):
                await reading
    assert [each["id"] for each in await documents_of(room.id, member)] == [document.id]
    await memberships.leave(room.id, by=member)
    assert await documents_of(room.id, member) == []
    with pytest.raises(NotFound):
        await save(document, "More.", by=member)


async def test_the_last_changed_document_stands_first_and_pages_follow_each_other() -> None:
    room, owner, _member = await a_pair()
    made = [await a_document(room, by=owner, title=f"Document {place}") for place in range(3)]
    await documents.save(made[0].id, base=1, title="Document 0", body="Changed.", by=owner)
    found = await documents_of(room.id, owner, limit=2)
    assert [each["id"] for each in found] == [made[0].id, made[2].id]
    rest = await documents_of(room.id, owner, after=found[-1]["id"])
    assert [each["id"] for each in rest] == [made[1].id]

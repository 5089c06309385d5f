"""Writing to each other: what becomes of a request, and of a conversation."""

from collections.abc import Awaitable
from datetime import timedelta

import pytest

from activity import worker
from activity.models import Event, Notice
from activity.queries import visible
from core.clock import now
from core.errors import NotFound, Refused
from partners import conversations, letters, messages
from partners.models import Conversation, ConversationState
from people import operations
from people.models import Contact, Person
from tests.makers import a_person
from tests.partners.world import a_need, a_talk

LONG_AGO = timedelta(days=30)


async def an_open(name: str = "Minji", role: str = "partner") -> Person:
    """Somebody to whom whoever takes part may write, and who is here for long."""
    return await a_person(name, role, contact=Contact.MEMBERS, created_at=now() - LONG_AGO)


async def heard(person: Person) -> list[str]:
    """What this person was told and may still read, oldest first."""
    await worker.drain(lambda line: None)
    notices = await Notice.filter(person_id=person.id).order_by("id").select_related("event")
    seen = await visible(person.id, [each.event for each in notices])
    return [each.event.action for each in notices if each.event_id in seen]


async def refused(act: Awaitable[object]) -> str:
    with pytest.raises(Refused) as said:
        await act
    return str(said.value)


async def read(talk: Conversation, reader: Person) -> letters.Letters:
    return await letters.letters(talk.id, reader)


async def test_a_request_is_accepted_and_both_write(database: str) -> None:
    sora, minji = await an_open("Sora"), await an_open()
    need = await a_need(by=minji)

    talk = await conversations.request(minji.id, text="흙을 구워 드려요.", need=need.id, by=sora)

    asked = await read(talk, minji)
    assert (asked.can_accept, asked.can_ignore, asked.can_write) == (True, True, False)
    assert asked.need
    assert asked.need["id"] == need.id
    assert [each["body_html"].strip() for each in asked.messages] == ["<p>흙을 구워 드려요.</p>"]
    assert (await letters.unread(minji), await letters.unread(sora)) == (1, 0)
    waiting = await read(talk, sora)
    assert (waiting.can_accept, waiting.can_ignore, waiting.can_write, waiting.can_end) == (False,) * 4
    with pytest.raises(Refused):
        await messages.write(talk.id, text="And?", by=sora)
    with pytest.raises(Refused):
        await conversations.request(minji.id, text="And?", by=sora)
    with pytest.raises(Refused):
        await conversations.accept(talk.id, by=sora)

    await conversations.accept(talk.id, by=minji)
    await conversations.accept(talk.id, by=minji)
    answer = await messages.write(talk.id, text="Look: https://kiln.example/oven", by=minji)
    await messages.write(talk.id, text="Good.", by=sora)

    assert "https://kiln.example/oven" in answer.body_html
    assert len((await read(talk, sora)).messages) == 3
    assert await heard(minji) == ["message.requested", "message.sent"]
    assert await heard(sora) == ["message.accepted", "message.sent"]


async def test_to_set_aside_is_silent_and_can_be_undone(database: str) -> None:
    sora, minji = await an_open("Sora"), await an_open()
    talk = await conversations.request(minji.id, text="Hello.", by=sora)
    before, listed = await read(talk, sora), await letters.conversations(sora)

    await conversations.ignore(talk.id, by=minji)
    await conversations.ignore(talk.id, by=minji)

    after = await read(talk, sora)
    assert {**after.talk, "state": ""} == {**before.talk, "state": ""}
    assert (after.messages, after.can_write, after.can_accept) == (before.messages, False, False)
    assert [each["id"] for each in (await letters.conversations(sora))[0]] == [
        each["id"] for each in listed[0]
    ]
    assert await heard(sora) == []
    assert not await visible(sora.id, await Event.filter(action="message.declined"))
    assert (await letters.conversations(minji))[0] == []
    assert await letters.unread(minji) == 0
    assert [each["id"] for each in await letters.set_aside(minji)] == [talk.id]
    assert "Wait for their answer" in await refused(conversations.request(minji.id, text="Hello?", by=sora))
    with pytest.raises(Refused):
        await conversations.ignore(talk.id, by=sora)

    await conversations.accept(talk.id, by=minji)
    assert await heard(sora) == ["message.accepted"]
    assert await letters.set_aside(minji) == []
    await messages.write(talk.id, text="Sorry, I was away.", by=minji)


async def test_whoever_set_aside_may_write_after_all(database: str) -> None:
    sora, minji = await an_open("Sora"), await an_open()
    talk = await conversations.request(minji.id, text="Hello.", by=sora)
    await conversations.ignore(talk.id, by=minji)
    again = await conversations.request(sora.id, text="Hello after all.", by=minji)
    assert (again.id, (await Conversation.get(id=talk.id)).state) == (talk.id, ConversationState.ACCEPTED)


async def test_a_conversation_ends_for_both_and_its_ender_takes_it_up(database: str) -> None:
    sora, owen = await an_open("Sora"), await an_open("Owen", "employee")
    talk = await a_talk(owen, sora)
    with pytest.raises(Refused):
        await operations.block(owen.id, by=sora)
    await conversations.end(talk.id, by=sora)
    for person in (sora, owen):
        said = await refused(messages.write(talk.id, text="Hello?", by=person))
        assert said == "Nothing can be written here at the moment."
        assert "already" in await refused(
            conversations.request(owen.id if person is sora else sora.id, text="Hello?", by=person)
        )
    with pytest.raises(Refused):
        await conversations.accept(talk.id, by=owen)
    assert ((await read(talk, sora)).can_accept, (await read(talk, owen)).can_accept) == (True, False)
    with pytest.raises(Refused):
        await conversations.end(talk.id, by=owen)
    await conversations.accept(talk.id, by=sora)
    await messages.write(talk.id, text="Back.", by=owen)


async def test_nobody_else_reads_or_does_anything(database: str) -> None:
    sora, minji, admin = await an_open("Sora"), await an_open(), await an_open("Ada", "admin")
    talk = await a_talk(sora, minji)
    said = await messages.write(talk.id, text="Between us.", by=sora)
    await worker.drain(lambda line: None)
    for somebody in (admin, await an_open("Else"), await a_person("Grace")):
        for act in (conversations.accept, conversations.ignore, conversations.end):
            with pytest.raises(NotFound):
                await act(talk.id, by=somebody)
        with pytest.raises(NotFound):
            await messages.write(talk.id, text="Me too.", by=somebody)
        with pytest.raises(NotFound):
            await letters.letters(talk.id, somebody)
        await messages.mark_seen(talk.id, up_to=said.id, by=somebody)
        assert (await letters.conversations(somebody), await letters.unread(somebody)) == (([], None), 0)
        assert not await visible(somebody.id, await Event.filter(subject_type="conversation"))
    assert (await letters.unread(minji)) == 1


async def test_what_is_read_is_kept_and_never_goes_back(database: str) -> None:
    sora, minji = await an_open("Sora"), await an_open()
    talk = await a_talk(sora, minji)
    first = await messages.write(talk.id, text="One.", by=sora)
    second = await messages.write(talk.id, text="Two.", by=sora)
    await worker.drain(lambda line: None)
    (row,) = (await letters.conversations(minji))[0]
    assert row["unread"] == 3
    await messages.mark_seen(talk.id, up_to=second.id, by=minji)
    await messages.mark_seen(talk.id, up_to=first.id, by=minji)
    await messages.mark_seen(talk.id, up_to=second.id + 999, by=minji)
    assert (await Conversation.get(id=talk.id)).recipient_seen == second.id
    assert not await Notice.exists(person_id=minji.id, seen_at=None)
    assert await letters.unread(minji) == 0
    assert await letters.unread(sora) == 0
    await messages.write(talk.id, text="Three.", by=minji)
    assert (await letters.unread(minji), await letters.unread(sora)) == (0, 1)


async def test_lists_are_paged_by_what_was_written_last(database: str) -> None:
    sora = await an_open("Sora")
    talks = [await a_talk(sora, await an_open(f"Somebody {number}")) for number in range(3)]
    await messages.write(talks[0].id, text="The latest.", by=sora)
    first, before = await letters.conversations(sora, limit=2)
    rest, end = await letters.conversations(sora, before, limit=2)
    order = [talks[0].id, talks[2].id, talks[1].id]
    assert [each["id"] for each in [*first, *rest]] == order
    assert end is None
    for number in range(letters.MESSAGES):
        await messages.write(talks[1].id, text=f"Number {number}", by=sora)
    latest = await letters.letters(talks[1].id, sora)
    oldest = await letters.letters(talks[1].id, sora, latest.before)
    assert (len(latest.messages), len(oldest.messages), oldest.before) == (letters.MESSAGES, 1, None)
    assert "Number 29" in latest.messages[-1]["body_html"]

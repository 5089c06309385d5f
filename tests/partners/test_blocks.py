"""Blocks: both ways and everywhere, and nobody is told."""

import pytest

from activity import worker
from activity.models import Event, Notice
from activity.queries import visible
from core.errors import NotFound, Refused
from partners import conversations, letters, messages
from partners.contact import known, writable
from partners.models import Conversation, ConversationState
from people import operations
from people.models import Block, Contact, Person
from people.permissions import can_block
from people.queries import blocked_by
from tests.makers import a_person
from tests.partners.world import a_member, a_partner, a_room, a_talk


async def two() -> tuple[Person, Person]:
    return await a_partner("Sora", contact=Contact.MEMBERS), await a_partner("Minji", contact=Contact.MEMBERS)


async def sentence(person_id: int, by: Person) -> str:
    with pytest.raises(Refused) as said:
        await conversations.request(person_id, text="Hello.", by=by)
    return str(said.value)


async def test_neither_writes_to_the_other_and_nobody_reads_who_blocked(database: str) -> None:
    sora, minji = await two()
    silent = await a_partner("Silent", contact=Contact.NOBODY)
    await operations.block(minji.id, by=sora)

    said = {await sentence(minji.id, sora), await sentence(sora.id, minji), await sentence(silent.id, sora)}

    assert said == {"You can't write to this person."}
    assert await writable([minji.id], sora) == await writable([sora.id], minji) == set()
    await Person.filter(id=sora.id).update(contact=Contact.SHARED_ROOM)
    assert await sentence(sora.id, minji) == "You can't write to this person."
    stranger = await a_partner("Stranger")
    assert "share a room" in await sentence(sora.id, stranger)
    assert not await Conversation.exists()
    await operations.unblock(minji.id, by=sora)
    await conversations.request(minji.id, text="Hello.", by=sora)


async def test_a_shared_room_opens_no_way_around(database: str) -> None:
    sora, minji = await two()
    room = await a_room(by=sora)
    await a_member(room, minji)
    assert await writable([minji.id], sora) == {minji.id}
    await operations.block(sora.id, by=minji)
    assert await writable([minji.id], sora) == await writable([sora.id], minji) == set()


async def test_a_conversation_stands_still_for_both(database: str) -> None:
    sora, minji = await two()
    talk = await a_talk(sora, minji)
    await messages.write(talk.id, text="Before.", by=sora)
    await operations.block(sora.id, by=minji)
    for person in (sora, minji):
        with pytest.raises(Refused) as said:
            await messages.write(talk.id, text="After.", by=person)
        assert str(said.value) == "Nothing can be written here at the moment."
        read = await letters.letters(talk.id, person)
        assert (len(read.messages), read.can_write, read.can_accept) == (2, False, False)
    await operations.unblock(sora.id, by=minji)
    await messages.write(talk.id, text="After.", by=sora)


async def test_notices_that_wait_arent_heard_any_more(database: str) -> None:
    sora, minji = await two()
    talk = await a_talk(sora, minji)
    await messages.write(talk.id, text="Told before.", by=sora)
    await worker.drain(lambda line: None)
    told = await Event.filter(subject_type="conversation", actor_id=sora.id)
    assert await visible(minji.id, told) == {each.id for each in told}
    await messages.write(talk.id, text="Not told yet.", by=sora)
    before = await Notice.filter(person_id=minji.id).count()
    await operations.block(sora.id, by=minji)
    await worker.drain(lambda line: None)
    assert await Notice.filter(person_id=minji.id).count() == before
    assert await visible(minji.id, told) == set()


async def test_a_request_of_somebody_blocked_is_set_aside_and_cant_be_accepted(database: str) -> None:
    sora, minji = await two()
    talk = await a_talk(sora, minji, accepted=False)
    before = (await letters.letters(talk.id, sora)).talk
    await operations.block(sora.id, by=minji)
    assert await letters.unread(minji) == 0
    assert (await letters.conversations(minji))[0] == []
    assert [each["id"] for each in await letters.set_aside(minji)] == [talk.id]
    assert (await letters.letters(talk.id, sora)).talk == before, "whoever asked sees no difference"
    for act in (
        lambda: conversations.accept(talk.id, by=minji),
        lambda: conversations.request(sora.id, text="Hello.", by=minji),
    ):
        with pytest.raises(Refused):
            await act()
    assert (await Conversation.get(id=talk.id)).state is ConversationState.REQUESTED
    await operations.unblock(sora.id, by=minji)
    await conversations.accept(talk.id, by=minji)


async def test_staff_answer_for_the_house_and_cant_be_blocked(database: str) -> None:
    sora, minji = await two()
    owen = await a_person("Owen", "employee")
    for other in (owen, sora):
        assert not can_block(sora, other)
        with pytest.raises(Refused):
            await operations.block(other.id, by=sora)
    with pytest.raises(NotFound):
        await operations.block(999, by=sora)
    await operations.block(minji.id, by=owen)
    await operations.block(minji.id, by=owen)
    assert await Block.all().count() == 1


async def test_ones_own_list_is_ones_own(database: str) -> None:
    sora, minji = await two()
    grace = await a_person("Grace")
    await operations.block(minji.id, by=sora)
    await operations.block(grace.id, by=sora)
    assert [each["name"] for each in await blocked_by(sora.id)] == ["Grace", "Minji"]
    assert await blocked_by(minji.id) == []
    assert not await visible(minji.id, await Event.filter(action="person.blocked"))
    assert (await known(minji.id, sora))["name"] == "Minji", "to lift the block, one still finds them"

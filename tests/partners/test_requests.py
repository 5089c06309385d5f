"""Asking somebody for a conversation: who may ask whom, how often, and what a first message may carry."""

import asyncio
from collections.abc import Awaitable
from datetime import timedelta

import pytest

from core.clock import moved_to, now
from core.errors import Invalid, NotFound, Refused
from partners import conversations, letters, messages
from partners.contact import known, link_in, writable
from partners.models import Conversation, ConversationState, Message, PartnerRules
from people.models import Contact, Person, Visibility
from tests.makers import a_person
from tests.partners.world import a_member, a_need, a_partner, a_room

LONG_AGO = timedelta(days=30)


async def an_open(name: str = "Minji", role: str = "partner") -> Person:
    """Somebody to whom whoever takes part may write, and who is here for long."""
    return await a_person(name, role, contact=Contact.MEMBERS, created_at=now() - LONG_AGO)


async def refused(act: Awaitable[object]) -> str:
    with pytest.raises(Refused) as said:
        await act
    return str(said.value)


async def test_who_may_write_is_said_by_whoever_is_written_to(database: str) -> None:
    sora, grace = await an_open("Sora"), await an_open("Grace", "customer")
    owen = await an_open("Owen", "employee")
    room = await a_room(by=sora)
    shared = await a_member(room)
    inside = {person.id for person in (sora, shared)}
    for target in (
        await an_open(),
        await an_open("Mina", "manager"),
        await an_open("Carl", "customer"),
        shared,
    ):
        for choice in Contact:
            await Person.filter(id=target.id).update(contact=choice)
            for asker in (sora, owen, grace):
                both_inside = target.id in inside and asker.id in inside
                takes_part = asker is not grace
                expected = choice is not Contact.NOBODY and (
                    both_inside or (choice is Contact.MEMBERS and takes_part)
                )
                assert (await writable([target.id], asker) == {target.id}) is expected
    await a_member(room, grace)
    assert await writable([shared.id], grace) == {shared.id}, "who is inside is a member like others"


async def test_a_member_who_doesnt_take_part_writes_to_those_inside(database: str) -> None:
    grace, room = await an_open("Grace", "customer"), await a_room()
    shared, minji = await a_member(room), await an_open()
    await a_member(room, grace)
    talk = await conversations.request(shared.id, text="Hello from inside.", by=grace)
    assert await letters.has_letters(grace)
    await conversations.accept(talk.id, by=shared)
    await messages.write(talk.id, text="And on.", by=grace)
    assert "write to this person" in await refused(conversations.request(minji.id, text="Hello.", by=grace))
    hidden = await a_partner("Hidden", visibility=Visibility.HIDDEN)
    with pytest.raises(NotFound):
        await conversations.request(hidden.id, text="Hello.", by=grace)


async def test_whoever_one_cant_know_of_cant_be_written_to(database: str) -> None:
    sora, gone = await an_open("Sora"), await an_open("Gone")
    shy = await a_person("Shy", "partner", visibility=Visibility.HIDDEN, contact=Contact.MEMBERS)
    await Person.filter(id=gone.id).update(deactivated_at=now())
    for person_id in (shy.id, gone.id, sora.id, 999):
        with pytest.raises(NotFound):
            await conversations.request(person_id, text="Hello.", by=sora)
    await a_need(by=shy)
    assert (await known(shy.id, sora))["name"] == "Shy"
    talk = await conversations.request(shy.id, text="Hello.", by=sora)
    await conversations.accept(talk.id, by=shy)
    with moved_to(now() + timedelta(days=100)):
        assert (await known(shy.id, sora))["has_page"] == 0, "they have written to each other"


@pytest.mark.parametrize(
    "text",
    [
        "https://evil.example/x", "보세요 http://x", "www.kiln.com 에서", "example.com에서 봐요", "kakao.한국",
        "me@kiln.co.kr로 주세요", "ｅｘａｍｐｌｅ．ｃｏｍ", "10.0.0.1/a", "open.kakao.com/o/abc방", "obsidian://x",
        "[여기](https://x.kr)", "bit.ly/abc", "evil。com",
    ],
)  # fmt: skip
def test_a_first_message_carries_no_way_out(text: str) -> None:
    assert link_in(f"안녕하세요, {text}")


@pytest.mark.parametrize(
    "text",
    [
        "Node.js를 써요",
        "끝났어요.그리고 3.5배",
        "U.S. team, e.g. this one",
        "No.1 … v2.0",
        "1:1로 @sora",
        "a/b",
    ],
)
def test_plain_words_are_no_links(text: str) -> None:
    assert link_in(text) == ""


async def test_what_is_wrong_with_a_request_is_said(database: str) -> None:
    sora, minji = await an_open("Sora"), await an_open()
    for text in (" ", "x" * 2001, "See kiln.example.com"):
        with pytest.raises(Invalid) as wrong:
            await conversations.request(minji.id, text=text, by=sora)
        assert set(wrong.value.fields) == {"text"}
    assert "“kiln.example.com”" in str(wrong.value)
    assert not await Conversation.exists()
    talk = await conversations.request(minji.id, text="x" * 2000, key="form", by=sora)
    assert (await conversations.request(minji.id, text="x" * 2000, key="form", by=sora)).id == talk.id
    assert await Message.all().count() == 1


async def test_requests_are_limited_by_the_day(database: str) -> None:
    sora, new = await an_open("Sora"), await a_person("New", "partner", contact=Contact.MEMBERS)
    others = [await an_open(f"Somebody {number}") for number in range(7)]
    for other in others[:2]:
        await conversations.request(other.id, text="Hello.", by=new)
    said = await refused(conversations.request(others[2].id, text="Hello.", by=new))
    assert "2 new people a day" in said
    assert "in 24 hours" in said
    for other in others[:5]:
        await conversations.request(other.id, text="Hello.", by=sora)
    assert "5 new people a day" in await refused(conversations.request(others[5].id, text="Hello.", by=sora))
    with moved_to(now() + timedelta(hours=20, minutes=30)):
        assert "in 4 hours" in await refused(conversations.request(others[5].id, text="Hello.", by=sora))
    with moved_to(now() + timedelta(days=1, minutes=1)):
        await conversations.request(others[5].id, text="Hello.", by=sora)
    await PartnerRules.create(id=1, requests_a_day=0)
    assert "The admins" in await refused(conversations.request(others[6].id, text="Hello.", by=sora))
    talk = await Conversation.get(requester_id=sora.id, recipient_id=others[0].id)
    await conversations.accept(talk.id, by=others[0])
    await messages.write(talk.id, text="Conversations go on.", by=sora)


async def test_two_at_once_count_each_other(database: str) -> None:
    new = await a_person("New", "partner")
    others = [await an_open(f"Somebody {number}") for number in range(4)]
    asked = (conversations.request(each.id, text="Hello.", by=new) for each in others)
    done = await asyncio.gather(*asked, return_exceptions=True)
    assert sum(isinstance(each, Refused) for each in done) == 2
    assert await Conversation.filter(requester_id=new.id).count() == 2


async def test_two_who_ask_each_other_at_once_are_in_one_conversation(database: str) -> None:
    for _round in range(3):
        sora, minji = await an_open("Sora"), await an_open()
        one, other = await asyncio.gather(
            conversations.request(minji.id, text="Hello Minji.", by=sora),
            conversations.request(sora.id, text="Hello Sora.", by=minji),
        )
        assert one.id == other.id
        talk = await Conversation.get(id=one.id)
        assert talk.state is ConversationState.ACCEPTED
        assert await Message.filter(conversation_id=talk.id).count() == 2
        await messages.write(talk.id, text="And on.", by=sora)
        await messages.write(talk.id, text="And on.", by=minji)

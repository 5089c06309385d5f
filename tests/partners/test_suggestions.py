"""Suggestions: decided by somebody else, accepted under the name of whoever made them, and never lost."""

import asyncio

import pytest

from activity.models import Addressee, Event
from core.errors import Invalid, NotAllowed, NotFound, Refused
from partners import documents, memberships, rooms, suggestions
from partners.documents import Overtaken
from partners.events import SuggestionEvent
from partners.merging import BOTH, CURRENT, OTHER
from partners.models import Document, DocumentVersion, Room, Suggestion, SuggestionState
from partners.versions import suggestion_of, suggestions_of
from people.blocks import block
from people.models import Person
from tests.makers import a_person
from tests.partners.world import a_document, a_member, a_partner, a_room, a_suggestion, text_of

pytestmark = pytest.mark.usefixtures("database")

TITLE = "A joint calendar"
BODY = "The first line.\n\nThe line between.\n\nThe last line."
APART = "The first line.\n\nThe line between.\n\nThe last line.\n\nOne more by the member."
ACROSS = "The first line.\n\nThe line in the middle, says the member.\n\nThe last line."


class World:
    room: Room
    owner: Person
    writer: Person
    member: Person
    document: Document


@pytest.fixture
async def world(database: str) -> World:
    """A room with its owner, a document by somebody else in it, and a member who writes nothing in it."""
    made = World()
    made.owner = await a_partner("Owner")
    made.room = await a_room(by=made.owner)
    made.writer, made.member = await a_member(made.room), await a_member(made.room)
    made.document = await a_document(made.room, by=made.writer, body=BODY)
    return made


async def go_on(world: World, body: str, base: int = 1) -> DocumentVersion:
    """The document's writer saves another version."""
    return await documents.save(world.document.id, base=base, title=TITLE, body=body, by=world.writer)


async def state(made: Suggestion) -> SuggestionState:
    return (await Suggestion.get(id=made.id)).state


async def told(action: SuggestionEvent) -> set[int]:
    event = await Event.filter(action=action.value).order_by("-id").first()
    assert event is not None
    return {each.person_id for each in await Addressee.filter(event_id=event.id)}


async def test_an_accepted_suggestion_is_a_version_by_whoever_suggested_it(world: World) -> None:
    made = await a_suggestion(world.document, APART, by=world.member, note="One more")
    assert await told(SuggestionEvent.MADE) == {world.owner.id, world.writer.id}
    assert (await Document.get(id=world.document.id)).suggestions == 1

    version = await suggestions.accept(made.id, by=world.writer)
    assert (version.n, version.body, version.note) == (2, APART, "One more")
    assert (version.author_id, version.by_id) == (world.member.id, world.writer.id)
    assert version.authors == [world.writer.id, world.member.id]
    kept = await Suggestion.get(id=made.id)
    assert (kept.state, kept.became, kept.decided_by_id) == (SuggestionState.ACCEPTED, 2, world.writer.id)
    assert (await Document.get(id=world.document.id)).suggestions == 0
    assert await told(SuggestionEvent.ACCEPTED) == {world.member.id}
    (event,) = await Event.filter(action=SuggestionEvent.ACCEPTED.value)
    assert set(event.details) == {"document", "suggestion", "edition", "version"}
    await documents.save(world.document.id, base=2, title=TITLE, body=f"{APART} Yes.", by=world.member)


async def test_an_owner_of_the_room_decides_too_and_other_members_dont(world: World) -> None:
    other = await a_member(world.room)
    made = await a_suggestion(world.document, APART, by=world.member)
    with pytest.raises(NotAllowed):
        await suggestions.accept(made.id, by=other)
    with pytest.raises(NotAllowed):
        await suggestions.reject(made.id, reason="No.", by=other)
    assert (await suggestions.accept(made.id, by=world.owner)).author_id == world.member.id


async def test_nobody_decides_on_their_own_suggestion(world: World) -> None:
    for person in (world.member, world.owner, world.writer):
        made = await a_suggestion(world.document, f"{BODY}\n\nBy {person.id}.", by=person)
        with pytest.raises(NotAllowed):
            await suggestions.accept(made.id, by=person)
        with pytest.raises(NotAllowed):
            await suggestions.reject(made.id, reason="No.", by=person)
        assert await state(made) == SuggestionState.OPEN


async def test_rejecting_needs_a_reason(world: World) -> None:
    made = await a_suggestion(world.document, APART, by=world.member)
    with pytest.raises(Invalid):
        await suggestions.reject(made.id, reason=" ", by=world.writer)
    await suggestions.reject(made.id, reason="It says nothing new.", by=world.writer)
    assert (await Suggestion.get(id=made.id)).reason == "It says nothing new."
    assert await told(SuggestionEvent.REJECTED) == {world.member.id}
    (event,) = await Event.filter(action=SuggestionEvent.REJECTED.value)
    assert set(event.details) == {"document", "suggestion", "edition"}, "ids and numbers, no words"
    assert await text_of(world.document) == BODY


async def test_what_was_decided_stays_decided(world: World) -> None:
    made = await a_suggestion(world.document, APART, by=world.member)
    await suggestions.withdraw(made.id, by=world.member)
    for again in (
        suggestions.accept(made.id, by=world.writer),
        suggestions.reject(made.id, reason="No.", by=world.writer),
        suggestions.withdraw(made.id, by=world.member),
        suggestions.renew(made.id, base=1, title=TITLE, body="Once more.", by=world.member),
    ):
        with pytest.raises(Refused, match="withdrawn"):
            await again
    assert await state(made) == SuggestionState.WITHDRAWN


async def test_only_whoever_made_it_withdraws_and_renews(world: World) -> None:
    made = await a_suggestion(world.document, APART, by=world.member)
    for person in (world.owner, world.writer):
        with pytest.raises(NotAllowed):
            await suggestions.withdraw(made.id, by=person)
        with pytest.raises(NotAllowed):
            await suggestions.renew(made.id, base=1, title=TITLE, body="Mine.", by=person)


async def test_of_two_who_accept_at_once_one_wins_and_the_other_reads_a_sentence(world: World) -> None:
    made = await a_suggestion(world.document, APART, by=world.member)
    results = await asyncio.gather(
        *(suggestions.accept(made.id, by=person) for person in (world.owner, world.writer)),
        return_exceptions=True,
    )
    lost = [each for each in results if isinstance(each, Refused)]
    assert len(lost) == 1
    assert lost[0].sentence
    assert await DocumentVersion.filter(document_id=world.document.id).count() == 2


async def test_of_two_suggestions_accepted_at_once_one_wins_and_the_other_stays_open(world: World) -> None:
    other = await a_member(world.room)
    both = [
        await a_suggestion(world.document, APART, by=world.member),
        await a_suggestion(world.document, ACROSS, by=other),
    ]
    results = await asyncio.gather(
        *(suggestions.accept(made.id, by=world.writer) for made in both), return_exceptions=True
    )
    assert sorted(type(each).__name__ for each in results) == ["DocumentVersion", "Overtaken"]
    states = [await state(made) for made in both]
    assert sorted(states) == [SuggestionState.ACCEPTED, SuggestionState.OPEN]


async def test_what_was_written_on_an_earlier_version_isnt_accepted_unseen(world: World) -> None:
    made = await a_suggestion(world.document, APART, by=world.member)
    await go_on(world, BODY.replace("first", "very first"))
    with pytest.raises(Overtaken):
        await suggestions.accept(made.id, by=world.writer)
    assert await state(made) == SuggestionState.OPEN

    version = await suggestions.accept(made.id, on=2, by=world.writer)
    assert version.body == APART.replace("first", "very first")
    assert version.author_id == world.member.id
    assert version.authors == [world.writer.id, world.member.id]


async def test_where_both_changed_the_same_line_whoever_decides_chooses(world: World) -> None:
    made = await a_suggestion(world.document, ACROSS, by=world.member)
    await go_on(world, BODY.replace("The line between.", "The line in between, says its writer."))
    with pytest.raises(Invalid) as caught:
        await suggestions.accept(made.id, on=2, by=world.writer)
    assert list(caught.value.fields) == ["choice-0"]
    with pytest.raises(Refused, match="already"):
        await suggestions.accept(made.id, on=2, choices={0: CURRENT}, by=world.writer)
    with pytest.raises(Invalid):
        await suggestions.accept(made.id, on=2, choices={0: "anything"}, by=world.writer)

    version = await suggestions.accept(made.id, on=2, choices={0: BOTH}, by=world.writer)
    assert "says its writer.\nThe line in the middle, says the member." in version.body
    assert version.authors == [world.writer.id, world.member.id]


async def test_what_is_suggested_can_stand_instead_of_what_both_changed(world: World) -> None:
    made = await a_suggestion(world.document, ACROSS, by=world.member)
    await go_on(world, BODY.replace("The line between.", "The line in between, says its writer."))
    version = await suggestions.accept(made.id, on=2, choices={0: OTHER}, by=world.owner)
    assert version.body == ACROSS


async def test_whoever_put_it_together_with_a_version_that_is_gone_is_asked_again(world: World) -> None:
    made = await a_suggestion(world.document, APART, by=world.member)
    await go_on(world, BODY.replace("first", "very first"))
    await go_on(world, BODY.replace("first", "very very first"), base=2)
    with pytest.raises(Overtaken):
        await suggestions.accept(made.id, on=2, by=world.writer)
    assert (await suggestions.accept(made.id, on=3, by=world.writer)).n == 4


async def test_a_suggestion_renewed_meanwhile_is_read_again_first(world: World) -> None:
    made = await a_suggestion(world.document, APART, by=world.member)
    await go_on(world, BODY.replace("first", "very first"))
    renewed = APART.replace("first", "very first")
    again = await suggestions.renew(made.id, base=2, title=TITLE, body=renewed, by=world.member)
    assert (again.base, again.edition) == (2, 2)
    with pytest.raises(Refused, match="anew"):
        await suggestions.accept(made.id, seen=1, by=world.writer)
    assert (await suggestions.accept(made.id, seen=2, by=world.writer)).body == renewed


async def test_renewing_without_a_change_tells_nobody(world: World) -> None:
    made = await a_suggestion(world.document, APART, by=world.member)
    again = await suggestions.renew(made.id, base=1, title=TITLE, body=APART, by=world.member)
    assert again.edition == 1
    assert await Event.filter(action=SuggestionEvent.MADE.value).count() == 1


async def test_a_suggestion_changes_something_and_says_what_it_was_written_on(world: World) -> None:
    with pytest.raises(Invalid):
        await a_suggestion(world.document, BODY, by=world.member)
    for base in (0, 2, 99):
        with pytest.raises(Refused):
            await a_suggestion(world.document, APART, by=world.member, base=base)
    assert (
        await a_suggestion(world.document, BODY, title="Another title", by=world.member)
    ).title == "Another title"


async def test_a_form_sent_twice_makes_one_suggestion(world: World) -> None:
    both = await asyncio.gather(
        *(a_suggestion(world.document, APART, by=world.member, key="the same") for _ in range(2))
    )
    assert both[0].id == both[1].id
    assert await Suggestion.all().count() == 1


async def test_whoever_left_keeps_the_credit_for_what_is_accepted_later(world: World) -> None:
    made = await a_suggestion(world.document, APART, by=world.member)
    await memberships.leave(world.room.id, by=world.member)
    for attempt in (
        suggestions.withdraw(made.id, by=world.member),
        suggestions.renew(made.id, base=1, title=TITLE, body="Mine.", by=world.member),
        suggestion_of(made.id, world.member),
    ):
        with pytest.raises(NotFound):
            await attempt
    assert (await suggestions.accept(made.id, by=world.writer)).author_id == world.member.id


async def test_nobody_outside_knows_of_a_suggestion_or_touches_it(world: World) -> None:
    made = await a_suggestion(world.document, APART, by=world.member)
    for outsider in (await a_partner(), await a_person("Boss", "admin")):
        for attempt in (
            suggestion_of(made.id, outsider),
            suggestions_of(world.document.id, outsider),
            suggestions.accept(made.id, by=outsider),
            suggestions.reject(made.id, reason="No.", by=outsider),
            suggestions.suggest(world.document.id, base=1, title=TITLE, body="Mine.", by=outsider),
        ):
            with pytest.raises(NotFound):
                await attempt


async def test_a_room_that_is_only_read_takes_and_decides_nothing(world: World) -> None:
    made = await a_suggestion(world.document, APART, by=world.member)
    await rooms.archive(world.room.id, by=world.owner)
    for attempt in (
        a_suggestion(world.document, ACROSS, by=world.member),
        suggestions.accept(made.id, by=world.writer),
        suggestions.reject(made.id, reason="No.", by=world.writer),
        suggestions.withdraw(made.id, by=world.member),
    ):
        with pytest.raises(Refused, match="archived"):
            await attempt
    assert (await suggestion_of(made.id, world.member)).suggestion.state == SuggestionState.OPEN


async def test_who_reads_an_open_room_without_being_inside_suggests_nothing() -> None:
    owner, reader = await a_partner("Owner"), await a_partner("Reader")
    room = await a_room("open", by=owner)
    document = await a_document(room, by=owner)
    assert await suggestions_of(document.id, reader) == []
    with pytest.raises(NotAllowed):
        await a_suggestion(document, APART, by=reader)


async def test_the_list_tells_which_suggestions_are_by_somebody_the_reader_has_blocked(world: World) -> None:
    made = await a_suggestion(world.document, APART, by=world.member)
    await block(world.member.id, by=world.writer)
    assert [each["blocked"] for each in await suggestions_of(world.document.id, world.writer)] in (
        [True],
        [1],
    )
    assert (await suggestion_of(made.id, world.writer)).blocked
    assert not (await suggestion_of(made.id, world.owner)).blocked

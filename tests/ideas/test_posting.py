"""Bringing an idea, changing one's words, taking it back."""

import asyncio

import pytest

from activity.models import Addressee, Event, Subscription
from core.errors import Invalid, NotAllowed, NotFound, Refused
from ideas import operations
from ideas.boards import set_managers
from ideas.models import Idea, Revision
from ideas.moves import move
from ideas.queries import revisions_of, visible_idea
from ideas.stewardship import release
from ideas.tags import tags_of
from tests.makers import a_board, a_comment, a_person, an_idea, events, votes_of
from voting.operations import cast_vote


async def test_posting_follows_but_does_not_vote(database: str) -> None:
    ada = await a_person("Ada")

    idea = await an_idea(by=ada, tags="Export, 엑셀 , export")

    assert await votes_of(idea) == 0
    assert await Subscription.filter(person_id=ada.id, subject_id=idea.id).count() == 1
    assert await events(idea, "idea.posted") == 1
    assert await tags_of(idea.id) == ["export", "엑셀"]


@pytest.mark.parametrize(
    ("title", "sentence"),
    [
        ("", "Write a title"),
        ("가나", "at least 3"),
        ("가" * 121, "at most 120"),
        (" \u200b\n a ", "at least 3"),
    ],
)
async def test_titles_are_measured_in_characters(database: str, title: str, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        await an_idea(title)
    assert await Idea.all().count() == 0


async def test_the_longest_korean_title_is_taken_whole(database: str) -> None:
    idea = await an_idea("가" * 120, body="나" * 20_000)

    assert (await Idea.get(id=idea.id)).title == "가" * 120
    assert idea.lang == "ko"


async def test_every_wrong_field_gets_its_sentence_at_once(database: str) -> None:
    with pytest.raises(Invalid) as wrong:
        await an_idea("", board="nowhere", kind="wish", body="x" * 20_001, tags=",".join(map(str, range(9))))

    assert set(wrong.value.fields) == {"title", "board", "kind", "body", "tags"}


async def test_a_form_sent_many_times_at_once_makes_one_idea(database: str) -> None:
    ada = await a_person("Ada")

    made = await asyncio.gather(*(an_idea(by=ada, key="one-form") for _ in range(12)))

    assert len({idea.id for idea in made}) == 1
    assert await Idea.all().count() == 1
    assert await Event.filter(action="idea.posted").count() == 1


async def test_two_people_may_send_the_same_key(database: str) -> None:
    first, second = await an_idea(key="same"), await an_idea(key="same")

    assert first.id != second.id


async def test_a_board_that_holds_for_review_asks_its_managers(database: str) -> None:
    board = await a_board("careful", hold_for_review=True)
    admin, manager = await a_person("Root", "admin"), await a_person("Mina", "manager")
    await set_managers(board.id, [manager.id], by=admin)
    ada, grace = await a_person("Ada"), await a_person("Grace")

    idea = await an_idea(by=ada, board="careful")

    assert (await visible_idea(idea.id, ada)).held
    with pytest.raises(NotFound):
        await visible_idea(idea.id, grace)
    assert await Addressee.filter(person_id=manager.id, reason="asked").count() == 1
    await release(idea.id, by=manager)
    assert not (await visible_idea(idea.id, grace)).held


async def test_an_edit_keeps_how_it_read_before(database: str) -> None:
    ada = await a_person("Ada")
    idea = await an_idea("Dark mode", by=ada, body="Please.")

    await operations.edit(idea.id, title="Dark mode for the calendar", body="Please!", by=ada)
    await operations.edit(idea.id, title="Dark mode for the calendar", body="Please!", by=ada)

    versions = await revisions_of(idea.id, None)
    assert [each["title"] for each in versions] == ["Dark mode", "Dark mode for the calendar"]
    assert await Revision.all().count() == await events(idea, "idea.edited") == 1


async def test_only_its_author_edits_and_only_while_it_is_on_the_way(database: str) -> None:
    ada, manager = await a_person("Ada"), await a_person("Mina", "manager")
    idea = await an_idea(by=ada)

    with pytest.raises(NotAllowed):
        await operations.edit(idea.id, title="Something else", body="", by=manager)
    await operations.withdraw(idea.id, by=ada)
    with pytest.raises(NotAllowed):
        await operations.edit(idea.id, title="Something else", body="", by=ada)


async def test_what_nobody_else_touched_can_be_withdrawn(database: str) -> None:
    ada = await a_person("Ada")
    idea = await an_idea(by=ada)
    await cast_vote(idea.id, by=ada)
    await a_comment(idea, by=ada)

    await operations.withdraw(idea.id, by=ada)

    assert (await Idea.get(id=idea.id)).stage == "withdrawn"
    assert await events(idea, "idea.withdrawn") == 1


async def test_what_others_voted_for_or_spoke_about_stays(database: str) -> None:
    ada, grace = await a_person("Ada"), await a_person("Grace")
    voted, discussed = await an_idea(by=ada), await an_idea(by=ada)
    await cast_vote(voted.id, by=grace)
    await a_comment(discussed, by=grace)

    for idea in (voted, discussed):
        with pytest.raises(Refused, match="already"):
            await operations.withdraw(idea.id, by=ada)
    with pytest.raises(NotAllowed):
        await operations.withdraw(voted.id, by=grace)


async def test_what_is_decided_cannot_be_withdrawn(database: str) -> None:
    ada, manager = await a_person("Ada"), await a_person("Mina", "manager")
    idea = await an_idea(by=ada)
    await move(idea.id, to="reviewing", by=manager)

    await operations.withdraw(idea.id, by=ada)
    with pytest.raises(NotAllowed):
        await operations.withdraw(idea.id, by=ada)

"""Lists: order, filters, pages by key, and nothing that the reader may not see."""

import random
from datetime import timedelta

import pytest

from core.clock import moved_to, now
from ideas.boards import change_board
from ideas.listing import SORTS, Filters, list_ideas
from ideas.models import Idea
from ideas.moves import Reasons, move
from ideas.stewardship import hide
from people.models import Person
from tests.makers import a_board, a_person, an_idea
from voting.operations import cast_vote
from voting.queries import voted_by


async def seen(reader: Person | None = None, **filters: object) -> list[int]:
    return [each["id"] for each in (await list_ideas(Filters(**filters), reader=reader, limit=100)).rows]  # type: ignore[arg-type]


async def some(number: int, **fields: object) -> list[Idea]:
    """Ideas with many ties in votes, comments and times."""
    chance, ada = random.Random(7), await a_person("Ada")
    made = []
    for place in range(number):
        with moved_to(now() - timedelta(days=chance.randint(0, 3))):
            made.append(await an_idea(f"Idea number {place}", by=ada, **fields))
        votes, comments = chance.randint(0, 2), chance.randint(0, 1)
        imported = chance.randint(0, 1)
        await Idea.filter(id=made[-1].id).update(votes=votes, votes_imported=imported, comments=comments)
    return made


@pytest.mark.parametrize("sort", list(SORTS))
async def test_pages_by_key_give_every_idea_once_in_order(database: str, sort: str) -> None:
    await some(23)
    whole = (await list_ideas(Filters(sort=sort), reader=None, limit=100)).rows

    paged, after = [], ""
    while True:
        page = await list_ideas(Filters(sort=sort), reader=None, after=after, limit=4)
        paged += page.rows
        if page.after is None:
            break
        after = page.after

    assert [each["id"] for each in paged] == [each["id"] for each in whole]
    keys = [(each["sort_key"], each["id"]) for each in whole]
    assert keys == sorted(keys, reverse=True)
    assert len(whole) == 23


@pytest.mark.parametrize("broken", ["x", "bm8", "WzEsMl0x", "W251bGwsMV0", "WyJhIiwxXQ", "🌱"])
async def test_a_broken_cursor_begins_at_the_first_page(database: str, broken: str) -> None:
    await an_idea()

    for sort in SORTS:
        assert len((await list_ideas(Filters(sort=sort), reader=None, after=broken)).rows) == 1


async def test_filters_combine(database: str) -> None:
    ada, mina = await a_person("Ada"), await a_person("Mina", "manager")
    await a_board("other")
    wanted = await an_idea("The one", by=ada, kind="complaint", board="other", tags="엑셀")
    await an_idea("Other kind", by=ada, board="other", tags="엑셀")
    await an_idea("Other board", by=ada, kind="complaint", tags="엑셀")
    await an_idea("Other tag", by=ada, kind="complaint", board="other")
    elsewhere = await an_idea("Other author", kind="complaint", board="other", tags="엑셀")
    await move(wanted.id, to="planned", by=mina)
    await cast_vote(wanted.id, by=ada)

    both = {"kind": "complaint", "board": "other", "tag": "엑셀"}
    assert await seen(**both) == [elsewhere.id, wanted.id] or await seen(**both) == [wanted.id, elsewhere.id]
    assert await seen(ada, **both, stage="planned", mine=True, unanswered=True) == [wanted.id]
    narrowed = await list_ideas(Filters(**both), reader=ada, narrowing=voted_by(ada))  # type: ignore[arg-type]
    assert [each["id"] for each in narrowed.rows] == [wanted.id]


async def test_closed_stages_are_hidden_unless_asked_for(database: str) -> None:
    idea, mina = await an_idea(), await a_person("Mina", "manager")
    await move(idea.id, to="declined", by=mina, why=Reasons("No.", "policy"))

    assert await seen() == []
    assert await seen(stage="declined") == await seen(stage="all") == [idea.id]


async def test_each_reader_sees_the_boards_of_their_audience_as_it_is_now(database: str) -> None:
    admin = await a_person("Root", "admin")
    made = {}
    for audience in ("everyone", "members", "partners", "staff"):
        board = await a_board(audience, audience=audience)
        made[audience] = await an_idea(f"For {audience}", by=admin, board=board.slug)
    readers = {role: await a_person(role, role) for role in ("customer", "partner", "employee")}

    assert len(await seen()) == 1
    assert [len(await seen(reader)) for reader in readers.values()] == [2, 3, 4]

    everyone = made["everyone"].board_id
    await change_board(everyone, by=admin, audience="staff")
    assert await seen() == []
    assert len(await seen(readers["customer"])) == 1


async def test_a_hidden_idea_is_seen_by_its_author_and_staff_alone(database: str) -> None:
    ada, mina = await a_person("Ada"), await a_person("Mina", "manager")
    idea = await an_idea(by=ada)
    await hide(idea.id, reason="A phone number stands in it.", by=mina)

    assert await seen() == await seen(await a_person("Grace")) == []
    assert await seen(ada) == await seen(mina) == [idea.id]

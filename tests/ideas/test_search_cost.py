"""What searching costs: no more among many ideas than among few."""

from ideas.search.candidates import READ, READ_OF_ONE, List, begun
from ideas.search.finding import search_ideas
from ideas.search.statistics import Statistics
from tests.asked import asked_of_the_database
from tests.ideas.test_search import ANYWHERE
from tests.makers import a_person, an_idea

MANY = 1_000_000


def lists(known: Statistics) -> list[List]:
    return [List(((token,),), 1.0) for token in known.often]


def a_yard(ideas: int) -> Statistics:
    """Of this size, where every word stands in a tenth of the ideas but for one that nearly nobody wrote."""
    often = {"rare": 0} | {f"often{number}": 100 for number in range(8)}
    return Statistics(often, sampled=1_000, ideas=ideas, newest=ideas, made=0.0)


def test_of_long_lists_only_the_newest_ideas_are_read() -> None:
    known = a_yard(MANY)
    read = {each.ways[0][0]: since for each, since in begun(lists(known), known)}
    assert read["rare"] == 0
    places = [(MANY - since) / 10 for token, since in read.items() if token != "rare"]
    assert 2 <= len(places) < 8
    assert all(each <= READ_OF_ONE + 1 for each in places)
    assert READ * 0.8 <= sum(places) <= READ + len(places)


def test_short_lists_are_read_whole() -> None:
    known = a_yard(1_000)
    assert [since for _, since in begun(lists(known), known)] == [0] * 9


async def test_as_many_statements_for_many_ideas_as_for_few(database: str) -> None:
    somebody, asked = await a_person(), []
    await search_ideas("다크모드", ANYWHERE, reader=None)  # PostgreSQL: which words are common is remembered
    for ideas in (6, 40):
        for number in range(ideas):
            await an_idea(f"다크 모드 {number}", by=somebody)
        with asked_of_the_database() as statements:
            await search_ideas("다크모드", ANYWHERE, reader=None)
        asked.append(len(statements))
    assert asked[0] == asked[1] <= 3


async def test_pages_give_all_that_really_say_it_once_and_nothing_else(database: str) -> None:
    somebody, right = await a_person(), set()
    for number in range(35):
        right.add((await an_idea(f"Theme {number}", by=somebody, body="다크 모드가 좋아요.")).id)
        await an_idea(f"Size {number}", by=somebody, body="글씨를 보다 크게 해 주세요.")
    seen: list[int] = []
    after: str | None = ""
    while after is not None:
        page = await search_ideas("다크", ANYWHERE, reader=None, after=after)
        assert page.rows
        seen += [each["id"] for each in page.rows]
        after = page.after
    assert sorted(seen) == sorted(right)

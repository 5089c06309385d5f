"""What searching costs: no more among many ideas than among few."""

from core.database import on_sqlite, rows
from ideas.search.candidates import READ, READ_OF_ONE, begun, found
from ideas.search.evidence import Evidence
from ideas.search.finding import search_ideas
from ideas.search.indexing import IDEAS
from ideas.search.likeness import Question
from ideas.search.matching import needs_of
from ideas.search.planning import List, Plan
from ideas.search.reaching import newest
from ideas.search.statistics import Statistics
from tests.asked import asked_of_the_database
from tests.ideas.test_search import ANYWHERE
from tests.makers import a_person, an_idea

MANY = 1_000_000


def lists(known: Statistics) -> list[List]:
    return [List(((token,),), 1) for token in known.often]


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
    await search_ideas("다크모드", ANYWHERE, reader=None)
    for ideas in (6, 40):
        for number in range(ideas):
            await an_idea(f"다크 모드 {number}", by=somebody)
        with asked_of_the_database() as statements:
            await search_ideas("다크모드", ANYWHERE, reader=None)
        asked.append(len(statements))
    assert asked[0] == asked[1] <= 3


AGO = (
    0,
    1,
    1023,
    1024,
    4095,
    4096,
    9_000,
    32_767,
    32_768,
    70_000,
    262_143,
    262_144,
    900_000,
    2_097_152,
    2_999_990,
)
"""How much smaller an idea's id is than the newest: at the edges of the blocks that PostgreSQL looks at in turn."""


async def test_the_newest_with_a_word_are_found_however_far_apart_they_are(database: str) -> None:
    somebody, written = await a_person(), []
    for number, ago in enumerate(reversed(AGO)):
        await next_idea_is(3 * MANY - ago)
        words = "export sometimes" if number % 3 == 0 else "export"
        written.append(await an_idea(words, by=somebody))
    everywhere = [idea.id for idea in reversed(written)]
    sometimes = [idea.id for idea in reversed(written) if "sometimes" in idea.title]
    for word, having in (("export", everywhere), ("sometimes", sometimes), ("never", [])):
        for most in (0, 1, 4, 100, 5_000):
            given = newest(IDEAS, needs_of((word,)), most)
            given_ids = await rows(f"WITH {given.sql} SELECT id FROM hit ORDER BY id DESC", **given.values)
            assert [each["id"] for each in given_ids] == having[:most], (word, most)


async def test_what_was_posted_after_the_sample_is_among_the_newest_of_a_long_list(database: str) -> None:
    known = Statistics({"^zebra": 900, "zebra": 900}, sampled=1_000, ideas=MANY, newest=MANY, made=0.0)
    await next_idea_is(MANY + 5)
    there = await an_idea("Zebra", by=await a_person())
    question = Question("Zebra", "", known.rarity)
    lists = Plan(question, Evidence(question), known).lists()
    assert lists
    assert all(since for _, since in begun(lists, known))
    assert await found(question, known, 5) == [there.id]


async def next_idea_is(number: int) -> None:
    """The idea that is posted next gets this id."""
    if on_sqlite():
        await rows("UPDATE sqlite_sequence SET seq = :before WHERE name = 'idea'", before=number - 1)
        await rows(
            "INSERT INTO sqlite_sequence (name, seq) SELECT 'idea', :before WHERE NOT EXISTS "
            "(SELECT 1 FROM sqlite_sequence WHERE name = 'idea')",
            before=number - 1,
        )
    else:
        await rows("SELECT setval(pg_get_serial_sequence('idea', 'id'), :number, false)", number=number)


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

"""Everyone gets a chance: places for newcomers, what is counted for that, and votes that nobody is to see."""

from collections import Counter
from datetime import timedelta

import httpx
import pytest

from core.clock import moved_to, now
from core.database import changes
from core.paging import encode
from frontend.impressions import AGAIN_AFTER
from ideas import exposure, ordering
from ideas.exposure import PLACES, SLOT, in_turn, seated
from ideas.known import ENOUGH, YOUNG_FOR, Newcomer
from ideas.listing import PAGE, Filters, Page, list_ideas
from ideas.models import Exposure, Idea
from ideas.moves import Reasons, move
from ideas.ranking import hot
from ideas.stewardship import hide, release, restore
from people.models import Person
from tests.makers import a_board, a_person, an_idea

UNSEEN = {"trending": {}, "of one kind": {"kind": "idea"}, "on a board": {"board": "ideas"}}


async def some(number: int, **given: object) -> list[int]:
    """Ideas that enough have seen, the latest first."""
    ada = await a_person("Ada")
    made = []
    for place in range(number):
        with moved_to(now() - timedelta(hours=number - place)):
            made.append((await an_idea(f"Idea number {place}", by=ada, **given)).id)
    await Exposure.filter(idea_id__in=made).update(views=ENOUGH)
    return made[::-1]


async def first_page(reader: Person | None = None, **filters: object) -> Page:
    return await list_ideas(Filters(**filters), reader=reader, chances=True)  # type: ignore[arg-type]


async def walked(
    filters: Filters, reader: Person | None = None, limit: int = 7
) -> tuple[list[int], list[str]]:
    """All pages one after the other: the ids, and the cursors between them."""
    seen, cursors, after = [], [], ""
    while True:
        page = await list_ideas(filters, reader=reader, after=after, limit=limit, chances=limit == PAGE)
        seen += [each["id"] for each in page.rows if not each["newcomer"]]
        if page.after is None:
            return seen, cursors
        after = page.after
        cursors.append(after)
        assert len(cursors) < 200


def test_the_first_vote_moves_nothing_and_ten_times_as_many_are_worth_half_a_day() -> None:
    born = now()

    assert hot(0, born) == hot(1, born) < hot(2, born)
    assert hot(30, born) == pytest.approx(hot(3, born + timedelta(hours=12.5)))


def test_newcomers_are_seated_in_their_places_and_nobody_twice() -> None:
    ranked = list(range(1, PAGE + 2))

    page, own = seated(ranked, [101, 102, 103, 104, 105], PAGE)
    assert [place + 1 for place, each in enumerate(page) if each > 100] == list(PLACES)
    assert [each for each in page if each < 100] == ranked[:own]
    assert len(page) == PAGE
    assert own == PAGE - len(PLACES)
    assert seated(ranked, [3, 101], PAGE) == ([*ranked[:3], 101, *ranked[3:19]], 19)
    assert seated(ranked, [19], PAGE) == (ranked[:20], 20)
    assert seated(ranked, [17, 101], PAGE) == ([*ranked[:3], 101, *ranked[3:19]], 19)
    assert seated(ranked, [20], PAGE) == ([*ranked[:3], 20, *ranked[3:19]], 19)
    assert seated(ranked[:20], [101], PAGE) == (ranked[:20], 20)


def test_the_least_seen_come_first_and_equals_take_turns() -> None:
    waiting = [Newcomer(number, 0, 1, "idea") for number in range(1, 11)] + [Newcomer(99, 1, 1, "idea")]
    slots = [in_turn(waiting, slot * SLOT, 2) for slot in range(300)]

    assert slots[7] == in_turn(waiting, 7 * SLOT + SLOT - 0.1, 2)
    came = Counter(number for slot in slots for number in slot)
    assert set(came) == set(range(1, 11))
    assert min(came.values()) > 20


@pytest.mark.parametrize("filters", UNSEEN.values(), ids=list(UNSEEN))
async def test_few_have_seen_them_so_they_stand_on_the_first_page(
    database: str, filters: dict[str, object]
) -> None:
    buried = [(await some(1))[0] for _ in range(len(PLACES) + 1)]
    with moved_to(now() - timedelta(days=3)):
        await Idea.filter(id__in=buried).update(hot=hot(0, now()))
    ranked = await some(PAGE + 4)
    for views, number in enumerate(buried):
        await Exposure.filter(idea_id=number).update(views=views)

    page = await first_page(**filters)
    assert [each["id"] for each in page.rows if each["newcomer"]] == buried[:-1]
    assert [place + 1 for place, each in enumerate(page.rows) if each["newcomer"]] == list(PLACES)
    assert set(page.unseen) == set(buried[:-1])
    again, _cursors = await walked(Filters(**filters), limit=PAGE)  # type: ignore[arg-type]
    assert sorted(again) == sorted(ranked + buried)
    assert again[: len(ranked)] == ranked
    plain = await list_ideas(Filters(**filters), reader=None)  # type: ignore[arg-type]
    assert [each["id"] for each in plain.rows] == ranked[:PAGE]


async def test_nobody_is_shown_a_newcomer_who_is_out_of_their_sight(database: str) -> None:
    mina, board = await a_person("Mina", "manager"), await a_board(audience="staff")
    hidden = await some(1)
    inside = await an_idea("Among us", by=mina, board=board.slug)
    await some(PAGE + 4)
    await Idea.filter(id__in=[*hidden, inside.id]).update(hot=0)
    await Exposure.filter(idea_id__in=hidden).update(views=0)

    assert [each["id"] for each in (await first_page()).rows if each["newcomer"]] == hidden
    await hide(hidden[0], reason="A phone number stands in it.", by=mina)
    assert not any(each["newcomer"] for each in (await first_page()).rows)
    assert [each["id"] for each in (await first_page(mina)).rows if each["newcomer"]] == [inside.id]


async def test_an_idea_is_a_newcomer_from_when_it_is_seen_until_enough_have_seen_it(database: str) -> None:
    mina = await a_person("Mina", "manager")
    board = await a_board(hold_for_review=True)
    idea, held = await an_idea(), await an_idea("Held", board=board.slug)

    async def newcomers() -> set[int]:
        await exposure.clean()
        return set(await Exposure.all().values_list("idea_id", flat=True))

    assert await newcomers() == {idea.id}
    await release(held.id, by=mina)
    assert await newcomers() == {idea.id, held.id}
    await move(held.id, to="declined", by=mina, why=Reasons("No.", "policy"))
    assert await newcomers() == {idea.id}

    before = changes()
    for _ in range(ENOUGH - 1):
        exposure.seen((idea.id,))
    await exposure.write_down()
    assert changes() == before
    assert (await Exposure.get(idea_id=idea.id)).views == ENOUGH - 1
    assert await newcomers() == {idea.id}
    exposure.seen((idea.id,))
    await exposure.write_down()
    assert await newcomers() == set()

    await hide(idea.id, reason="Let me look.", by=mina)
    await restore(idea.id, by=mina)
    assert await newcomers() == {idea.id}
    with moved_to(now() + YOUNG_FOR + timedelta(seconds=1)):
        assert await newcomers() == set()


async def test_a_page_counts_when_somebody_is_shown_it(client: httpx.AsyncClient) -> None:
    idea = await an_idea()

    async def views() -> int:
        await exposure.write_down()
        return (await Exposure.get(idea_id=idea.id)).views

    for path in ("/", "/", "/boards/ideas"):
        assert (await client.get(path)).status_code == 200
    assert await views() == 1
    with moved_to(now() + AGAIN_AFTER):
        await client.get("/boards/ideas")
    assert await views() == 2
    await client.head("/")
    await client.get("/", headers={"sec-purpose": "prefetch"})
    await client.get("/feed.atom")
    await client.get(f"/ideas/{idea.id}")
    assert await views() == 2


@pytest.mark.parametrize("value", [-1, -(2**62), -5 * 10**17, -(2**63) + 1, "2020-01-01"])
async def test_a_cursor_of_another_list_breaks_nothing(client: httpx.AsyncClient, value: int | str) -> None:
    await a_board("quiet", hide_counts=True)
    await an_idea("A lamp that dims")
    after = encode((value, 5))
    for path in (f"/?sort=top&after={after}", f"/?q=lamp&after={after}", f"/?q=lamp&sort=top&after={after}"):
        assert (await client.get(path)).status_code == 200, path


@pytest.mark.parametrize("sort", ["trending", "top"])
async def test_votes_that_are_hidden_change_nothing_in_a_list(database: str, sort: str) -> None:
    board, other = await a_board("quiet", hide_counts=True), await a_board("loud")
    grace, mina = await a_person("Grace"), await a_person("Mina", "manager")
    quiet = await some(9, board=board.slug, tags="엑셀")
    loud = await some(9, board=other.slug, tags="엑셀")
    for place, number in enumerate(loud):
        await Idea.filter(id=number).update(votes=place * 40)
    lists = [
        Filters(sort=sort, **more) for more in ({}, {"board": "quiet"}, {"tag": "엑셀"}, {"stage": "all"})
    ]

    async def read(reader: Person | None) -> list[object]:
        return [await walked(each, reader, limit=4) for each in lists]

    before = [await read(None), await read(grace)]
    of_staff = await read(mina)
    for place, number in enumerate(reversed(quiet)):
        idea = await Idea.get(id=number)
        votes = place * 100 if place % 2 else 0
        await Idea.filter(id=number).update(votes=votes, hot=hot(votes, idea.created_at))

    assert [await read(None), await read(grace)] == before
    assert await read(mina) != of_staff
    assert [sorted(found) for found, _cursors in before[0]] == [  # type: ignore[misc]
        sorted(each) for each in (quiet + loud, quiet, quiet + loud, quiet + loud)
    ]


NARROW = [
    {"kind": "complaint"},
    {"board": "b", "kind": "complaint"},
    {"kind": "complaint", "sort": "top"},
    {"board": "b", "sort": "discussed"},
    {"tag": "엑셀"},
    {"tag": "엑셀", "sort": "new"},
    {"stage": "planned", "board": "b"},
    {"unanswered": True, "kind": "complaint"},
]


@pytest.mark.parametrize("filters", NARROW, ids=lambda each: "-".join(map(str, each.values())))
async def test_a_page_looks_at_so_many_and_goes_on_from_there(
    database: str, filters: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    await a_board("b")
    await some(3, board="b", kind="complaint", tags="엑셀")
    await some(8, kind="idea")
    await some(4, kind="complaint", tags="엑셀")
    await some(3, board="b", kind="idea")
    await some(2, board="b", kind="complaint", tags="엑셀")
    await Idea.filter(kind="complaint", id__gt=3).update(stage="planned")
    whole, _cursors = await walked(Filters(**filters), limit=50)  # type: ignore[arg-type]
    assert whole

    monkeypatch.setattr(ordering, "SCAN", 3)
    found, cursors = await walked(Filters(**filters), limit=2)  # type: ignore[arg-type]
    assert found == whole
    assert len(cursors) >= (len(whole) - 1) // 2

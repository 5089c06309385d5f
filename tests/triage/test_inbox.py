"""The inbox: each idea once, oldest silence first, counted as it is listed; views, bulk acts, setting aside."""

from datetime import timedelta

import pytest

from activity import worker
from activity.models import Event, Notice
from activity.operations import follow
from core.clock import now
from core.errors import Invalid, NotAllowed, NotFound, Refused
from ideas.models import Idea
from ideas.moves import Reasons, move
from ideas.stewardship import hide, set_owner
from ideas.tags import tags_of
from tests.makers import a_board, a_person, an_idea
from triage import bulk, inbox, views
from triage.attention import needed
from triage.inbox import Choices
from triage.models import Attention, Why

TITLES = (
    "Dark mode at night",
    "달력 알림이 두 번 와요",
    "Export invoices as tables",
    "Bigger letters, please",
    "예약금 환불이 느려요",
    "Sign in without a password",
    "Crash when rotating a photo",
)


async def some_ideas(many: int) -> list[Idea]:
    return [await an_idea(title) for title in TITLES[:many]]


async def test_each_idea_stands_once_where_its_oldest_reason_puts_it(database: str) -> None:
    mina = await a_person("Mina", "manager")
    first, second, third = await some_ideas(3)
    await needed([third.id], Why.REOPENED, since=now() - timedelta(days=9))
    await needed([second.id], Why.DUPLICATE, since=now() + timedelta(days=1), other=first.id, words="decide")

    page = await inbox.waiting(Choices(), reader=mina)

    assert [each["id"] for each in page.rows] == [third.id, first.id, second.id]
    assert [reason.why for reason in page.rows[0]["reasons"]] == [Why.REOPENED, Why.NEW]
    alike = page.rows[2]["reasons"][1]
    assert (alike.other["id"], alike.other["title"], alike.words) == (first.id, first.title, "decide")
    assert page.rows[0]["since"] == page.rows[0]["reasons"][0].since
    assert page.after is None


async def test_pages_lead_through_all_of_it_once_also_where_moments_are_the_same(database: str) -> None:
    mina, moment = await a_person("Mina", "manager"), now()
    ideas = await some_ideas(7)
    await Attention.all().update(since=moment)
    await Attention.filter(idea_id=ideas[0].id).update(since=moment - timedelta(hours=1))

    seen, after = [], ""
    for _ in range(4):
        page = await inbox.waiting(Choices(), reader=mina, after=after, limit=2)
        seen += [each["id"] for each in page.rows]
        after = page.after or ""

    assert seen == [each.id for each in ideas]
    broken = await inbox.waiting(Choices(), reader=mina, after="nonsense", limit=2)
    assert [each["id"] for each in broken.rows] == seen[:2]


async def test_counts_say_what_the_lists_show(database: str) -> None:
    mina, owen = await a_person("Mina", "manager"), await a_person("Owen", "employee")
    board = await a_board("careful", hold_for_review=True)
    mine, hidden, plain = await some_ideas(3)
    held = await an_idea(board=board.slug)
    await set_owner(mine.id, owner_id=owen.id, by=mina)
    await needed([hidden.id, mine.id], Why.REPORTED)
    await needed([mine.id], Why.UNANSWERED)
    await hide(hidden.id, reason="An advertisement.", by=mina)

    for reader in (mina, owen):
        counted = await inbox.counts(reader)
        for why, num in counted.items():
            page = await inbox.waiting(Choices(why=why), reader=reader)
            assert len(page.rows) == num, why

    assert await inbox.counts(mina) == {
        "": 4, "new": 2, "reported": 2, "unanswered": 1, "held": 1,
        "reopened": 0, "disputed": 0, "partly": 0, "overdue": 0, "duplicate": 0, "revisit": 0,
    }  # fmt: skip
    assert (await inbox.counts(owen))[""] == 2
    assert "held" not in await inbox.counts(owen)
    for choices, found in (
        (Choices(mine=True), []),
        (Choices(unowned=True), [hidden.id, plain.id, held.id]),
        (Choices(board=board.slug), [held.id]),
        (Choices(kind="complaint"), []),
    ):
        page = await inbox.waiting(choices, reader=mina)
        assert sorted(each["id"] for each in page.rows) == sorted(found), choices
        assert (await inbox.counts(mina, choices))[""] == len(found)
    with pytest.raises(NotAllowed):
        await inbox.waiting(Choices(), reader=await a_person())


async def test_a_manager_sets_aside_what_waits_for_no_answer(database: str) -> None:
    mina, owen = await a_person("Mina", "manager"), await a_person("Owen", "employee")
    idea = await an_idea()
    await needed([idea.id], Why.UNANSWERED)

    with pytest.raises(Refused):
        await inbox.set_aside(idea.id, "unanswered", by=mina)
    with pytest.raises(NotAllowed):
        await inbox.set_aside(idea.id, "new", by=owen)
    await inbox.set_aside(idea.id, "new", by=mina)

    assert [reason.why for reason in await inbox.reasons_of(idea.id, mina)] == [Why.UNANSWERED]
    assert await Event.filter(action="triage.set_aside", subject_id=idea.id).count() == 1
    with pytest.raises(Refused):
        await inbox.set_aside(idea.id, "new", by=mina)


async def test_many_are_moved_in_one_act_and_each_person_hears_once(database: str) -> None:
    mina, ada = await a_person("Mina", "manager"), await a_person("Ada")
    ideas = await some_ideas(3)
    for idea in ideas:
        await follow(ada.id, ("idea", idea.id))
    await move(ideas[0].id, to="planned", by=mina)
    await worker.drain(lambda line: None)
    await Notice.filter(person_id=ada.id).delete()

    ids = [each.id for each in ideas]
    moved = await bulk.move_all(ids, to="planned", by=mina, why=Reasons(reason="With the spring release."))
    await worker.drain(lambda line: None)

    assert moved == ids[1:]
    assert {each.stage for each in await Idea.all()} == {"planned"}
    acts = await Event.filter(action="idea.moved", subject_id__in=ids[1:]).order_by("id")
    assert [each.root_id for each in acts] == [None, acts[0].id]
    assert await Notice.filter(person_id=ada.id).count() == 1
    assert (await inbox.waiting(Choices(), reader=mina)).rows == []
    with pytest.raises(Refused, match="there already"):
        await bulk.move_all(ids, to="planned", by=mina)


async def test_all_or_none_and_the_ones_in_the_way_are_named(database: str) -> None:
    mina, owen = await a_person("Mina", "manager"), await a_person("Owen", "employee")
    first, second, third = await some_ideas(3)
    await move(third.id, to="declined", by=mina, why=Reasons(reason="No.", kind="policy"))
    ids = [first.id, second.id, third.id]

    with pytest.raises(Refused, match=f"Export invoices as tables” \\(#{third.id}\\)"):
        await bulk.move_all(ids, to="building", by=mina)
    with pytest.raises(Invalid):
        await bulk.move_all(ids[:2], to="declined", by=mina)
    with pytest.raises(Refused, match="#999"):
        await bulk.set_owner_all([first.id, 999], owner_id=mina.id, by=mina)
    with pytest.raises(Refused, match="Managers decide"):
        await bulk.move_all(ids[:2], to="planned", by=owen)
    with pytest.raises(Invalid):
        await bulk.move_all(range(1, 202), to="planned", by=mina)

    assert {str(each.stage) for each in await Idea.filter(id__in=ids[:2])} == {"received"}
    assert await Idea.filter(owner_id=mina.id).count() == 0


async def test_tags_and_owners_for_many(database: str) -> None:
    mina, owen = await a_person("Mina", "manager"), await a_person("Owen", "employee")
    one, two = await an_idea(tags="export, old"), await an_idea(tags="mobile")

    await bulk.retag_all([one.id, two.id], add="export, spring", remove="old", by=owen)
    await bulk.set_owner_all([one.id, two.id], owner_id=owen.id, by=mina)
    await worker.drain(lambda line: None)

    assert sorted(await tags_of(one.id)) == ["export", "spring"]
    assert sorted(await tags_of(two.id)) == ["export", "mobile", "spring"]
    assert await Notice.filter(person_id=owen.id, reason="assigned").count() == 1
    with pytest.raises(Invalid):
        await bulk.retag_all([one.id], by=owen)


async def test_a_view_is_its_choices_under_a_name(database: str) -> None:
    mina, ada = await a_person("Mina", "manager"), await a_person("Ada")

    view = await views.save("  Mine,  late ", "?why=unanswered&mine=1&after=xyz&evil=1", by=mina)
    await views.save("Mine, late", "why=overdue", by=mina)

    assert [(each.id, each.name, each.query) for each in await views.of(mina)] == [
        (view.id, "Mine, late", "why=overdue")
    ]
    assert view.query == "why=unanswered&mine=1"
    with pytest.raises(NotFound):
        await views.delete(view.id, by=ada)
    with pytest.raises(NotAllowed):
        await views.save("Mine", "", by=ada)
    with pytest.raises(Invalid):
        await views.save(" ", "", by=mina)
    await views.delete(view.id, by=mina)
    assert await views.of(mina) == []


async def test_many_go_into_one_that_may_be_among_them(database: str) -> None:
    mina, ada = await a_person("Mina", "manager"), await a_person("Ada")
    first, second, third = await some_ideas(3)
    await Idea.filter(id=third.id).update(stage="shipped")
    ids = [first.id, second.id, third.id]

    with pytest.raises(Refused, match=f"#{third.id}"):
        await bulk.merge_all(ids, into=first.id, by=mina)
    assert await Idea.filter(stage="merged").count() == 0
    with pytest.raises(NotAllowed):
        await bulk.merge_all(ids, into=first.id, by=ada)

    assert await bulk.merge_all(ids[:2], into=first.id, by=mina) == [second.id]
    assert (await Idea.get(id=second.id)).merged_into_id == first.id

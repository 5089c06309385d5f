"""Items carry their ideas along the loop, and each follower hears once; promised dates change only with a reason."""

import itertools
from datetime import timedelta

import pytest

from activity import worker
from activity.models import Event, Notice, Statement
from core.clock import now
from core.errors import Invalid, NotAllowed, NotFound, Refused
from ideas.loop import Stage
from ideas.models import Idea
from ideas.operations import follow
from people.models import Person
from roadmap import items
from roadmap.board import board, column
from roadmap.links import link
from roadmap.models import Item, ItemStage, Link
from roadmap.permissions import moves_of, needs_reason
from roadmap.queries import ended_links_of, item, links_of
from tests.makers import a_board, a_person, an_idea, an_item, events
from voting.operations import cast_vote

WHY = "The ledger comes first."


async def stage_of(idea: Idea) -> Stage:
    return (await Idea.get(id=idea.id)).stage


async def told(person: Person) -> list[Notice]:
    while await worker.drain():
        pass
    return await Notice.filter(person_id=person.id).order_by("id")


async def a_linked_item(*ideas: Idea, by: Person, **fields: str) -> Item:
    made = await an_item(by=by, **fields)
    return await link(made.id, [idea.id for idea in ideas], by=by)


async def test_an_item_carries_its_ideas_and_who_follows_several_hears_once(database: str) -> None:
    mina, grace = await a_person("Mina", "manager"), await a_person("Grace")
    first, second = await an_idea("Dark mode"), await an_idea("Night colours")
    for idea in (first, second):
        await follow(idea.id, how="follow", by=grace)
    made = await a_linked_item(first, second, by=mina)
    assert {await stage_of(first), await stage_of(second)} == {Stage.REVIEWING}
    before = len(await told(grace))

    for to in ("planned", "building", "shipped"):
        await items.move(made.id, to=to, by=mina)
        assert {await stage_of(first), await stage_of(second)} == {Stage(to)}

    assert len(await told(grace)) - before == 3
    shipped = await Event.filter(action="item.moved", subject_id=made.id).order_by("-id").first()
    assert shipped
    assert (shipped.root_id, shipped.details["from"], shipped.details["to"]) == (None, "building", "shipped")
    assert await Event.filter(action="idea.moved", root_id=shipped.id).count() == 2


async def test_every_step_back_wants_a_reason_and_no_end_is_left_by_a_side_door(database: str) -> None:
    mina = await a_person("Mina", "manager")
    made = await an_item(by=mina)
    for start, to in itertools.product(ItemStage, ItemStage):
        await Item.filter(id=made.id).update(stage=start)
        if to not in moves_of(start):
            with pytest.raises(Refused):
                await items.move(made.id, to=to, reason=WHY, by=mina)
            continue
        if needs_reason(start, to):
            with pytest.raises(Invalid) as wrong:
                await items.move(made.id, to=to, by=mina)
            assert list(wrong.value.fields) == ["reason"]
        await items.move(made.id, to=to, reason=WHY, by=mina)
        assert (await Item.get(id=made.id)).stage is to
    with pytest.raises(Refused):
        await items.move(made.id, to=(await Item.get(id=made.id)).stage, by=mina)
    with pytest.raises(Invalid):
        await items.move(made.id, to="confirmed", by=mina)


async def test_what_is_dropped_ends_its_links_and_returns_its_ideas_to_review(database: str) -> None:
    mina = await a_person("Mina", "manager")
    alone, shared = await an_idea("Alone"), await an_idea("Shared")
    made = await a_linked_item(alone, shared, by=mina, stage="building")
    await a_linked_item(shared, by=mina, stage="planned")
    assert (await stage_of(alone), await stage_of(shared)) == (Stage.BUILDING, Stage.PLANNED)

    await items.move(made.id, to="dropped", reason=WHY, by=mina)

    assert (await stage_of(alone), await stage_of(shared)) == (Stage.REVIEWING, Stage.PLANNED)
    assert await Link.filter(item_id=made.id).count() == 2
    assert (await links_of(made.id, None))[0] == []
    assert {each["ended_reason"] for each in await ended_links_of(made.id, None)} == {WHY}
    assert await events(alone, "link.ended") == 1
    moved = await Event.filter(action="idea.moved", subject_id=alone.id).order_by("-id").first()
    assert moved
    assert (await Statement.get(event_id=moved.id)).body == WHY


async def test_what_is_taken_back_after_shipping_tells_why_and_begins_a_new_cycle(database: str) -> None:
    mina, grace = await a_person("Mina", "manager"), await a_person("Grace")
    idea = await an_idea()
    await cast_vote(idea.id, by=grace)
    made = await a_linked_item(idea, by=mina, stage="building")
    await items.move(made.id, to="shipped", by=mina)
    before = len(await told(grace))

    await items.move(made.id, to="planned", reason=WHY, by=mina)

    after = await Idea.get(id=idea.id)
    assert (after.stage, after.cycle) == (Stage.PLANNED, 2)
    assert [each["id"] for each in (await links_of(made.id, None))[0]] == [idea.id]
    assert len(await told(grace)) - before == 1
    back = await Event.filter(action="idea.moved", subject_id=idea.id).order_by("-id")
    assert (await Statement.get(event_id=back[0].id)).body == WHY


async def test_a_promised_date_changes_only_with_a_reason_and_followers_are_told(database: str) -> None:
    mina, ada = await a_person("Mina", "manager"), await a_person("Ada")
    idea = await an_idea(by=ada)
    made = await a_linked_item(idea, by=mina, stage="planned")
    march, may = now().date() + timedelta(days=60), now().date() + timedelta(days=120)
    before = len(await told(ada))

    await items.promise(made.id, day=march, by=mina)
    for day in (may, None):
        with pytest.raises(Invalid) as wrong:
            await items.promise(made.id, day=day, by=mina)
        assert list(wrong.value.fields) == ["reason"]
    await items.promise(made.id, day=may.isoformat(), reason=WHY, by=mina)
    await items.promise(made.id, day=may, by=mina)

    promised = await Event.filter(action="item.promised").order_by("id")
    assert [(each.details["from"], each.details["to"]) for each in promised] == [
        (None, march.isoformat()),
        (march.isoformat(), may.isoformat()),
    ]
    assert len(await told(ada)) - before == 2
    assert (await column(None, ItemStage.PLANNED)).cards[0]["promise_changed"]
    with pytest.raises(Invalid, match="still to come"):
        await items.promise(made.id, day=now().date() - timedelta(days=2), reason=WHY, by=mina)
    with pytest.raises(Invalid, match="2027-03-31"):
        await items.promise(made.id, day="May", reason=WHY, by=mina)
    await items.move(made.id, to="shipped", by=mina)
    with pytest.raises(Refused):
        await items.promise(made.id, day=None, reason=WHY, by=mina)


async def test_only_managers_plan_and_what_is_wrong_is_said_at_its_field(database: str) -> None:
    mina, emil, cleo = await a_person("Mina", "manager"), await a_person("Emil", "employee"), await a_person()
    made = await an_item(by=mina)
    for person in (emil, cleo):
        with pytest.raises(NotAllowed):
            await items.create(title="Mine", by=person)
        with pytest.raises(NotAllowed):
            await items.move(made.id, to="planned", by=person)
        with pytest.raises(NotAllowed):
            await items.promise(made.id, day=None, by=person)
    with pytest.raises(Invalid) as wrong:
        await items.create(title="x", horizon="soon", audience="me", summary="x" * 20_001, by=mina)
    assert set(wrong.value.fields) == {"title", "horizon", "audience", "summary"}
    with pytest.raises(Invalid):
        await items.create(title="Shipped at once", stage="shipped", by=mina)
    with pytest.raises(Invalid) as owner:
        await items.set_owner(made.id, owner_id=cleo.id, by=mina)
    assert list(owner.value.fields) == ["owner"]


async def test_an_owner_is_told_and_a_change_is_an_event_with_what_changed(database: str) -> None:
    mina, emil = await a_person("Mina", "manager"), await a_person("Emil", "employee")
    made = await an_item(by=mina, owner_id=emil.id, audience="staff")

    await items.change(made.id, title="Night colours", horizon="now", by=mina)
    await items.change(made.id, title="Night colours", by=mina)

    assert [each.reason for each in await told(emil)] == ["assigned"]
    changed = await Event.get(action="item.changed")
    assert changed.details["fields"] == ["horizon", "title"]


async def test_a_column_is_in_the_order_of_hands_and_pages_by_key(database: str) -> None:
    mina = await a_person("Mina", "manager")
    made = [await an_item(f"Item {number}", by=mina) for number in range(4)]

    await items.reorder(made[3].id, position=0, by=mina)
    await items.reorder(made[0].id, position=9, by=mina)
    await items.move(made[1].id, to="planned", by=mina)
    await items.move(made[1].id, to="exploring", reason=WHY, position=1, by=mina)

    found: list[int] = []
    after: str | None = ""
    while after is not None:
        page = await column(None, ItemStage.EXPLORING, after=after, limit=3)
        found, after = found + [each["id"] for each in page.cards], page.after
    assert found == [made[3].id, made[1].id, made[2].id, made[0].id]
    for each in made[1:]:
        await items.move(each.id, to="shipped", by=mina)
    newest = await column(None, ItemStage.SHIPPED, limit=2)
    rest = await column(None, ItemStage.SHIPPED, limit=2, after=newest.after or "")
    shipped = [each["id"] for each in (*newest.cards, *rest.cards)]
    assert shipped == [made[3].id, made[2].id, made[1].id]
    with pytest.raises(Refused):
        await items.reorder(made[1].id, position=0, by=mina)


async def test_cards_count_and_name_only_what_their_reader_sees(database: str) -> None:
    mina, grace = await a_person("Mina", "manager"), await a_person("Grace")
    await a_board("inner", audience="staff")
    await a_board("quiet", hide_counts=True)
    open_idea = await an_idea("Open", tags="night")
    inner = await an_idea("Inner", by=mina, board="inner")
    quiet = await an_idea("Quiet", board="quiet")
    for idea in (open_idea, quiet):
        await cast_vote(idea.id, by=grace)
    await cast_vote(inner.id, by=mina)
    made = await a_linked_item(open_idea, inner, quiet, by=mina)
    hidden = await an_item("Secret", by=mina, audience="staff")

    seen = {column.stage: column.cards for column in await board(None)}[ItemStage.EXPLORING]
    all_seen = (await column(mina, ItemStage.EXPLORING)).cards
    assert [(card["ideas"], card["votes"]) for card in seen] == [(2, 1)]
    assert {each["title"] for each in seen[0]["named"]} == {"Open", "Quiet"}
    assert [(card["ideas"], card["votes"]) for card in all_seen] == [(3, 3), (0, 0)]
    for filters, count in (
        ({"tag": "night"}, 1),
        ({"tag": "#Night"}, 1),
        ({"board": "quiet"}, 1),
        ({"board": "inner"}, 0),
        ({"tag": "day"}, 0),
    ):
        assert len((await column(None, ItemStage.EXPLORING, **filters)).cards) == count, filters
    assert len((await links_of(made.id, None))[0]) == 2
    with pytest.raises(NotFound):
        await item(hidden.id, None)
    assert (await item(hidden.id, mina)).title == "Secret"

"""Where the roadmap puts an idea: the least advanced item decides, and what is taken back begins a new cycle."""

import pytest

from activity import worker
from activity.models import Event
from core.database import in_transaction
from ideas.loop import Stage
from ideas.models import Idea
from people.models import Person
from roadmap import improvements, links
from roadmap.models import Item, ItemStage, Link, Round
from roadmap.moving import move
from roadmap.shipping import settle, take_back
from tests.makers import a_person, an_idea, an_item
from tests.roadmap.world import asked_about, counted, say, ship, stands

AWAY = (Stage.DECLINED, Stage.MERGED, Stage.WITHDRAWN, Stage.SHIPPED, Stage.CONFIRMED, Stage.UNCONFIRMED)


@in_transaction
async def settled(*ideas: Idea, by: Person, unplanned: bool = False) -> list[int]:
    return [idea.id for idea in await settle([each.id for each in ideas], by=by, unplanned=unplanned)]


@in_transaction
async def taken_back(*ideas: Idea, by: Person) -> list[int]:
    return [
        idea.id for idea in await take_back([each.id for each in ideas], by=by, reason="It broke.", item=1)
    ]


async def put(item: Item, stage: ItemStage) -> None:
    """The item alone, without what its move would bring about."""
    await Item.filter(id=item.id).update(stage=stage)


async def test_the_least_advanced_live_item_decides_in_either_direction(database: str) -> None:
    mina, idea = await a_person("Mina", "manager"), await an_idea()
    one, other = await an_item(by=mina, stage="planned"), await an_item(by=mina, stage="planned")
    for item in (one, other):
        await links.link(item.id, [idea.id], by=mina)

    for first, second, stage in (
        (ItemStage.EXPLORING, ItemStage.SHIPPED, "reviewing"),
        (ItemStage.BUILDING, ItemStage.PLANNED, "planned"),
        (ItemStage.SHIPPED, ItemStage.BUILDING, "building"),
        (ItemStage.EXPLORING, ItemStage.EXPLORING, "reviewing"),
        (ItemStage.DROPPED, ItemStage.BUILDING, "building"),
        (ItemStage.SHIPPED, ItemStage.SHIPPED, "shipped"),
    ):
        await put(one, first)
        await put(other, second)
        assert await settled(idea, by=mina) == [idea.id]
        assert await settled(idea, by=mina) == []
        assert await stands(idea) == (stage, 1)


async def test_what_no_item_answers_stays_or_goes_back_and_what_is_off_the_road_stays(database: str) -> None:
    mina = await a_person("Mina", "manager")
    item, root = await an_item(by=mina, stage="building"), await an_idea("Root")
    left, linked = await an_idea("Left"), await an_idea("Linked")
    await Idea.filter(id=left.id).update(stage=Stage.PLANNED)
    assert await settled(left, by=mina) == []
    assert await settled(left, root, by=mina, unplanned=True) == [left.id]
    assert await stands(left) == ("reviewing", 1)
    assert await stands(root) == ("received", 1)

    await Link.create(item=item, idea=linked, cycle=1, by=mina)
    for stage in AWAY:
        into = root.id if stage is Stage.MERGED else None
        await Idea.filter(id=linked.id).update(stage=stage, merged_into_id=into)
        assert await settled(linked, by=mina, unplanned=True) == []


@pytest.mark.parametrize("first", ["improvement", "item"])
async def test_a_complaint_is_shipped_by_the_second_of_item_and_improvement(
    database: str, first: str
) -> None:
    mina = await a_person("Mina", "manager")
    complaint = await an_idea("It is too bright", kind="complaint")
    item = await links.plan([complaint.id], title="Darker", stage="building", by=mina)
    draft = await improvements.draft(
        title="Dark mode",
        complaints=[complaint.id],
        what_was_wrong="Bright.",
        what_changed="Dark.",
        unmeasured_because="Eyes can't be measured.",
        by=mina,
    )

    async def second_and_first() -> None:
        for each in ("improvement", "item") if first == "improvement" else ("item", "improvement"):
            assert await stands(complaint) == ("building", 1)
            if each == "item":
                await move(item.id, to="shipped", by=mina)
            else:
                await improvements.publish(draft.id, by=mina)

    await second_and_first()
    assert await stands(complaint) == ("shipped", 1)
    await say(complaint, "no", await Person.get(id=complaint.author_id))

    # Neither the item nor the improvement of the first cycle counts in the second.
    assert await settled(complaint, by=mina) == []
    await links.ship_now(complaint.id, by=mina)
    assert await stands(complaint) == ("building", 2)


async def test_taking_back_ends_the_round_renews_the_links_and_says_why(database: str) -> None:
    mina, ada = await a_person("Mina", "manager"), await a_person("Ada")
    idea, confirmed, building = (
        await an_idea(by=ada),
        await an_idea("Confirmed", by=ada),
        await an_idea("On the way"),
    )
    await ship(idea, confirmed, by=mina)
    await say(confirmed, "yes", ada)
    item_id = (await Link.get(idea_id=idea.id)).item_id

    assert await taken_back(idea, confirmed, building, by=mina) == [idea.id, confirmed.id]
    await worker.drain()

    assert await stands(idea) == await stands(confirmed) == ("building", 2)
    assert await stands(building) == ("received", 1)
    assert await asked_about(idea) == {}
    assert (await counted(idea)).ended_at
    old, new = await Link.filter(idea_id=idea.id).order_by("id")
    assert (old.cycle, old.ended_reason, new.cycle, new.ended_at) == (1, "reopened", 2, None)
    assert old.item_id == new.item_id == item_id
    told = await Event.filter(subject_type="item", subject_id=item_id).order_by("id")
    assert [event.action for event in told][-2:] == ["item.unlinked", "item.linked"]
    moved = await Event.filter(action="idea.moved", subject_id=idea.id).order_by("-id").first()
    assert moved
    assert (moved.details["from"], moved.details["way"]) == ("shipped", "roadmap")

    # Its item is shipped already: the roadmap ships it again, and asks anew.
    assert await settled(idea, by=mina) == [idea.id]
    await worker.drain()
    assert await stands(idea) == ("shipped", 2)
    assert await asked_about(idea) == {ada.id: "author"}
    assert await Round.filter(idea_id=idea.id).count() == 2

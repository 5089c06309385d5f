"""What an item answers: linked while it is on the way, ended with a reason, never deleted."""

import pytest

from activity.models import Audience, Event
from core.errors import Invalid, NotAllowed, Refused
from ideas.loop import Stage
from ideas.models import Idea
from ideas.moves import Reasons, move
from ideas.operations import withdraw
from people.models import Person
from roadmap import items, links
from roadmap.models import Item, ItemStage, Link
from roadmap.queries import ended_links_of, items_of_idea, linkable, links_of
from tests.makers import a_board, a_person, an_idea, an_item
from triage.merging import merge

WHY = "It answers something else."


async def stage_of(idea: Idea) -> Stage:
    return (await Idea.get(id=idea.id)).stage


async def test_a_link_brings_the_idea_to_where_the_least_advanced_item_is(database: str) -> None:
    mina, idea = await a_person("Mina", "manager"), await an_idea()
    building, planned = await an_item(by=mina, stage="building"), await an_item(by=mina, stage="planned")

    await links.link(building.id, [idea.id], by=mina)
    assert await stage_of(idea) is Stage.BUILDING
    await links.link(planned.id, [idea.id, idea.id], by=mina)
    assert await stage_of(idea) is Stage.PLANNED
    await links.link(planned.id, [idea.id], by=mina)

    assert await Link.all().count() == 2
    assert [each["id"] for each in await items_of_idea(idea.id, None)] == [building.id, planned.id]
    actions = await Event.filter(root_id__isnull=False).order_by("id").values_list("action", flat=True)
    assert list(actions) == ["link.made", "idea.moved"] * 2
    await links.end(planned.id, idea.id, reason=WHY, by=mina)
    assert await stage_of(idea) is Stage.BUILDING
    assert [each["ended_reason"] for each in await ended_links_of(planned.id, None)] == [WHY]
    await links.end(building.id, idea.id, reason=WHY, by=mina)
    assert await stage_of(idea) is Stage.BUILDING
    assert await Link.all().count() == 2


async def test_only_what_is_on_the_way_is_linked_and_the_refusal_says_why(database: str) -> None:
    mina = await a_person("Mina", "manager")
    root, source, declined, gone = [await an_idea(title) for title in ("Root", "Source", "Declined", "Gone")]
    made = await an_item(by=mina)
    await merge([source.id], into=root.id, by=mina)
    await move(declined.id, to="declined", by=mina, why=Reasons("No.", "cost"))
    await withdraw(gone.id, by=await Person.get(id=gone.author_id))

    for idea, sentence in (
        (source, "“Source” was merged into “Root”"),
        (declined, "back into review"),
        (gone, "withdrawn by its author"),
    ):
        with pytest.raises(Refused, match=sentence):
            await links.link(made.id, [root.id, idea.id], by=mina)
    assert await Link.all().count() == 0
    with pytest.raises(Invalid):
        await links.link(made.id, [], by=mina)
    with pytest.raises(NotAllowed):
        await links.link(made.id, [root.id], by=await a_person("Emil", "employee"))
    await items.move(made.id, to="dropped", reason=WHY, by=mina)
    with pytest.raises(Refused, match="answers nothing"):
        await links.link(made.id, [root.id], by=mina)


async def test_what_is_linked_and_declined_or_shipped_by_its_only_item_follows_the_link(
    database: str,
) -> None:
    mina, idea, declined = await a_person("Mina", "manager"), await an_idea(), await an_idea("Declined")
    made = await an_item(by=mina, stage="building")
    await links.link(made.id, [idea.id, declined.id], by=mina)
    await move(declined.id, to="declined", by=mina, why=Reasons("No.", "cost"))
    assert [each["id"] for each in (await links_of(made.id, None))[0]] == [idea.id]
    await items.move(made.id, to="shipped", by=mina)

    with pytest.raises(Invalid):
        await links.end(made.id, idea.id, reason=" ", by=mina)
    await links.end(made.id, idea.id, reason=WHY, by=mina)

    assert await stage_of(idea) is Stage.BUILDING
    with pytest.raises(Refused):
        await links.end(made.id, idea.id, reason=WHY, by=mina)


async def test_shipping_without_a_plan_makes_the_item_in_the_same_act(database: str) -> None:
    mina = await a_person("Mina", "manager")
    await a_board("inner", audience="partners")
    idea = await an_idea("Dark mode", by=mina, board="inner")
    complaint, planned = await an_idea("It is slow", kind="complaint"), await an_idea("Planned")
    await links.plan([planned.id], title="Soon", audience="members", stage="planned", by=mina)

    assert (await links.ship_now(idea.id, by=mina)).stage is Stage.SHIPPED
    assert (await links.ship_now(complaint.id, title="Twice as fast", by=mina)).stage is Stage.BUILDING
    with pytest.raises(Refused, match="“Soon”"):
        await links.ship_now(planned.id, by=mina)

    made = await Item.filter(stage=ItemStage.SHIPPED).order_by("id").values_list("title", "audience")
    assert [tuple(map(str, each)) for each in made] == [
        ("Dark mode", "partners"),
        ("Twice as fast", "everyone"),
    ]
    shipped = await Event.get(action="idea.moved", subject_id=idea.id)
    assert (await Event.get(id=shipped.root_id)).action == "item.created"


async def test_events_about_what_fewer_people_see_are_for_staff(database: str) -> None:
    mina = await a_person("Mina", "manager")
    await a_board("inner", audience="staff")
    inner, outer = await an_idea("Inner", by=mina, board="inner"), await an_idea("Outer")
    secret, known = await an_item("Secret", by=mina, audience="staff"), await an_item("Known", by=mina)

    await links.link(secret.id, [outer.id], by=mina)
    await links.link(known.id, [inner.id], by=mina)

    told = {
        (each.action, each.subject_id): each.audience
        for each in await Event.filter(action__in=["item.linked", "link.made"])
    }
    assert told["item.linked", known.id] is told["link.made", outer.id] is Audience.STAFF
    assert told["item.linked", secret.id] is told["link.made", inner.id] is Audience.PUBLIC
    assert await items_of_idea(outer.id, None) == []
    assert len(await items_of_idea(outer.id, mina)) == 1


async def test_what_can_be_linked_is_found_by_words_and_by_number(database: str) -> None:
    mina = await a_person("Mina", "manager")
    dark, other = await an_idea("100% Dark mode"), await an_idea("다크 모드")
    await move(other.id, to="declined", by=mina, why=Reasons("No.", "cost"))

    assert [each["id"] for each in await linkable("0% dark", [], mina)] == [dark.id]
    assert await linkable("다크", [], mina) == []
    assert [each["id"] for each in await linkable("", [dark.id, other.id], mina)] == [dark.id]


async def test_a_number_that_names_nothing_is_wrong_at_its_field(database: str) -> None:
    mina, idea = await a_person("Mina", "manager"), await an_idea()
    item = await an_item(by=mina)

    with pytest.raises(Invalid) as linking:
        await links.link(item.id, [idea.id, 99999], by=mina)
    with pytest.raises(Invalid) as planning:
        await links.plan([99999], title="Night mode", by=mina)

    assert (set(linking.value.fields), set(planning.value.fields)) == ({"idea"}, {"ideas"})
    assert "99999" in linking.value.fields["idea"]
    assert not await Link.exists()
    assert await Item.all().count() == 1

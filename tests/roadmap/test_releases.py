"""A release ships what is in it and tells everyone once; retracted, it takes all of it back and says why."""

import pytest

from activity import worker
from activity.models import Event, Notice, Statement
from core.errors import Invalid, NotAllowed, NotFound, Refused
from ideas.loop import Stage
from ideas.models import Idea
from people.models import Person
from roadmap import items, links, releases
from roadmap.changelog import drafts, items_of, list_releases, release
from roadmap.models import Item, ItemStage
from tests.makers import a_board, a_person, an_idea, an_item

WHY = "It lost people's drafts."


async def told(person: Person) -> list[str]:
    """The actions that this person was told of, in order."""
    while await worker.drain():
        pass
    notices = await Notice.filter(person_id=person.id).order_by("id").select_related("event")
    return [notice.event.action for notice in notices]


async def stage_of(idea: Idea) -> Stage:
    return (await Idea.get(id=idea.id)).stage


async def test_publishing_ships_and_retracting_takes_back_and_each_is_told_once(database: str) -> None:
    mina, ada, grace = await a_person("Mina", "manager"), await a_person("Ada"), await a_person("Grace")
    adas = [await an_idea(f"Dark mode {number}", by=ada) for number in range(2)]
    graces, complaint = await an_idea("Night", by=grace), await an_idea("Slow", by=grace, kind="complaint")
    building, shipped = (
        await an_item(by=mina, stage="building"),
        await an_item("Night", by=mina, stage="building"),
    )
    await links.link(building.id, [adas[0].id, adas[1].id, complaint.id], by=mina)
    await links.link(shipped.id, [graces.id], by=mina)
    await items.move(shipped.id, to="shipped", by=mina)
    made = await releases.draft(
        version="2.4", title="Nights", notes="**Dark**", items=[building.id, shipped.id], by=mina
    )
    before = {person.name: len(await told(person)) for person in (ada, grace)}

    await releases.publish(made.id, by=mina)

    assert [await stage_of(idea) for idea in (*adas, graces)] == [Stage.SHIPPED] * 3
    assert await stage_of(complaint) is Stage.BUILDING
    assert (await told(ada))[before["Ada"] :] == ["idea.moved"]
    assert (await told(grace))[before["Grace"] :] == ["release.included"]
    with pytest.raises(Refused):
        await releases.publish(made.id, by=mina)

    with pytest.raises(Invalid):
        await releases.retract(made.id, reason="", by=mina)
    await releases.retract(made.id, reason=WHY, by=mina)

    assert {(await Item.get(id=each.id)).stage for each in (building, shipped)} == {ItemStage.BUILDING}
    assert [await stage_of(idea) for idea in (*adas, graces, complaint)] == [Stage.BUILDING] * 4
    assert (await Idea.get(id=adas[0].id)).cycle == 2
    assert (await told(ada))[before["Ada"] + 1 :] == ["idea.moved"]
    assert len(await told(grace)) - before["Grace"] == 2
    assert await Event.filter(action="release.excluded", subject_id=complaint.id).count() == 1
    await releases.publish(made.id, by=mina)
    assert [await stage_of(idea) for idea in adas] == [Stage.SHIPPED] * 2


async def test_what_another_release_holds_stays_shipped(database: str) -> None:
    mina = await a_person("Mina", "manager")
    made = await an_item(by=mina)
    first, second = [await releases.draft(version=each, items=[made.id], by=mina) for each in ("1", "2")]
    for each in (first, second):
        await releases.publish(each.id, by=mina)

    await releases.retract(first.id, reason=WHY, by=mina)
    assert (await Item.get(id=made.id)).stage is ItemStage.SHIPPED
    await releases.retract(second.id, reason=WHY, by=mina)
    assert (await Item.get(id=made.id)).stage is ItemStage.BUILDING


async def test_a_published_release_keeps_its_version_and_items_but_not_its_slips_of_the_pen(
    database: str,
) -> None:
    mina = await a_person("Mina", "manager")
    one, other = await an_item(by=mina), await an_item(by=mina)
    made = await releases.draft(version="2.4", items=[one.id], by=mina)
    twin = await releases.draft(version=" 2.4 ", by=mina)
    await releases.change(made.id, items=[one.id, other.id], by=mina)
    await releases.publish(made.id, by=mina)

    await releases.change(made.id, notes="Corrected", by=mina)
    for change in ({"version": "2.5"}, {"items": [one.id]}):
        with pytest.raises(Refused, match="Retract it"):
            await releases.change(made.id, by=mina, **change)
    with pytest.raises(Refused, match=r"2\.4 already"):
        await releases.publish(twin.id, by=mina)

    edits = await Event.filter(action="release.changed").order_by("id")
    assert [each.details["fields"] for each in edits] == [["items"], ["notes"]]
    assert "<p>Corrected</p>" in (await release(made.id, None)).notes_html


async def test_what_was_dropped_is_in_no_release_and_only_managers_publish(database: str) -> None:
    mina, emil = await a_person("Mina", "manager"), await a_person("Emil", "employee")
    made = await an_item(by=mina)
    drafted = await releases.draft(version="1", items=[made.id], by=mina)
    await items.move(made.id, to="dropped", reason=WHY, by=mina)

    with pytest.raises(Refused, match="Take it out"):
        await releases.publish(drafted.id, by=mina)
    with pytest.raises(Invalid) as wrong:
        await releases.draft(version="", title="x" * 121, audience="me", by=mina)
    assert set(wrong.value.fields) == {"version", "title", "audience"}
    with pytest.raises(Invalid):
        await releases.draft(version="2", items=[made.id], by=mina)
    with pytest.raises(NotAllowed):
        await releases.publish(drafted.id, by=emil)
    with pytest.raises(NotFound):
        await releases.publish(10**6, by=mina)


async def test_releases_are_read_newest_first_by_whom_they_are_for(database: str) -> None:
    mina, grace = await a_person("Mina", "manager"), await a_person("Grace")
    secret = await an_item("Secret", by=mina, audience="staff")
    made = [await releases.draft(version=str(number), items=[secret.id], by=mina) for number in range(4)]
    await releases.change(made[3].id, audience="members", by=mina)
    for each in made[1:]:
        await releases.publish(each.id, by=mina)

    page, after = await list_releases(None, limit=1)
    rest, end = await list_releases(None, limit=1, after=after or "")
    assert ([each["id"] for each in (*page, *rest)], end) == ([made[2].id, made[1].id], None)
    assert [each["id"] for each in (await list_releases(grace))[0]] == [made[3].id, made[2].id, made[1].id]
    assert [each["id"] for each in (await drafts(mina))[0]] == [made[0].id]
    assert await drafts(grace) == ([], None)
    assert (await items_of([made[1].id], grace), len(await items_of([made[1].id], mina))) == ({}, 1)
    for reader, release_id in ((None, made[3].id), (grace, made[0].id)):
        with pytest.raises(NotFound):
            await release(release_id, reader)


async def test_a_reason_for_few_stays_with_them(database: str) -> None:
    mina = await a_person("Mina", "manager")
    await a_board("inside", "staff")
    public, internal = await an_idea("Night"), await an_idea("Night shifts", board="inside", by=mina)
    item = await an_item(by=mina, stage="building", audience="staff")
    await links.link(item.id, [public.id, internal.id], by=mina)
    made = await releases.draft(version="2.4", audience="staff", items=[item.id], by=mina)
    await releases.publish(made.id, by=mina)

    await releases.retract(made.id, reason=WHY, by=mina)
    await items.move(item.id, to="exploring", reason=WHY, by=mina)

    for idea, said in ((public, 0), (internal, 2)):
        about = Event.filter(subject_type="idea", subject_id=idea.id, action="idea.moved")
        backwards = [each.id for each in await about.order_by("-id").limit(2)]
        assert await stage_of(idea) is Stage.REVIEWING
        assert await Statement.filter(event_id__in=backwards).count() == said
    public_events = Event.filter(subject_type="idea", subject_id=public.id, audience="public")
    assert not await Statement.exists(event_id__in=[each.id for each in await public_events])

"""You said, we did: what an improvement demands, whom it moves and tells, and what the wall shows of it."""

from typing import Any

import pytest

from activity.models import Event
from core.errors import Invalid, NotAllowed, NotFound, Refused
from ideas.comments import remove_comment
from ideas.loop import Stage
from ideas.models import Board, Idea
from ideas.operations import edit
from ideas.stewardship import hide
from people.models import Person
from roadmap import improvements, links, wall
from roadmap.evidence import Given, checked, measures
from roadmap.models import Answered, Improvement, ImprovementState, ItemStage, Moment, Round
from roadmap.moving import move
from tests.makers import a_board, a_comment, a_person, an_idea

BEFORE = Given("before", value="14.5", unit="min", measured_at="2026-03-01", source="Support desk")
AFTER = Given("after", value="3", unit="min", measured_at="2026-06-01", source="Support desk")


async def a_complaint(title: str = "Exports take forever", **fields: Any) -> Idea:
    return await an_idea(
        title, **{"kind": "complaint", "body": "I wait\nfourteen minutes each time.", **fields}
    )


async def a_draft(*complaints: Idea, by: Person | None = None, **given: Any) -> Improvement:
    words = {
        "title": "Exports in seconds",
        "what_was_wrong": "Exports were slow.",
        "what_changed": "We stream them.",
        "evidence": (BEFORE, AFTER),
    }
    writer = by or await a_person("Emil", "employee")
    return await improvements.draft(
        complaints=[each.id for each in complaints], by=writer, **{**words, **given}
    )


async def shipped(*complaints: Idea, by: Person) -> Improvement:
    return await improvements.publish((await a_draft(*complaints, by=by)).id, ship=True, by=by)


async def stage_of(idea: Idea) -> tuple[Stage, int]:
    found = await Idea.get(id=idea.id)
    return found.stage, found.cycle


async def events_on(idea: Idea) -> list[str]:
    """What was recorded about the idea, in order."""
    found = await Event.filter(subject_type="idea", subject_id=idea.id).order_by("id")
    return [event.action for event in found]


async def test_an_improvement_ships_its_complaint_together_with_the_item_in_either_order(
    database: str,
) -> None:
    mara, emil = await a_person("Mara", "manager"), await a_person("Emil", "employee")
    first, second, third = (
        await a_complaint("One of them"),
        await a_complaint("Another"),
        await a_complaint("Third"),
    )
    item = await links.plan([first.id, second.id], title="Faster exports", stage=ItemStage.BUILDING, by=mara)

    await improvements.publish((await a_draft(first, third, by=emil)).id, by=mara)
    assert [await stage_of(each) for each in (first, second, third)] == [
        (Stage.BUILDING, 1),
        (Stage.BUILDING, 1),
        (Stage.RECEIVED, 1),
    ]
    await move(item.id, to=ItemStage.SHIPPED, by=mara)
    assert [await stage_of(each) for each in (first, second)] == [(Stage.SHIPPED, 1), (Stage.BUILDING, 1)]
    signed = await improvements.publish((await a_draft(second)).id, by=emil)

    assert (await stage_of(second))[0] is Stage.SHIPPED
    assert signed.by_id == emil.id
    assert (await events_on(second))[-2:] == ["improvement.answered", "idea.moved"]
    posted = await Event.filter(action="improvement.posted").order_by("-id").first()
    moved = await Event.filter(action="idea.moved", subject_id=second.id).order_by("-id").first()
    assert posted
    assert moved
    assert moved.root_id == posted.id
    assert (await Idea.get(id=third.id)).answered_at is not None


async def test_shipping_without_a_plan_and_taking_it_back(database: str) -> None:
    mara, emil = await a_person("Mara", "manager"), await a_person("Emil", "employee")
    complaint, other = await a_complaint(), await a_complaint("Elsewhere", board=(await a_board()).slug)
    planned = await a_complaint("Planned already")
    await links.plan([planned.id], title="Later", stage=ItemStage.PLANNED, by=mara)
    draft = await a_draft(complaint, other, planned, by=emil)
    with pytest.raises(NotAllowed):
        await improvements.publish(draft.id, ship=True, by=emil)
    assert (await Improvement.get(id=draft.id)).state is ImprovementState.DRAFT

    await improvements.publish(draft.id, ship=True, by=mara)
    assert await stage_of(complaint) == await stage_of(other) == (Stage.SHIPPED, 1)
    assert await stage_of(planned) == (Stage.PLANNED, 1)

    with pytest.raises(NotAllowed):
        await improvements.retract(draft.id, reason="Wrong", by=emil)
    with pytest.raises(Invalid):
        await improvements.retract(draft.id, reason=" ", by=mara)
    await improvements.retract(draft.id, reason="It came back.", by=mara)

    assert await stage_of(complaint) == await stage_of(other) == (Stage.BUILDING, 2)
    assert await stage_of(planned) == (Stage.PLANNED, 1)
    assert (await events_on(complaint))[-2:] == ["improvement.withdrawn", "idea.moved"]
    shown = await wall.one(draft.id, None)
    assert (shown["state"], shown["retraction"]["reason"]) == ("retracted", "It came back.")
    assert shown["retraction"]["by"].id == mara.id
    assert [each["id"] for each in (await wall.list_improvements(None)).rows] == [draft.id]
    with pytest.raises(Refused):
        await improvements.retract(draft.id, reason="Again", by=mara)
    again = await improvements.publish((await a_draft(complaint)).id, by=emil)
    assert await stage_of(complaint) == (Stage.SHIPPED, 2)
    assert (await Answered.get(improvement_id=again.id)).cycle == 2


async def test_a_quote_stands_word_for_word_where_it_was_said(database: str) -> None:
    ada = await a_person("Ada")
    complaint = await a_complaint(by=ada)
    said = await a_comment(complaint, "Each morning, **again** and again.")
    await a_comment(complaint, "They are right.", by=await a_person("Emil", "employee"), audience="staff")

    draft = await a_draft(complaint, quotes={complaint.id: "  wait fourteen\r\n minutes "})
    assert (await Answered.get(improvement_id=draft.id)).quote == "wait\nfourteen minutes"
    for words in ("wait 14 minutes", "They are right.", "x" * 601):
        with pytest.raises(Invalid) as refused:
            await a_draft(complaint, quotes={complaint.id: words})
        assert set(refused.value.fields) == {f"quote-{complaint.id}"}

    await improvements.publish(draft.id, by=await a_person("Mara", "manager"))
    other = await a_complaint("Something else")
    second = await a_draft(
        complaint, other, quotes={complaint.id: "**again** and again", other.id: "Something else"}
    )
    await improvements.publish(second.id, by=await a_person("Emil", "employee"))

    async def quoted(improvement: Improvement, reader: Person | None = None) -> list[str]:
        return [each["quote"] for each in (await wall.one(improvement.id, reader))["answered"]]

    await edit(complaint.id, title="Exports take forever", body="It got worse.", by=ada)
    assert await quoted(draft) == ["wait\nfourteen minutes"], "an edit stays readable in the history"
    await remove_comment(said.id, by=await Person.get(id=said.author_id))
    assert await quoted(second) == ["", "Something else"]
    await hide(other.id, reason="Names somebody", by=await a_person("Mara", "manager"))
    assert await quoted(second) == [""]
    assert await quoted(second, await Person.get(id=other.author_id)) == ["", "Something else"]


async def test_only_complaints_on_the_way_are_answered_and_evidence_is_demanded(database: str) -> None:
    mara = await a_person("Mara", "manager")
    idea, done = await an_idea(), await a_complaint("Done already")
    await shipped(done, by=mara)
    with pytest.raises(Invalid) as refused:
        await a_draft(
            idea, title="", what_changed="x" * 20_001, evidence=[Given("after", value="many", unit="x")]
        )
    assert set(refused.value.fields) == {"title", "what_changed", "complaints", "evidence-0-value"}
    with pytest.raises(NotAllowed):
        await a_draft(done, by=await a_person("Ada"))

    half = [Given("before", value="1,400.5"), Given("before")]
    draft = await a_draft(done, what_was_wrong="", what_changed="", evidence=half, by=mara)
    with pytest.raises(Invalid) as refused:
        await improvements.publish(draft.id, by=mara)
    lacking = {"complaints", "what_was_wrong", "what_changed", "after"}
    assert set(refused.value.fields) == lacking | {
        f"evidence-0-{each}" for each in ("unit", "source", "measured_at")
    }
    assert (await Improvement.get(id=draft.id)).state is ImprovementState.DRAFT

    complaint = await a_complaint()
    words = {
        "title": "Calmer now",
        "what_changed": "We say so.",
        "unmeasured_because": "Nobody counted the calls.",
    }
    quotes = {complaint.id: "I wait"}
    await improvements.change(
        draft.id, complaints=[complaint.id], quotes=quotes, by=await a_person("Emil", "employee"), **words
    )
    await improvements.publish(draft.id, by=mara)
    with pytest.raises(Refused):
        await improvements.change(draft.id, complaints=[], by=mara, **words)
    with pytest.raises(NotFound):
        await improvements.publish(10**9, by=mara)


def test_numbers_are_compared_within_one_unit(app: object) -> None:
    given = [
        AFTER,
        BEFORE,
        Given("after", value="-7", unit="%"),
        Given("before", text="Slow"),
        Given("before"),
    ]
    pieces, wrong = checked(given)

    assert not wrong
    assert [each.place for each in pieces] == [0, 1, 2, 3]
    found = measures(pieces)
    assert [(each.unit, [(one.moment, one.value) for one in each.pieces]) for each in found] == [
        ("min", [(Moment.BEFORE, 14.5), (Moment.AFTER, 3.0)])
    ]
    assert set(checked([Given("later", value="1e999", measured_at="2999-01-01")])[1]) == {
        "evidence-0-moment",
        "evidence-0-value",
        "evidence-0-measured_at",
    }


async def test_the_wall_pages_in_both_orders_and_sums_what_the_reader_may_see(database: str) -> None:
    mara, ada = await a_person("Mara", "manager"), await a_person("Ada")
    made = []
    for number in range(5):
        complaint = await a_complaint(f"Complaint {number}", by=ada)
        improvement = await shipped(complaint, by=mara)
        await Improvement.filter(id=improvement.id).update(confirmations=number // 2)
        made.append(improvement.id)
    await improvements.retract(made[3], reason="It broke", by=mara)
    inner = await a_complaint("Inside", board=(await a_board(audience="members")).slug)
    members = await shipped(inner, by=mara)
    drafted = await a_draft(inner, by=mara)

    async def read(sort: str, reader: Person | None = None, board: str = "") -> list[int]:
        found, after = [], ""
        while True:
            page = await wall.list_improvements(reader, sort=sort, board=board, after=after, limit=2)
            found += [each["id"] for each in page.rows]
            if page.after is None:
                return found
            after = page.after

    newest, confirmed = made[::-1], [made[4], made[3], made[2], made[1], made[0]]
    assert await read("newest") == newest
    assert await read("confirmed") == confirmed
    assert await read("newest", ada) == [members.id, *newest]
    assert await read("newest", board="ideas") == newest
    assert await read("confirmed", ada, (await Board.get(id=inner.board_id)).slug) == [members.id]
    assert (await wall.list_improvements(None, after="nonsense")).rows[0]["id"] == made[-1]
    assert [each["id"] for each in (await wall.drafts(mara))[0]] == [drafted.id]
    assert await wall.drafts(ada) == ([], None)
    for hidden in (members, drafted):
        with pytest.raises(NotFound):
            await wall.one(hidden.id, None)


async def test_the_tally_adds_the_rounds_of_its_cycle_and_leaves_out_what_is_hidden(database: str) -> None:
    mara = await a_person("Mara", "manager")
    one, other = await a_complaint("Complaint one"), await a_complaint("Complaint two")
    improvement = await shipped(one, other, by=mara)
    await Round.filter(idea_id=one.id).update(asked=9, yes=3, no=2)
    await Round.filter(idea_id=other.id).update(asked=4, partly=1, cant_tell=1)
    await Round.create(idea_id=one.id, cycle=2, closes_at=one.created_at, asked=50, yes=50)

    shown = (await wall.list_improvements(None)).rows[0]
    assert shown["tally"] == wall.Tally(asked=13, yes=3, partly=1, no=2, cant_tell=1)
    assert shown["tally"].answered == 7
    assert [each.value for each in shown["measure"].pieces] == [14.5, 3.0]
    await hide(other.id, reason="Names somebody", by=mara)
    assert (await wall.one(improvement.id, None))["tally"].asked == 9
    assert [each["id"] for each in await wall.answering(one.id, None)] == [improvement.id]

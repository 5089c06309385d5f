"""The loop's table and what a move by hand demands. All its cells are tried in tests/roadmap/test_table.py."""

import itertools

import pytest

from activity.models import Event, Statement
from core.database import rows
from core.errors import Invalid, NotAllowed, Refused
from ideas.loop import CLOSED, ELSEWHERE, MOVES, OPEN, Mover, Stage, Way, allowed, ends
from ideas.models import Idea
from ideas.moves import Reasons, move
from tests.makers import a_person, an_idea


def test_the_table_knows_every_stage_and_nothing_leads_nowhere() -> None:
    assert {each.end for each in MOVES} | {Stage.RECEIVED} == set(Stage)
    assert set(OPEN) | set(CLOSED) == set(Stage)
    assert not set(OPEN) & set(CLOSED)


def test_shipping_confirming_and_merging_are_never_done_by_hand() -> None:
    everybody = frozenset(Mover)
    for start, end in itertools.product(Stage, ELSEWHERE):
        assert not allowed(start, end, Way.BY_HAND, everybody)


def test_employees_only_take_what_was_received_into_review() -> None:
    by_hand = {start: ends(start, Way.BY_HAND, frozenset({Mover.EMPLOYEE})) for start in Stage}

    assert {start: found for start, found in by_hand.items() if found} == {Stage.RECEIVED: [Stage.REVIEWING]}


async def test_a_stage_that_is_reached_elsewhere_is_refused_with_the_right_place(database: str) -> None:
    idea, manager = await an_idea(), await a_person("Mina", "manager")

    with pytest.raises(Refused, match="through the roadmap"):
        await move(idea.id, to="shipped", by=manager)
    with pytest.raises(Refused, match="by their verdicts"):
        await move(idea.id, to="confirmed", by=manager)
    with pytest.raises(NotAllowed, match="Only staff"):
        await move(idea.id, to="planned", by=await a_person())


async def test_a_move_is_an_event_with_who_from_to_and_why(database: str) -> None:
    idea, manager = await an_idea(), await a_person("Mina", "manager")

    await move(idea.id, to="planned", by=manager, why=Reasons("Next quarter, with the new calendar."))

    event = await Event.filter(action="idea.moved", subject_id=idea.id).get()
    assert event.actor_id == manager.id
    assert (event.details["from"], event.details["to"]) == ("received", "planned")
    assert (
        await Statement.get(event_id=event.id, part="reason")
    ).body == "Next quarter, with the new calendar."


async def test_a_decline_demands_a_reason_and_its_kind_and_keeps_alternative_and_date(database: str) -> None:
    idea, manager = await an_idea(), await a_person("Mina", "manager")

    with pytest.raises(Invalid) as wrong:
        await move(idea.id, to="declined", by=manager, why=Reasons(revisit_on="yesterday"))
    assert set(wrong.value.fields) == {"reason", "kind", "revisit_on"}
    with pytest.raises(Invalid) as past:
        await move(idea.id, to="declined", by=manager, why=Reasons("No.", "cost", revisit_on="2020-01-01"))
    assert set(past.value.fields) == {"revisit_on"}

    why = Reasons(
        "It would cost more than it gives.", "cost", "Use the system's own dark mode.", "2999-01-31"
    )
    await move(idea.id, to="declined", by=manager, why=why)

    event = await Event.filter(action="idea.moved", subject_id=idea.id).get()
    assert (event.details["kind"], event.details["revisit_on"]) == ("cost", "2999-01-31")
    said = {each["part"]: each["body"] for each in await rows("SELECT part, body FROM statement")}
    assert said == {"reason": why.reason, "alternative": why.alternative}


async def test_a_step_back_needs_a_reason(database: str) -> None:
    idea, manager = await an_idea(), await a_person("Mina", "manager")
    await move(idea.id, to="building", by=manager)

    with pytest.raises(Invalid, match="step back"):
        await move(idea.id, to="planned", by=manager)
    await move(idea.id, to="planned", by=manager, why=Reasons("The supplier is late."))

    assert (await Idea.get(id=idea.id)).stage is Stage.PLANNED

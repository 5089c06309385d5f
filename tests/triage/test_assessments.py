"""What ideas would bring and cost: several people's marks beside who wants them, and no secret formula."""

import pytest

from core.errors import Invalid, NotAllowed, NotFound, Refused
from ideas.moves import Reasons, move
from people.models import Organisation
from tests.makers import a_board, a_person, an_idea, events
from triage import assessments
from triage.assessments import HOW, ORDERS, assess, backing_of, marks_on, table
from voting.models import Vote
from voting.operations import cast_vote


async def test_several_people_mark_and_marking_again_replaces(database: str) -> None:
    mina, owen = await a_person("Mina", "manager"), await a_person("Owen", "employee")
    idea = await an_idea()

    await assess(idea.id, impact=2, effort="5", by=mina)
    await assess(idea.id, impact=5, effort=4, by=owen)
    await assess(idea.id, impact=4, effort=3, by=mina)
    row = await marks_on(idea.id, owen)

    assert (row["impact"], row["effort"], row["assessors"]) == (4.5, 3.5, 2)
    assert [(each["name"], each["impact"], each["effort"]) for each in row["marks"]] == [
        ("Mina", 4, 3),
        ("Owen", 5, 4),
    ]
    assert await events(idea, "triage.assessed") == 3


async def test_only_staff_mark_what_is_on_the_way_from_one_to_five(database: str) -> None:
    mina, ada = await a_person("Mina", "manager"), await a_person("Ada")
    idea = await an_idea(by=ada)

    with pytest.raises(Invalid) as wrong:
        await assess(idea.id, impact="6", effort="²", by=mina)
    assert set(wrong.value.fields) == {"impact", "effort"}
    with pytest.raises(NotAllowed):
        await assess(idea.id, impact=1, effort=1, by=ada)
    with pytest.raises(NotAllowed):
        await table(ada)
    for secret in (marks_on, backing_of):
        with pytest.raises(NotAllowed):
            await secret(idea.id, ada)
    with pytest.raises(NotFound):
        await assess(999, impact=1, effort=1, by=mina)
    await move(idea.id, to="declined", by=mina, why=Reasons(reason="No.", kind="cost"))
    with pytest.raises(Refused):
        await assess(idea.id, impact=1, effort=1, by=mina)


async def test_every_order_says_how_it_was_made_and_is(database: str) -> None:
    mina = await a_person("Mina", "manager")
    large = await Organisation.create(name="Large", kind="customer", weight=5)
    small = await Organisation.create(name="Small", kind="customer", weight=1)
    board = await a_board("second")
    wanted, urgent, cheap, silent = [
        await an_idea(title, board=slug)
        for title, slug in (
            ("Wanted", "ideas"),
            ("Urgent", "second"),
            ("Cheap", "ideas"),
            ("Silent", "ideas"),
        )
    ]
    for organisation in (small, small, None):
        await cast_vote(wanted.id, by=await a_person(organisation=organisation))
    for organisation in (large, large):
        person = await a_person(organisation=organisation)
        await cast_vote(urgent.id, by=person)
        await Vote.filter(person_id=person.id).update(weight=3)
    await assess(cheap.id, impact=2, effort=1, by=mina)
    await assess(wanted.id, impact=5, effort=5, by=mina)

    def order(sort: str) -> list[int]:
        return [each["id"] for each in sorted(found, key=ORDERS[sort])]

    found = await table(mina)
    assert [each["id"] for each in found] == order("impact") == [wanted.id, cheap.id, urgent.id]
    assert order("effort") == [cheap.id, wanted.id, urgent.id]
    assert order("votes") == [wanted.id, urgent.id, cheap.id]
    assert order("weight") == [urgent.id, wanted.id, cheap.id]
    assert order("reach") == [urgent.id, wanted.id, cheap.id]
    assert silent.id not in order("votes")
    by_id = {each["id"]: each for each in found}
    assert (by_id[wanted.id]["weight"], by_id[wanted.id]["reach"], by_id[wanted.id]["others"]) == (3, 1, 1)
    assert (by_id[urgent.id]["by_weight"], by_id[urgent.id]["reach"]) == ({1: 0, 2: 0, 3: 2}, 5)
    assert by_id[urgent.id]["organisations"][0] == {"id": large.id, "name": "Large", "weight": 5, "voters": 2}
    assert [each["id"] for each in await table(mina, board.slug, "votes")] == [urgent.id]
    assert set(HOW) == set(ORDERS)


async def test_the_table_is_bounded_and_keeps_what_was_assessed(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assessments, "MOST", 2)
    mina = await a_person("Mina", "manager")
    marked, *voted = [
        await an_idea(title) for title in ("Marked by hand", "Export invoices", "Bigger letters")
    ]
    await assess(marked.id, impact=1, effort=1, by=mina)
    for number, idea in enumerate(voted, 1):
        for _ in range(number):
            await cast_vote(idea.id, by=await a_person())

    assert {each["id"] for each in await table(mina)} == {marked.id, voted[1].id}

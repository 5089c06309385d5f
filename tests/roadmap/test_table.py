"""The loop's whole table: every stage × everybody × everything that can be done, allowed or refused as it says.

The stages are set on the row, so that each cell is one attempt. `bin/test` takes every allowed cell and a part of the
refused ones, `bin/test --full` takes all. Visitors do nothing at all: the questions say so here, and that no address
lets them stands in tests/frontend/test_leaks.py.
"""

import itertools
import os
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import pytest

from core.clock import now
from core.errors import Problem
from ideas.loop import DONE, ELSEWHERE, MOVES, OPEN, Mover, Stage, Way, allowed
from ideas.models import Idea
from ideas.moves import Reasons, move
from ideas.operations import withdraw
from ideas.permissions import can_withdraw, movers, moves_by_hand
from people.models import Person
from roadmap import links, rounds, verdicts
from roadmap.models import Answer, Ask, Link, Round, Verdict
from roadmap.outcomes import AFTERWARDS, AT_CLOSING, BY_AUTHOR
from roadmap.permissions import can_plan
from tests.makers import a_person, an_idea
from tests.roadmap.world import take_in
from triage import merging
from triage.models import Merge
from triage.permissions import can_merge
from voting.operations import cast_vote

EVERY = 1 if os.environ.get("MADANG_TEST_FULL") == "1" else 6
"""Of the refused cells, one in so many."""

WHY = Reasons(reason="Because.", kind="cost")
AUTHORS = ("author", "coauthor")
ASKED = (*AUTHORS, "voter")

Deed = Callable[[Idea, Person], Awaitable[object]]


@dataclass
class Yard:
    """One idea, that others voted for; one that nobody else touched; one to merge into; and everybody."""

    idea: Idea
    untouched: Idea
    root: Idea
    people: dict[str, Person]

    def stands(self, stage: Stage) -> dict[str, object]:
        """The columns of an idea at this stage."""
        return {"stage": stage, "cycle": 1, "merged_into_id": self.root.id if stage is Stage.MERGED else None}

    async def put(self, idea: Idea, stage: Stage) -> None:
        """As if it had come there by itself, and been asked about."""
        await Verdict.all().delete()
        await Ask.all().delete()
        await Round.all().delete()
        await Link.all().delete()
        await Merge.all().delete()
        await Idea.filter(id=idea.id).update(**self.stands(stage))
        if stage in DONE:
            await Round.create(idea=idea, cycle=1, closes_at=now() + rounds.CLOSED_AFTER)

    async def at(self, idea: Idea) -> Stage:
        return (await Idea.get(id=idea.id)).stage


async def a_yard() -> Yard:
    roles = {"stranger": "customer", "author": "customer", "coauthor": "customer", "voter": "customer"}
    roles |= {"partner": "partner", "employee": "employee", "manager": "manager", "admin": "admin"}
    people = {name: await a_person(name.title(), role) for name, role in roles.items()}
    idea, untouched = [await an_idea(by=people["author"]) for _ in range(2)]
    await cast_vote(idea.id, by=people["voter"])
    await take_in(people["coauthor"], idea)
    return Yard(idea, untouched, await an_idea("Root"), people)


@dataclass
class Cell:
    """Somebody tries something, which ends there; None: it is refused."""

    doer: str
    deed: Deed
    ends: Stage | None


def sampled(cells: Sequence[Cell]) -> list[Cell]:
    """Every allowed one, and of the refused ones each sixth, or all."""
    return [each for place, each in enumerate(cells) if each.ends or place % EVERY == 0]


async def attempt(yard: Yard, idea: Idea, start: Stage, cell: Cell) -> None:
    """Do it: it ends where it should, or it is refused with a sentence and nothing has changed."""
    if cell.ends is None:
        with pytest.raises(Problem, match=r"\w"):
            await cell.deed(idea, yard.people[cell.doer])
        assert await yard.at(idea) is start, f"{cell.doer} at {start}"
        return
    await cell.deed(idea, yard.people[cell.doer])
    assert await yard.at(idea) is cell.ends, f"{cell.doer} at {start}"
    await yard.put(idea, start)


def test_every_outcome_of_a_verdict_is_a_move_of_the_loop() -> None:
    moved = {(start, end) for (start, _), end in BY_AUTHOR.items()}
    moved |= {(start, end) for table in (AT_CLOSING, AFTERWARDS) for (start, _), end in table.items()}
    assert moved == {(each.start, each.end) for each in MOVES if each.way is Way.VERDICT}
    assert {start for start, _ in moved} == set(DONE)


async def test_every_move_by_hand(database: str) -> None:
    yard = await a_yard()

    def to(end: Stage) -> Deed:
        return lambda idea, by: move(idea.id, to=end.value, by=by, why=WHY)

    for start in Stage:
        await yard.put(yard.idea, start)
        idea = await Idea.get(id=yard.idea.id)
        assert moves_by_hand(None, idea) == []
        cells = []
        for (doer, person), end in itertools.product(yard.people.items(), Stage):
            may = allowed(start, end, Way.BY_HAND, movers(person, idea))
            assert (end in moves_by_hand(person, idea)) is may
            assert not (may and end in ELSEWHERE)
            cells.append(Cell(doer, to(end), end if may else None))
        for cell in sampled(cells):
            await attempt(yard, yard.idea, start, cell)


async def test_withdrawing_merging_undoing_and_shipping(database: str) -> None:
    yard = await a_yard()

    async def merge(idea: Idea, by: Person) -> object:
        return await merging.merge([idea.id], into=yard.root.id, by=by)

    async def undo(idea: Idea, by: Person) -> object:
        return await merging.undo((await Merge.get(source_id=idea.id)).id, by=by)

    async def ship(idea: Idea, by: Person) -> object:
        return await links.ship_now(idea.id, by=by)

    async def take_it_back(idea: Idea, by: Person) -> object:
        return await withdraw(idea.id, by=by)

    for start in Stage:
        await yard.put(yard.untouched, start)
        idea = await Idea.get(id=yard.untouched.id)
        assert not can_withdraw(None, idea)
        assert not can_merge(None, idea)
        on_the_way = allowed(start, Stage.SHIPPED, Way.ROADMAP, frozenset({Mover.LOOP}))
        assert on_the_way is (start in OPEN)
        cells = []
        for doer, person in yard.people.items():
            parts = movers(person, idea)
            withdrawn = allowed(start, Stage.WITHDRAWN, Way.WITHDRAWAL, parts)
            merged = allowed(start, Stage.MERGED, Way.MERGE, parts)
            assert (can_withdraw(person, idea), can_merge(person, idea)) == (withdrawn, merged)
            cells.append(Cell(doer, take_it_back, Stage.WITHDRAWN if withdrawn else None))
            cells.append(Cell(doer, merge, Stage.MERGED if merged else None))
            cells.append(Cell(doer, ship, Stage.SHIPPED if on_the_way and can_plan(person) else None))
        for cell in sampled(cells):
            await attempt(yard, idea, start, cell)


async def test_every_undoing_of_a_merge(database: str) -> None:
    yard = await a_yard()

    async def undo(idea: Idea, by: Person) -> object:
        return await merging.undo((await Merge.get(source_id=idea.id)).id, by=by)

    for before in (each.end for each in MOVES if each.way is Way.MERGE and each.start is Stage.MERGED):
        for doer, person in yard.people.items():
            await yard.put(yard.untouched, before)
            await merging.merge([yard.untouched.id], into=yard.root.id, by=yard.people["manager"])
            idea = await Idea.get(id=yard.untouched.id)
            may = allowed(Stage.MERGED, before, Way.MERGE, movers(person, idea))
            await attempt(yard, idea, Stage.MERGED, Cell(doer, undo, before if may else None))


async def test_every_answer_to_whether_it_worked(database: str) -> None:
    yard = await a_yard()

    def say(given: Answer) -> Deed:
        return lambda idea, by: verdicts.answer(idea.id, answer=given.value, comment="So.", by=by)

    for start in Stage:
        await yard.put(yard.idea, start)
        assert not await rounds.may_answer(yard.idea.id, None)
        cells = []
        for (doer, person), given in itertools.product(yard.people.items(), Answer):
            may = start in DONE and doer in ASKED
            if given is Answer.YES:
                assert await rounds.may_answer(yard.idea.id, person) is may
            ends = BY_AUTHOR.get((start, given), start) if doer in AUTHORS else start
            cells.append(Cell(doer, say(given), ends if may else None))
        for cell in sampled(cells):
            await attempt(yard, yard.idea, start, cell)

"""Whatever people vote, say, merge and undo, in whatever order: every count is the number of its rows, nobody counts
twice, an undo leaves what it found, and no event is lost."""

import os
from collections.abc import Awaitable, Callable
from itertools import pairwise
from typing import Any

import anyio
import anyio.from_thread
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as some
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from core.database import rows
from core.errors import Refused
from ideas.comments import Manner, comment
from ideas.models import Idea
from people.models import Person
from tests.makers import a_person, an_idea
from triage.merging import merge, undo
from voting.operations import cast_vote, withdraw_vote
from voting.weights import set_weight

FULL = bool(os.environ.get("MADANG_TEST_FULL"))
IDEAS = 3

STATE = (
    """SELECT id, stage, cycle, merged_into_id, votes, hot, comments, staff_comments, stage_changed_at, answered_at
       FROM idea WHERE id IN :ideas ORDER BY id""",
    "SELECT id, idea_id, person_id, counted_on_id, weight FROM vote WHERE idea_id IN :ideas ORDER BY id",
    "SELECT id, idea_id, parent_id FROM comment WHERE idea_id IN :ideas ORDER BY id",
    "SELECT idea_id, why, since, cleared_at FROM attention WHERE idea_id IN :ideas ORDER BY id",
    """SELECT person_id, subject_id, muted FROM subscription
       WHERE subject_type = 'idea' AND subject_id IN :ideas ORDER BY id""",
)

one = some.integers(0, IDEAS - 1)
person = some.integers(0, 1)


class Yard(RuleBasedStateMachine):
    """A yard beside the simplest model of it: who voted for what, what was said where, what was merged into what."""

    people: list[Person]
    manager: Person

    @initialize()
    def begin(self) -> None:
        self.ideas = [run(an_idea, f"Idea {number}", by=self.people[0]).id for number in range(IDEAS)]
        self.votes: set[tuple[int, int]] = set()
        self.said: list[tuple[int, int]] = []
        self.parent: dict[int, int] = {}
        self.live: dict[int, int] = {}
        self.events: set[int] = set()

    def root(self, number: int) -> int:
        while number in self.parent:
            number = self.parent[number]
        return number

    def tree(self, number: int) -> list[int]:
        return [each for each in range(IDEAS) if self.root(each) == self.root(number)]

    @rule(number=one, voter=person)
    def vote(self, number: int, voter: int) -> None:
        if number in self.parent:
            with pytest.raises(Refused):
                run(cast_vote, self.ideas[number], by=self.people[voter])
            return
        run(cast_vote, self.ideas[number], by=self.people[voter])
        self.votes.add((number, voter))

    def vote_everywhere(self, voter: int) -> None:
        for number in range(IDEAS):
            self.vote(number, voter)

    @rule(number=one, voter=person)
    def take_back(self, number: int, voter: int) -> None:
        if number in self.parent:
            return
        run(withdraw_vote, self.ideas[number], by=self.people[voter])
        self.votes -= {(each, voter) for each in self.tree(number)}

    @rule(number=one, voter=person, weight=some.integers(1, 3))
    def weigh(self, number: int, voter: int, weight: int) -> None:
        if number not in self.parent and {(each, voter) for each in self.tree(number)} & self.votes:
            run(set_weight, self.ideas[number], weight, by=self.people[voter])

    @rule(number=one, speaker=person, reply=some.booleans())
    def speak(self, number: int, speaker: int, reply: bool) -> None:
        root = self.root(number)
        there = [(place, said) for place, said in self.said if place in self.tree(root)]
        place, parent = there[-1] if reply and there else (root, None)
        manner = Manner(parent=parent)
        said = run(comment, self.ideas[root], body="Words.", by=self.people[speaker], manner=manner)
        assert said.idea_id == self.ideas[place]
        self.said.append((place, said.id))

    @rule(source=one, into=one)
    def merge_one(self, source: int, into: int) -> None:
        if source in self.parent or into in self.parent or source == into:
            with pytest.raises(Refused):
                run(merge, [self.ideas[source]], into=self.ideas[into], by=self.manager)
            return
        self.merged([source], into)

    @rule(into=one)
    def merge_all(self, into: int) -> None:
        sources = [each for each in range(IDEAS) if each not in self.parent and each != into]
        if sources and into not in self.parent:
            self.merged(sources, into)

    def merged(self, sources: list[int], into: int) -> None:
        made = run(merge, [self.ideas[each] for each in sources], into=self.ideas[into], by=self.manager)
        for source, merge_made in zip(sources, made, strict=True):
            self.parent[source], self.live[source] = into, merge_made.id

    @precondition(lambda self: self.live)
    @rule(data=some.data())
    def undo_one(self, data: Any) -> None:
        self.undone(data.draw(some.sampled_from(sorted(self.live))))

    def undone(self, source: int) -> None:
        run(undo, self.live.pop(source), by=self.manager)
        del self.parent[source]

    @precondition(lambda self: len(self.parent) < IDEAS - 1)
    @rule(data=some.data(), voter=person)
    def do_and_undo(self, data: Any, voter: int) -> None:
        """A chain of merges, undone in any order with nothing in between, leaves the yard as it was."""
        self.vote_everywhere(voter)
        before = self.state()
        free = [each for each in range(IDEAS) if each not in self.parent]
        chain = data.draw(some.lists(some.sampled_from(free), min_size=2, max_size=3, unique=True))
        for source, into in pairwise(chain):
            self.merged([source], into)
        for source in data.draw(some.permutations(chain[:-1])):
            self.undone(source)
        assert self.state() == before

    def state(self) -> list[Any]:
        found = [run(rows, statement, ideas=self.ideas) for statement in STATE]
        for each in found[0]:
            each["hot"] = round(each["hot"], 9)
        return found

    @invariant()
    def every_number_is_that_of_its_rows(self) -> None:
        stored = run(
            rows, "SELECT id, votes, comments, merged_into_id FROM idea WHERE id IN :ids", ids=self.ideas
        )
        for each in stored:
            number = self.ideas.index(each["id"])
            whole = [number] if number in self.parent else self.tree(number)
            voters = {voter for place, voter in self.votes if place in whole}
            assert each["votes"] == (0 if number in self.parent else len(voters))
            assert each["comments"] == sum(place in whole for place, _said in self.said)
            assert each["merged_into_id"] == (
                self.ideas[self.root(number)] if number in self.parent else None
            )

    @invariant()
    def every_voter_counts_once_where_it_all_goes_on(self) -> None:
        votes = run(
            rows, "SELECT idea_id, person_id, counted_on_id FROM vote WHERE idea_id IN :ids", ids=self.ideas
        )
        voters = [each.id for each in self.people]
        there = {(self.ideas.index(each["idea_id"]), voters.index(each["person_id"])) for each in votes}
        counted = [(each["counted_on_id"], each["person_id"]) for each in votes if each["counted_on_id"]]
        expected = {(self.ideas[self.root(place)], voters[voter]) for place, voter in self.votes}
        assert (there, len(votes)) == (self.votes, len(self.votes))
        assert (set(counted), len(counted)) == (expected, len(expected))

    @invariant()
    def no_event_is_lost(self) -> None:
        sql = "SELECT id FROM event WHERE subject_type = 'idea' AND subject_id IN :ids"
        found = {each["id"] for each in run(rows, sql, ids=self.ideas)}
        assert self.events <= found
        self.events = found


def run(operation: Callable[..., Awaitable[Any]], *given: Any, **named: Any) -> Any:
    """Do it in the test's own event loop, from the machine's thread."""
    return anyio.from_thread.run(lambda: operation(*given, **named))


async def test_whatever_is_merged_and_undone_every_count_holds(database: str) -> None:
    Yard.people = [await a_person(name) for name in ("Ada", "Bob")]
    Yard.manager = await a_person("Mina", "manager")
    limits = settings(
        max_examples=100 if FULL else 25,
        stateful_step_count=40 if FULL else 16,
        deadline=None,
        derandomize=not FULL,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )

    await anyio.to_thread.run_sync(lambda: run_state_machine_as_test(Yard, settings=limits))

    assert await Idea.all().count() >= IDEAS

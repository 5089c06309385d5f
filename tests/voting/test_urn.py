"""Votes that come at once are committed together, and nobody can tell by what came of them."""

import asyncio
import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from activity.models import Reason, Subscription
from core.changes import changes
from core.database import connection, in_transaction, on_sqlite, opened, row, rows
from ideas.models import Idea
from people.models import Person
from tests.core.interrupting import left_after, unattended
from tests.makers import a_person, an_idea, events, votes_of
from triage.merging import merge
from voting import on_postgres, on_sqlite_file, urn
from voting.ballot import Ballot
from voting.events import VoteEvent
from voting.models import Vote
from voting.operations import ballot_of, cast_vote, withdraw_vote
from voting.proxies import cast_for

NOBODY = 10**15


@in_transaction
async def a_crowd(size: int) -> list[Person]:
    return [await a_person(f"Voter {number}") for number in range(size)]


@pytest.fixture
def groups(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many ballots went into each transaction of the urn."""
    found: list[int] = []
    together = urn.together

    async def counted(ballots: Sequence[Ballot]) -> Any:
        found.append(len(ballots))
        return await together(ballots)

    monkeypatch.setattr(urn, "together", counted)
    return found


async def every_number_is_that_of_its_rows(ideas: Sequence[Idea]) -> None:
    for idea in ideas:
        assert await votes_of(idea) == await Vote.filter(counted_on_id=idea.id).count()
        cast, back = await events(idea, VoteEvent.CAST), await events(idea, VoteEvent.WITHDRAWN)
        assert cast - back == await Vote.filter(idea_id=idea.id).count()


async def test_200_votes_at_once_of_50_people_on_3_ideas(database: str, groups: list[int]) -> None:
    """Each person's ballots keep their order: what they did last stands. Whoever ever voted follows."""
    ideas, crowd = [await an_idea(f"Idea {number}") for number in range(3)], await a_crowd(50)
    dice = random.Random(7)
    acts = [
        (dice.choice((cast_vote, cast_vote, withdraw_vote)), dice.choice(ideas), dice.choice(crowd))
        for _ in range(200)
    ]

    await asyncio.gather(*(act(idea.id, by=person) for act, idea, person in acts))

    last = {(idea.id, person.id): act for act, idea, person in acts}
    expected = {pair for pair, act in last.items() if act is cast_vote}
    assert {(each.idea_id, each.person_id) for each in await Vote.all()} == expected
    await every_number_is_that_of_its_rows(ideas)
    followed = {(each.subject_id, each.person_id) for each in await Subscription.filter(reason=Reason.VOTER)}
    assert followed == {(idea.id, person.id) for act, idea, person in acts if act is cast_vote}
    assert sum(groups) == 200
    assert len(groups) < 10


async def test_a_hot_idea_takes_a_crowd_in_few_commits(database: str, groups: list[int]) -> None:
    idea, crowd = await an_idea(), await a_crowd(100)

    outcomes = await asyncio.gather(*(cast_vote(idea.id, by=person) for person in crowd))

    assert all(outcome.changed and outcome.following == "following" for outcome in outcomes)
    assert await votes_of(idea) == await events(idea, VoteEvent.CAST) == 100
    assert len(groups) < 10


async def test_who_comes_alone_is_served_at_once(database: str, groups: list[int]) -> None:
    idea, grace = await an_idea(), await a_person("Grace")

    outcome = await cast_vote(idea.id, by=grace)

    assert (outcome.votes, outcome.weight, groups) == (1, 1, [1])


async def test_a_ballot_that_fails_fails_alone(database: str) -> None:
    idea, crowd = await an_idea(), await a_crowd(5)
    good = [ballot_of(person, idea.id) for person in crowd]
    bad = replace(good[2], person=NOBODY)

    *others, failed = await asyncio.gather(*map(urn.put, [*good, bad]), return_exceptions=True)

    assert isinstance(failed, Exception)
    assert "foreign key" in str(failed).lower()
    assert not any(isinstance(each, BaseException) for each in others)
    assert await votes_of(idea) == await events(idea, VoteEvent.CAST) == 5


async def test_what_befalls_the_whole_database_is_told_to_each(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    idea, crowd = await an_idea(), await a_crowd(5)

    def broken(*given: Any, **named: Any) -> None:
        raise ConnectionError("The database is gone.")

    monkeypatch.setattr(on_postgres, "rows", broken)
    monkeypatch.setattr(on_sqlite_file, "put_all", broken)
    outcomes = await asyncio.gather(
        *(cast_vote(idea.id, by=person) for person in crowd), return_exceptions=True
    )
    monkeypatch.undo()

    assert [str(each) for each in outcomes] == ["The database is gone."] * 5
    assert (await cast_vote(idea.id, by=crowd[0])).votes == 1


async def test_who_leaves_harms_nobody_and_their_vote_counts(database: str) -> None:
    idea, crowd = await an_idea(), await a_crowd(40)
    waiting = [asyncio.create_task(cast_vote(idea.id, by=person)) for person in crowd]
    await asyncio.sleep(0)
    for task in waiting[::4]:
        task.cancel()
    for number in range(10):
        await left_after(number * 0.0005, cast_vote(idea.id, by=crowd[number]))

    outcomes = await asyncio.gather(*waiting, return_exceptions=True)
    await unattended()

    assert sum(isinstance(each, asyncio.CancelledError) for each in outcomes) == 10
    assert await votes_of(idea) == await Vote.filter(counted_on_id=idea.id).count() == 40
    assert await events(idea, VoteEvent.CAST) == 40


async def test_closing_the_database_waits_for_what_is_in_the_urn(database_url: str) -> None:
    async with opened(database_url):
        idea, crowd = await an_idea(), await a_crowd(20)
        waiting = [asyncio.create_task(cast_vote(idea.id, by=person)) for person in crowd]
        await asyncio.sleep(0)

    async with opened(database_url):
        assert all(task.done() and not task.exception() for task in waiting)
        assert await votes_of(idea) == 20


async def test_inside_a_transaction_a_ballot_is_a_part_of_it(database: str) -> None:
    idea, (mina, grace) = await an_idea(), (await a_person("Mina", "manager"), await a_person("Grace"))

    @in_transaction
    async def undone() -> None:
        await cast_for(idea.id, person_id=grace.id, by=mina)
        assert (await rows("SELECT votes FROM idea WHERE id = :id", id=idea.id))[0]["votes"] == 1
        raise LookupError

    with pytest.raises(LookupError):
        await undone()

    assert await votes_of(idea) == await Vote.all().count() == 0
    assert await events(idea, VoteEvent.CAST_FOR) == 0


async def test_votes_disturb_nothing_that_is_kept(database: str) -> None:
    idea, crowd = await an_idea(), await a_crowd(8)
    before = changes()

    await asyncio.gather(*(cast_vote(idea.id, by=person) for person in crowd))
    await withdraw_vote(idea.id, by=crowd[0])

    assert changes() == before


async def test_groups_of_several_processes_at_once_keep_every_count(database: str) -> None:
    """As two web processes would: each with its own urn, for the same ideas and by the same people, one part of them
    counting already through what was merged."""
    ideas, crowd = [await an_idea(f"Idea {number}") for number in range(4)], await a_crowd(12)
    for person in crowd[:4]:
        await cast_vote(ideas[3].id, by=person)
    await merge([ideas[3].id], into=ideas[0].id, by=await a_person("Mina", "manager"))
    dice = random.Random(3)

    async def process(number: int) -> None:
        for _ in range(4):
            acts = [(dice.choice(ideas[:3]), person, dice.random() < 0.3) for person in crowd]
            ballots = [ballot_of(person, idea.id, taking_back=back) for idea, person, back in acts]
            came = await urn.together(dice.sample(ballots, len(ballots)))
            assert not any(isinstance(each, Exception) for each in came)

    await asyncio.gather(*(process(number) for number in range(3)))

    for idea in ideas:
        assert await votes_of(idea) == await Vote.filter(counted_on_id=idea.id).count()
    told = await row(
        "SELECT count(*) AS cast FROM event WHERE action = 'vote.cast' AND subject_id = :id", id=ideas[1].id
    )
    assert told
    assert told["cast"] - await events(ideas[1], VoteEvent.WITHDRAWN) == await votes_of(ideas[1])
    if not on_sqlite():
        assert connection()._pool.get_idle_size() == connection()._pool.get_size()

"""One vote per person and idea, whatever happens at once."""

import asyncio

import pytest

from activity.models import Reason, Subscription
from core.database import rows
from core.errors import NotFound, Refused
from ideas.models import Idea
from ideas.moves import Reasons, move
from ideas.ranking import hot
from tests.makers import a_board, a_person, an_idea, events, votes_of
from voting.events import VoteEvent
from voting.models import Vote
from voting.operations import cast_vote, withdraw_vote


async def counted(idea: Idea) -> int:
    return await Vote.filter(counted_on_id=idea.id).count()


async def test_voting_twice_counts_once(database: str) -> None:
    idea, grace = await an_idea(), await a_person("Grace")

    await cast_vote(idea.id, by=grace)
    again = await cast_vote(idea.id, by=grace)

    assert not again.changed
    assert await votes_of(idea) == await counted(idea) == 1
    assert await events(idea, VoteEvent.CAST) == 1


async def test_a_vote_can_be_taken_back_and_cast_again(database: str) -> None:
    idea, grace = await an_idea(), await a_person("Grace")

    await cast_vote(idea.id, by=grace)
    await withdraw_vote(idea.id, by=grace)
    assert await votes_of(idea) == await counted(idea) == 0
    await cast_vote(idea.id, by=grace)

    assert await votes_of(idea) == await counted(idea) == 1
    assert (await events(idea, VoteEvent.CAST), await events(idea, VoteEvent.WITHDRAWN)) == (2, 1)


async def test_64_people_at_once_on_one_idea(database: str) -> None:
    idea = await an_idea()
    crowd = [await a_person(f"Voter {number}") for number in range(64)]

    await asyncio.gather(*(cast_vote(idea.id, by=person) for person in crowd))

    assert await votes_of(idea) == await counted(idea) == 64
    assert await events(idea, VoteEvent.CAST) == 64


async def test_one_person_64_times_at_once(database: str) -> None:
    idea, grace = await an_idea(), await a_person("Grace")

    outcomes = await asyncio.gather(*(cast_vote(idea.id, by=grace) for _ in range(64)))

    assert sum(outcome.changed for outcome in outcomes) == 1
    assert await votes_of(idea) == await counted(idea) == 1
    assert await events(idea, VoteEvent.CAST) == 1


async def test_casting_and_taking_back_at_once_keeps_the_count(database: str) -> None:
    idea = await an_idea()
    crowd = [await a_person(f"Voter {number}") for number in range(16)]

    changes = [
        change(idea.id, by=person) for person in crowd for change in (cast_vote, withdraw_vote, cast_vote)
    ]
    await asyncio.gather(*changes)

    assert await votes_of(idea) == await counted(idea)


async def test_voting_follows_and_the_rank_is_the_formula(database: str) -> None:
    idea, grace = await an_idea(), await a_person("Grace")
    for number in range(11):
        await cast_vote(idea.id, by=await a_person(f"Voter {number}"))
    await cast_vote(idea.id, by=grace)

    following = await Subscription.get(person_id=grace.id, subject_id=idea.id)
    assert following.reason is Reason.VOTER
    stored = await Idea.get(id=idea.id)
    assert stored.hot == pytest.approx(hot(12, stored.created_at), abs=1e-9)


async def test_an_author_may_vote_but_posting_does_not(database: str) -> None:
    ada = await a_person("Ada")
    idea = await an_idea(by=ada)
    assert await votes_of(idea) == 0

    await cast_vote(idea.id, by=ada)
    assert await votes_of(idea) == 1


async def test_votes_are_closed_once_it_is_declined(database: str) -> None:
    idea, manager = await an_idea(), await a_person("Mina", "manager")
    await move(idea.id, to="declined", by=manager, why=Reasons("Not now.", "cost"))

    with pytest.raises(Refused, match="votes are closed"):
        await cast_vote(idea.id, by=await a_person())
    assert await votes_of(idea) == 0


async def test_nobody_votes_for_what_they_cannot_see(database: str) -> None:
    await a_board("partners", audience="partners")
    idea = await an_idea(by=await a_person("Pia", "partner"), board="partners")

    with pytest.raises(NotFound):
        await cast_vote(idea.id, by=await a_person("Grace"))
    with pytest.raises(NotFound):
        await cast_vote(10**12, by=await a_person("Grace"))
    assert await rows("SELECT * FROM vote") == []

"""Votes that are cast in one statement come to the same as votes that are cast one by one."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from activity.models import Event, Subscription
from core.database import on_sqlite
from ideas.models import Idea
from ideas.operations import follow
from ideas.stewardship import hide
from people.models import Person
from tests.makers import a_board, a_person, an_idea
from triage.merging import merge
from voting import urn
from voting.ballot import Ballot
from voting.models import Vote
from voting.operations import ballot_of, cast_vote


class World:
    """One idea, one that was merged into it, one that nobody but its author sees, and people of each sort."""

    idea: Idea
    away: Idea
    people: dict[str, Person]

    def ballots(self) -> list[Ballot]:
        both = [ballot_of(each, idea.id) for idea in (self.idea, self.away) for each in self.people.values()]
        first = {each.person: each for each in both[: len(self.people)]}
        late = [each for each in both[len(self.people) :] if each.person == self.people["author"].id]
        for ballot in late:
            first[ballot.person] = ballot
        staff = self.people["staff"].id
        first[self.people["absent"].id] = replace(first[self.people["absent"].id], cast_by=staff, weight=3)
        return list(first.values())


async def a_world(name: str) -> World:
    made = World()
    boss = await a_person(f"Boss of {name}", "manager")
    board = await a_board(f"only-{name}", "partners", hide_counts=True)
    roles = {
        "fresh": "partner",
        "voted": "partner",
        "muted": "partner",
        "merged": "partner",
        "author": "partner",
    }
    roles |= {"stranger": "customer", "staff": "employee", "absent": "partner"}
    made.people = {who: await a_person(who, role) for who, role in roles.items()}
    made.idea = await an_idea(board=board.slug, by=boss)
    made.away = await an_idea("Something that is hidden", board=board.slug, by=made.people["author"])
    source = await an_idea("The same in other words", board=board.slug, by=boss)
    await cast_vote(made.idea.id, by=made.people["voted"])
    await follow(made.idea.id, how="mute", by=made.people["muted"])
    await cast_vote(source.id, by=made.people["merged"])
    await merge([source.id], into=made.idea.id, by=boss)
    await hide(made.away.id, reason="Rude", by=boss)
    return made


async def came_of(world: World, came: Sequence[Any]) -> list[Any]:
    """What came of each, apart from the names of who cast it and the count, which one by one grows."""
    told = [each and {**asdict(each), "votes": 0, "cast_by_id": each.cast_by_id is not None} for each in came]
    people = {person.id: who for who, person in world.people.items()}
    ids = [world.idea.id, world.away.id]
    votes = await Vote.filter(idea_id__in=ids)
    events = await Event.filter(subject_type="idea", subject_id__in=ids, action__startswith="vote.")
    following = await Subscription.filter(subject_type="idea", subject_id__in=ids)
    idea = await Idea.get(id=world.idea.id)
    return [
        told,
        sorted((people[each.person_id], each.counted_on_id is not None, each.weight) for each in votes),
        sorted(people[each.actor_id or 0] for each in events),
        sorted((people.get(each.person_id, "boss"), each.reason, each.muted) for each in following),
        idea.votes,
        await Vote.filter(counted_on_id=idea.id).count(),
    ]


async def test_in_a_crowd_everybody_fares_as_they_would_alone(database: str) -> None:
    one, other = await a_world("one"), await a_world("other")

    together = await came_of(one, await urn.together(one.ballots()))
    apart = await came_of(other, [(await urn.together([ballot]))[0] for ballot in other.ballots()])

    assert together == apart
    assert [each is None for each in together[0]].count(True) == 1  # the stranger
    assert together[4] == together[5] == 6


async def test_of_a_crowd_all_see_the_same_count_and_the_rank_follows(database: str) -> None:
    idea, twin = await an_idea(), await an_idea()
    await Idea.filter(id=twin.id).update(created_at=idea.created_at)
    crowd = [await a_person(f"Voter {number}") for number in range(12)]

    came = await urn.together([ballot_of(person, idea.id) for person in crowd])
    for person in crowd:
        last = await cast_vote(twin.id, by=person)

    assert {each.votes for each in came if not isinstance(each, Exception) and each} >= {12}
    assert last.votes == 12
    ranks = [float(each.hot) for each in await Idea.filter(id__in=[idea.id, twin.id])]
    assert ranks[0] == ranks[1] if on_sqlite() else abs(ranks[0] - ranks[1]) < 1e-9

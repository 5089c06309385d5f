"""What was shipped, and the people who wanted it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from activity import worker
from core.clock import moved_to, now
from ideas.models import Coauthor, CoauthorState, Idea
from people.models import Person
from roadmap import links, verdicts
from roadmap.models import Ask, Round, Verdict
from tests.makers import a_person, an_idea
from voting.operations import cast_vote


@contextmanager
def later(days: float) -> Iterator[None]:
    """So many days from now, and a minute, so that what is due on that day is over."""
    with moved_to(now() + timedelta(days=days, minutes=1)):
        yield


async def a_crowd(size: int, *, behind: Idea) -> list[Person]:
    """People who vote for it."""
    crowd = [await a_person(f"Voter {number}") for number in range(size)]
    for person in crowd:
        await cast_vote(behind.id, by=person)
    return crowd


async def ship(*ideas: Idea, by: Person) -> None:
    """Each with an item of its own; whoever wanted it is asked."""
    for idea in ideas:
        await links.ship_now(idea.id, by=by)
    await worker.drain()


async def asked_about(idea: Idea) -> dict[int, str]:
    """Who is asked in its current cycle, and as what."""
    cycle = (await Idea.get(id=idea.id)).cycle
    return {ask.person_id: ask.role.value for ask in await Ask.filter(idea_id=idea.id, cycle=cycle)}


async def take_in(person: Person, idea: Idea) -> None:
    """From now on they are one of its authors."""
    await Coauthor.create(idea=idea, person=person, state=CoauthorState.ACCEPTED)


async def say(idea: Idea, answer: str, *people: Person) -> None:
    for person in people:
        await verdicts.answer(idea.id, answer=answer, comment=f"So says {person.name}.", by=person)


async def stands(idea: Idea) -> tuple[str, int]:
    """Its stage and cycle."""
    found = await Idea.get(id=idea.id)
    return found.stage.value, found.cycle


async def counted(idea: Idea) -> Round:
    """Its latest round, in which every number is what the latest verdict of each person says."""
    found = await Round.filter(idea_id=idea.id).order_by("-cycle").first()
    assert found is not None
    for begun in await Round.filter(idea_id=idea.id):
        asks = await Ask.filter(idea_id=idea.id, cycle=begun.cycle)
        standing = [await Verdict.filter(ask_id=ask.id).order_by("-id").first() for ask in asks]
        answers = [verdict.answer.value for verdict in standing if verdict]
        assert begun.asked == len(asks)
        for name in ("yes", "partly", "no", "cant_tell"):
            assert getattr(begun, name) == answers.count(name), name
    return found


async def a_shipped_idea(*, by: Person, author: Person | None = None, voters: int = 0) -> Idea:
    """An idea that was shipped, and whose authors and voters have been asked."""
    idea = await an_idea(by=author)
    await a_crowd(voters, behind=idea)
    await ship(idea, by=by)
    return idea

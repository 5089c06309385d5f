"""What answers bring about: who reopens, who confirms, what is counted, and who hears of it."""

import asyncio

import pytest

from activity import worker
from activity.models import Event, Notice
from core.errors import Invalid, NotAllowed, NotFound, Refused
from ideas.models import Idea
from people.models import Person
from roadmap import improvements, links, verdicts
from roadmap.judged import said_in
from roadmap.models import Improvement, Link, Round, Verdict
from tests.makers import a_board, a_person, an_idea, events
from tests.roadmap.world import a_crowd, a_shipped_idea, counted, later, say, ship, stands, take_in
from triage.merging import merge
from triage.models import Attention


async def waiting_for(idea: Idea) -> set[str]:
    """Why the idea is in the inbox."""
    found = await Attention.filter(idea_id=idea.id, cleared_at=None)
    return {each.why.value for each in found}


@pytest.mark.parametrize("before", ["shipped", "confirmed", "unconfirmed"])
async def test_an_authors_no_reopens_at_once(database: str, before: str) -> None:
    mina, owner, ada = (
        await a_person("Mina", "manager"),
        await a_person("Olga", "employee"),
        await a_person("Ada"),
    )
    idea = await an_idea(by=ada)
    await Idea.filter(id=idea.id).update(owner_id=owner.id)
    await ship(idea, by=mina)
    if before == "confirmed":
        await say(idea, "yes", ada)
    with later(31 if before == "unconfirmed" else 0):
        await worker.drain()
        assert await stands(idea) == (before, 1)

        await verdicts.answer(idea.id, answer="no", comment="It is still too bright.", by=ada)
        await worker.drain()

        assert await stands(idea) == ("reviewing", 2)
    begun = await counted(idea)
    assert begun.ended_at
    assert (begun.yes, begun.no) == (0, 1)
    assert await waiting_for(idea) == {"reopened"}
    assert [link.ended_reason for link in await Link.filter(idea_id=idea.id)] == ["reopened"]
    said = await Event.filter(action="verdict.by_author", subject_id=idea.id).order_by("-id").first()
    assert said
    assert await Notice.filter(root_id=said.id, person_id=owner.id).count() == 1
    assert await Notice.filter(root_id=said.id, person_id=ada.id).count() == 0
    with pytest.raises(Refused):
        await verdicts.answer(idea.id, answer="yes", by=ada)


async def test_a_reopened_idea_is_asked_about_anew(database: str) -> None:
    mina, ada = await a_person("Mina", "manager"), await a_person("Ada")
    idea = await a_shipped_idea(by=mina, author=ada, voters=1)
    await say(idea, "no", ada)

    await ship(idea, by=mina)
    assert await stands(idea) == ("shipped", 2)
    begun = await counted(idea)
    assert (begun.cycle, begun.asked, begun.no) == (2, 2, 0)
    await say(idea, "yes", ada)

    assert await stands(idea) == ("confirmed", 2)
    assert [(each.no, each.yes) for each in await Round.filter(idea_id=idea.id).order_by("cycle")] == [
        (1, 0),
        (0, 1),
    ]
    assert [each["body"] for each in (await said_in(idea.id, 1, None))[0]] == ["So says Ada."]


@pytest.mark.parametrize("who", ["author", "coauthor", "merged-in"])
async def test_each_author_confirms_and_reopens(database: str, who: str) -> None:
    mina, ada = await a_person("Mina", "manager"), await a_person("Ada")
    idea, source = await an_idea(by=ada), await an_idea("Dark calendar")
    await merge([source.id], into=idea.id, by=mina)
    await take_in(cora := await a_person("Cora"), idea)
    await ship(idea, by=mina)
    speaker = {"author": ada, "coauthor": cora, "merged-in": await Person.get(id=source.author_id)}[who]

    await say(idea, "yes", speaker)
    assert await stands(idea) == ("confirmed", 1)
    await say(idea, "no", speaker)
    assert await stands(idea) == ("reviewing", 2)


async def test_an_authors_yes_confirms_nothing_while_another_author_says_no(database: str) -> None:
    """A voter's no becomes an author's when they are taken in as a co-author."""
    mina, ada = await a_person("Mina", "manager"), await a_person("Ada")
    idea = await an_idea(by=ada)
    voter = (await a_crowd(1, behind=idea))[0]
    await ship(idea, by=mina)
    await say(idea, "no", voter)
    assert await stands(idea) == ("shipped", 1)
    await take_in(voter, idea)

    await say(idea, "yes", ada)
    assert await stands(idea) == ("shipped", 1)
    await say(idea, "yes", voter)
    assert await stands(idea) == ("confirmed", 1)
    assert (await counted(idea)).yes == 2


async def test_partly_and_cant_tell_move_nothing_and_partly_waits_for_an_answer(database: str) -> None:
    mina, ada = await a_person("Mina", "manager"), await a_person("Ada")
    idea = await a_shipped_idea(by=mina, author=ada)

    for answer in ("partly", "no"):
        with pytest.raises(Invalid) as wrong:
            await verdicts.answer(idea.id, answer=answer, comment="  ", by=ada)
        assert set(wrong.value.fields) == {"comment"}
    with pytest.raises(Invalid) as unknown:
        await verdicts.answer(idea.id, answer="maybe", by=ada)
    assert set(unknown.value.fields) == {"answer"}
    await verdicts.answer(idea.id, answer="cant_tell", by=ada)
    await say(idea, "partly", ada)

    assert await stands(idea) == ("shipped", 1)
    assert await waiting_for(idea) == {"partly"}
    with later(31):
        await worker.drain()
        assert await stands(idea) == ("unconfirmed", 1)
        assert await waiting_for(idea) == {"partly"}
        await verdicts.answer(idea.id, answer="yes", by=ada)
    assert await stands(idea) == ("confirmed", 1)


async def test_where_no_author_can_be_asked_the_voters_decide_at_the_closing(database: str) -> None:
    mina, emil = await a_person("Mina", "manager"), await a_person("Emil", "employee")
    enough, few, torn = [await an_idea(title, by=emil) for title in ("Enough", "Few", "Torn")]
    gone, has_author = await an_idea("Gone"), await an_idea("With its author")
    people = {idea.id: await a_crowd(6, behind=idea) for idea in (enough, few, torn, gone, has_author)}
    await ship(enough, few, torn, gone, has_author, by=mina)
    await Person.filter(id=gone.author_id).update(deactivated_at=gone.created_at)
    for idea, yes, no in ((enough, 4, 2), (few, 2, 0), (torn, 3, 2), (gone, 3, 0), (has_author, 6, 0)):
        await say(idea, "yes", *people[idea.id][:yes])
        await say(idea, "no", *people[idea.id][yes : yes + no])
        assert await stands(idea) == ("shipped", 1)

    with later(30):
        await worker.drain()
        assert await stands(enough) == await stands(gone) == ("confirmed", 1)
        assert await stands(few) == await stands(torn) == await stands(has_author) == ("unconfirmed", 1)
        await say(torn, "yes", people[torn.id][5])
        assert await stands(torn) == ("confirmed", 1)
        await say(few, "cant_tell", people[few.id][2])
        assert await stands(few) == ("unconfirmed", 1)
        await say(few, "yes", people[few.id][2])
        assert await stands(few) == ("confirmed", 1)
        await say(has_author, "yes", await Person.get(id=has_author.author_id))
        assert await stands(has_author) == ("confirmed", 1)


async def test_many_voters_saying_no_goes_to_a_manager_once(database: str) -> None:
    mina = await a_person("Mina", "manager")
    idea = await a_shipped_idea(by=mina, voters=8)
    crowd = await Person.filter(name__startswith="Voter").order_by("id")

    await say(idea, "no", crowd[0], crowd[1])
    await say(idea, "yes", crowd[2], crowd[3])
    assert await events(idea, "verdict.disputed") == 0
    await say(idea, "cant_tell", crowd[4])
    assert await events(idea, "verdict.disputed") == 1
    assert await waiting_for(idea) == {"disputed"}
    await say(idea, "no", crowd[5], crowd[6])
    await worker.drain()

    disputed = await Event.get(action="verdict.disputed")
    assert (disputed.details["no"], disputed.details["answered"]) == (2, 5)
    assert await Notice.filter(event__action="verdict.disputed", person_id=mina.id).count() == 1
    assert await stands(idea) == ("shipped", 1)


async def test_a_third_saying_no_is_not_yet_many(database: str) -> None:
    idea = await a_shipped_idea(by=await a_person("Mina", "manager"), voters=6)
    crowd = await Person.filter(name__startswith="Voter").order_by("id")

    await say(idea, "yes", *crowd[:4])
    await say(idea, "no", *crowd[4:])

    assert await events(idea, "verdict.disputed") == 0


async def test_only_whoever_wanted_it_answers_and_only_what_was_shipped(database: str) -> None:
    mina, ada = await a_person("Mina", "manager"), await a_person("Ada")
    await a_board("partners", audience="partners")
    idea, building = await a_shipped_idea(by=mina, author=ada), await an_idea("Not yet", by=ada)
    inner = await an_idea(by=await a_person("Pia", "partner"), board="partners")
    await ship(inner, by=mina)

    for staff in (mina, await a_person("Emil", "employee"), await a_person("Root", "admin")):
        with pytest.raises(NotAllowed, match="Staff are never asked"):
            await verdicts.answer(idea.id, answer="yes", by=staff)
    stranger = await a_person("Stranger")
    with pytest.raises(NotAllowed, match="the people who voted"):
        await verdicts.answer(idea.id, answer="yes", by=stranger)
    with pytest.raises(NotFound):
        await verdicts.answer(inner.id, answer="yes", by=stranger)
    with pytest.raises(Refused, match="hasn't been shipped"):
        await verdicts.answer(building.id, answer="yes", by=ada)
    assert await Verdict.all().count() == 0


async def test_whoever_changes_their_mind_is_counted_once_here_and_on_the_wall(database: str) -> None:
    mina, ada = await a_person("Mina", "manager"), await a_person("Ada")
    complaint = await an_idea("It is too bright", kind="complaint", by=ada)
    voter = (await a_crowd(1, behind=complaint))[0]
    made, _draft = [
        await improvements.draft(
            title=title,
            complaints=[complaint.id],
            what_was_wrong="Bright.",
            what_changed="Dark.",
            unmeasured_because="Eyes can't be measured.",
            by=mina,
        )
        for title in ("Dark mode", "A draft")
    ]
    await improvements.publish(made.id, ship=True, by=mina)
    await worker.drain()

    async def confirmations() -> list[int]:
        found = await Improvement.all().order_by("id")
        return [each.confirmations for each in found]

    await say(complaint, "yes", voter)
    await say(complaint, "yes", voter)
    assert await Verdict.all().count() == 1
    await verdicts.answer(complaint.id, answer="yes", comment="Really.", by=voter)
    assert await confirmations() == [1, 0]
    await say(complaint, "partly", voter)
    assert await confirmations() == [0, 0]
    await say(complaint, "yes", voter, ada)
    assert await confirmations() == [2, 0]
    await say(complaint, "no", ada)
    assert await confirmations() == [1, 0]
    begun = await counted(complaint)
    assert (begun.asked, begun.yes, begun.no, begun.partly) == (2, 1, 1, 0)
    assert await stands(complaint) == ("reviewing", 2)


async def test_64_answers_at_once_are_all_counted(database: str) -> None:
    mina = await a_person("Mina", "manager")
    idea = await an_idea()
    crowd = await a_crowd(64, behind=idea)
    await links.ship_now(idea.id, by=mina)
    answers = ["yes", "partly", "no", "cant_tell"]

    await asyncio.gather(
        worker.drain(),
        *(say(idea, answers[place % 4], person) for place, person in enumerate(crowd)),
    )

    begun = await counted(idea)
    assert (begun.asked, begun.yes, begun.partly, begun.no, begun.cant_tell) == (65, 16, 16, 16, 16)
    assert await events(idea, "verdict.disputed") <= 1

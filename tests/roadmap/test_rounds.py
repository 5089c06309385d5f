"""Asking whether it worked: whom, when, how often, and until when."""

import pytest

from activity import worker
from activity.models import Event, Notice, Task
from core.errors import Refused
from ideas.models import Idea
from people.models import Person
from roadmap import links, reminding, rounds, verdicts
from roadmap.models import Ask, Round
from tests.makers import a_board, a_person, an_idea
from tests.roadmap.world import a_crowd, asked_about, counted, later, say, ship, stands, take_in
from triage.merging import merge
from voting.operations import cast_vote


async def reminded() -> list[str]:
    """The names of those who were reminded, one for each notice."""
    found = await Notice.filter(event__action="verdict.reminded").order_by("id").select_related("person")
    return [notice.person.name for notice in found]


async def test_shipping_asks_every_author_and_voter_once_and_never_staff(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rounds, "CHUNK", 2)
    mina, ada = await a_person("Mina", "manager"), await a_person("Ada")
    idea = await an_idea(by=ada)
    source = await an_idea("Dark calendar, please", by=(finn := await a_person("Finn")))
    await take_in(cora := await a_person("Cora"), source)
    crowd = await a_crowd(3, behind=idea)
    only_there = (await a_crowd(1, behind=source))[0]
    await cast_vote(source.id, by=crowd[0])
    for person in (ada, mina, gone := await a_person("Gone"), await a_person("Emil", "employee")):
        await cast_vote(idea.id, by=person)
    await Person.filter(id=gone.id).update(deactivated_at=gone.created_at)
    await merge([source.id], into=idea.id, by=mina)

    await ship(idea, by=mina)

    authors = dict.fromkeys([ada.id, finn.id, cora.id], "author")
    voters = dict.fromkeys([each.id for each in (*crowd, only_there)], "voter")
    assert await asked_about(idea) == {**authors, **voters}
    assert (await counted(idea)).asked == 7
    assert await Ask.all().count() == 7
    assert await worker.drain() == 0


async def test_whoever_left_the_boards_audience_isnt_asked(database: str) -> None:
    mina, pia = await a_person("Mina", "manager"), await a_person("Pia", "partner")
    await a_board("partners", audience="partners")
    idea = await an_idea(by=pia, board="partners")
    voter = await a_person("Paul", "partner")
    await cast_vote(idea.id, by=voter)
    await Person.filter(id=voter.id).update(role="customer")

    await ship(idea, by=mina)

    assert await asked_about(idea) == {pia.id: "author"}


async def test_the_silent_are_reminded_once_after_fourteen_days(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reminding, "CHUNK", 2)
    mina = await a_person("Mina", "manager")
    idea, confirmed, reopened = [await an_idea(title) for title in ("Silent", "Confirmed", "Reopened")]
    crowd = await a_crowd(4, behind=idea)
    await ship(idea, confirmed, reopened, by=mina)
    await say(idea, "cant_tell", crowd[1])
    await say(confirmed, "yes", await Person.get(id=confirmed.author_id))
    await say(reopened, "no", await Person.get(id=reopened.author_id))

    with later(13.9):
        await worker.drain()
        assert await reminded() == []
    with later(14):
        await worker.drain()
        assert await reminded() == ["Ada", "Voter 0", "Voter 2", "Voter 3"]
    with later(29):
        await worker.drain()
        assert len(await reminded()) == 4
    assert await Event.filter(action="verdict.reminded").count() == 1


async def test_silence_is_unconfirmed_after_thirty_days_and_says_of_how_many(database: str) -> None:
    mina = await a_person("Mina", "manager")
    idea, reopened = await an_idea(), await an_idea("Reopened and shipped again")
    crowd = await a_crowd(2, behind=idea)
    await ship(idea, reopened, by=mina)
    await say(idea, "partly", crowd[0])
    await say(reopened, "no", await Person.get(id=reopened.author_id))
    with later(20):
        await ship(reopened, by=mina)
    assert await stands(reopened) == ("shipped", 2)

    with later(29.9):
        await worker.drain()
        assert await stands(idea) == ("shipped", 1)
    with later(30):
        await worker.drain()
        assert await stands(idea) == ("unconfirmed", 1)
        assert await stands(reopened) == ("shipped", 2)
    closed = await Event.filter(action="idea.moved", subject_id=idea.id, actor_id=None).get()
    numbers = ("asked", "yes", "partly", "no", "cant_tell")
    assert [closed.details[name] for name in numbers] == [3, 0, 1, 0, 0]
    assert closed.details["to"] == "unconfirmed"
    with later(50):
        await worker.drain()
        assert await stands(reopened) == ("unconfirmed", 2)
    assert await Round.filter(closed_at__isnull=False).count() == 2
    assert await Task.filter(kind__in=["asking", "reminding", "closing"], done_at=None).count() == 0


async def test_answers_are_taken_for_180_days_and_not_after(database: str) -> None:
    mina, ada = await a_person("Mina", "manager"), await a_person("Ada")
    idea = await an_idea(by=ada)
    await ship(idea, by=mina)
    with later(30):
        await worker.drain()

    with later(179.9):
        assert await rounds.may_answer(idea.id, ada)
        await say(idea, "cant_tell", ada)
    with later(180):
        assert not await rounds.may_answer(idea.id, ada)
        with pytest.raises(Refused, match="not lately"):
            await verdicts.answer(idea.id, answer="no", comment="It broke.", by=ada)
    assert await stands(idea) == ("unconfirmed", 1)


async def test_whoever_the_worker_hasnt_come_to_yet_may_answer_already(database: str) -> None:
    mina = await a_person("Mina", "manager")
    idea = await an_idea()
    voter = (await a_crowd(1, behind=idea))[0]
    await links.ship_now(idea.id, by=mina)

    await say(idea, "cant_tell", voter)
    assert (await counted(idea)).asked == 1
    await worker.drain()
    assert (await counted(idea)).asked == 2
    assert (await Idea.get(id=idea.id)).stage.value == "shipped"

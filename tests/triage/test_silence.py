"""Silence is an alarm: to the board's managers, then to all staff; answers, promises and questions to one person."""

from datetime import timedelta

import httpx

from activity import worker
from activity.models import Addressee, Event, Notice
from core.clock import moved_to, now
from ideas.boards import change_board, set_managers
from ideas.models import Idea
from ideas.moves import Reasons, move
from ideas.stewardship import change_board as change_board_of
from ideas.stewardship import hide, restore, set_owner
from people.models import Person
from tests.makers import a_board, a_comment, a_person, an_idea, events
from triage.models import Attention
from triage.silence import watch

TITLES = ("Dark mode at night", "달력 알림이 두 번 와요", "Export invoices", "Bigger letters, please")


async def after(days: float) -> None:
    """What the worker does until so many days from now."""
    with moved_to(now() + timedelta(days=days)):
        await worker.drain(lambda line: None)


async def whys(idea: Idea) -> set[str]:
    """Why the idea waits now."""
    return {str(each.why) for each in await Attention.filter(idea_id=idea.id, cleared_at=None)}


async def told(person: Person, action: str = "triage.silent") -> int:
    return await Notice.filter(person_id=person.id, event__action=action).count()


async def test_silence_is_raised_to_its_managers_and_then_to_all_staff(database: str) -> None:
    admin, mina = await a_person("Root", "admin"), await a_person("Mina", "manager")
    owen, ada = await a_person("Owen", "employee"), await a_person("Ada")
    board = await a_board("promised", promise_days=3)
    await set_managers(board.id, [mina.id], by=admin)
    idea = await an_idea(by=ada, board="promised")

    await after(2.9)
    assert await whys(idea) == {"new"}
    await after(3.1)
    assert await whys(idea) == {"unanswered"}
    assert [await told(each) for each in (mina, owen, admin, ada)] == [1, 0, 0, 0]
    await after(5.9)
    assert await events(idea, "triage.silent") == 1
    await after(6.2)
    await after(30)

    assert [await told(each) for each in (mina, owen, admin, ada)] == [2, 1, 1, 0]
    alarms = await Event.filter(action="triage.silent").order_by("id")
    assert [(each.actor_id, each.audience, each.details["to"]) for each in alarms] == [
        (None, "staff", "managers"),
        (None, "staff", "staff"),
    ]
    assert (await Attention.get(idea_id=idea.id, why="unanswered")).since == idea.created_at


async def test_an_employees_public_word_ends_it_and_nothing_else_does(database: str) -> None:
    mina = await a_person("Mina", "manager")
    answered, noted, moved, private = [await an_idea(each) for each in TITLES]

    await a_comment(answered, "We are on it.", by=mina)
    await a_comment(noted, "A customer needs this too.")
    await move(moved.id, to="reviewing", by=mina)
    await a_comment(private, "Who knows more?", by=mina, audience="staff")
    await after(8)

    assert await whys(answered) == set()
    assert [await whys(each) for each in (noted, moved, private)] == [{"unanswered"}] * 3
    await move(moved.id, to="received", by=mina, why=Reasons(reason="Not yet."))
    assert await whys(moved) == set()


async def test_the_promise_counts_as_it_is_when_the_alarm_is_due(database: str) -> None:
    admin = await a_person("Root", "admin")
    board, hasty = await a_board("patient", promise_days=7), await a_board("hasty", promise_days=1)
    longer, moved = [await an_idea(each, board="patient") for each in TITLES[:2]]

    await change_board(board.id, by=admin, promise_days=20)
    await change_board_of(moved.id, board=hasty.slug, by=admin)
    await after(8)

    assert await whys(longer) == {"new"}
    assert await whys(moved) == {"unanswered"}
    await after(21)
    assert await whys(longer) == {"unanswered"}


async def test_what_is_hidden_is_watched_again_once_it_is_back(database: str) -> None:
    mina = await a_person("Mina", "manager")
    idea = await an_idea()

    await hide(idea.id, reason="An advertisement.", by=mina)
    await after(8)
    assert await events(idea, "triage.silent") == 0
    await restore(idea.id, by=mina)
    await after(8)

    assert await events(idea, "triage.silent") == 1


async def test_imports_were_promised_nothing(database: str) -> None:
    idea = await an_idea()
    await Idea.filter(id=idea.id).update(source="elsewhere", source_id="1")
    with moved_to(now() + timedelta(days=1)):
        await watch(await Idea.get(id=idea.id))
    assert await events(idea, "triage.silent") == 0


async def test_whoever_was_asked_is_overdue_until_somebody_here_speaks(database: str) -> None:
    mina, owen = await a_person("Mina", "manager"), await a_person("Owen", "employee", handle="owen")
    owned, mentioned = await an_idea("Something owned"), await an_idea("Mentioned there")
    await a_comment(mentioned, "Hello.", by=mina)

    with moved_to(now() + timedelta(days=3)):
        await set_owner(owned.id, owner_id=owen.id, by=mina)
        await a_comment(mentioned, "@owen will this come?")
    await after(8)
    assert (await whys(owned), await whys(mentioned)) == ({"unanswered"}, set())
    await after(10.1)
    assert (await whys(owned), await whys(mentioned)) == ({"unanswered", "overdue"}, {"overdue"})

    await a_comment(mentioned, "It will.", by=owen)
    assert await whys(mentioned) == set()
    with moved_to(now() + timedelta(days=20)):
        await a_comment(mentioned, "@owen and when?", by=mina, audience="staff")
    await after(28)
    assert await whys(mentioned) == {"overdue"}


async def test_a_declined_idea_comes_back_on_its_day(database: str) -> None:
    mina = await a_person("Mina", "manager")
    idea = await an_idea()
    day = (now() + timedelta(days=30)).date().isoformat()

    await move(
        idea.id, to="declined", by=mina, why=Reasons(reason="Not this year.", kind="cost", revisit_on=day)
    )
    await after(29)
    assert await whys(idea) == set()
    await after(31)
    assert await whys(idea) == {"revisit"}

    await move(idea.id, to="reviewing", by=mina, why=Reasons(reason="Now we can."))
    assert await whys(idea) == set()


async def test_an_author_who_works_here_is_not_called_about_their_own(database: str) -> None:
    mina, omar = await a_person("Mina", "manager"), await a_person("Omar", "manager")
    await an_idea(by=mina)

    await after(8)

    called = {each.person_id for each in await Addressee.filter(event__action="triage.silent")}
    assert called == {omar.id}


async def test_everyone_sees_what_waits_beyond_the_promise(client: httpx.AsyncClient) -> None:
    mina, late, answered = await a_person("Mina", "manager"), *[await an_idea(each) for each in TITLES[:2]]
    await a_comment(answered, "We are on it.", by=mina)
    said = "Waiting for an answer"

    assert said not in (await client.get(f"/ideas/{late.id}", follow_redirects=True)).text
    with moved_to(now() + timedelta(days=8)):
        assert said in (await client.get(f"/ideas/{late.id}", follow_redirects=True)).text
        assert said not in (await client.get(f"/ideas/{answered.id}", follow_redirects=True)).text
        assert (await client.get("/?sort=new")).text.count(said) == 1

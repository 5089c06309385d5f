"""Whoever follows or is called is told of an act, once, whatever crashes in between."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from activity import digests, fanout, tasks, worker
from activity.models import (
    Audience,
    Calling,
    Choice,
    Delivery,
    Digest,
    DigestEntry,
    Event,
    Notice,
    Reason,
    Task,
)
from activity.operations import leave_task, record
from activity.preferences import set_preference
from core.clock import moved_to, now
from core.database import in_transaction, rows
from people.models import Person
from tests.activity import world
from tests.activity.world import THING, Act, a_crowd, follows, happens, mailed, somebody, told

pytestmark = pytest.mark.usefixtures("database")


async def fan_out() -> None:
    """What a worker does, without sending."""
    while task := await tasks.claim():
        while not await fanout.step(task):
            pass


async def test_followers_are_told_and_the_actor_is_not() -> None:
    ada, grace = await somebody("ada"), await somebody("grace")
    await follows(ada)
    await follows(grace)

    await happens(Act.MOVED, by=ada)
    await fan_out()

    assert await told() == [grace.id]
    assert await mailed() == ["grace@example.com"]


async def test_who_muted_the_subject_hears_nothing_even_when_mentioned() -> None:
    deaf, open_ = await somebody("deaf"), await somebody("open")
    await follows(deaf, muted=True)

    await happens(Act.SAID, calling={deaf.id: Calling.MENTIONED, open_.id: Calling.MENTIONED})
    await fan_out()

    assert await told() == [open_.id]
    assert (await Notice.get(person=open_)).reason == "mentioned"


async def test_who_follows_later_isnt_told_of_earlier_things() -> None:
    early, late = await somebody("early"), await somebody("late")
    await follows(early)
    await happens(Act.MOVED)
    with moved_to(now() + timedelta(minutes=1)):
        await follows(late)

    await fan_out()

    assert await told() == [early.id]


async def test_who_may_not_see_it_isnt_told() -> None:
    ada, grace = await somebody("ada"), await somebody("grace")
    await follows(ada)
    await follows(grace)
    world.BLIND.add(ada.id)

    await happens(Act.MOVED)
    await fan_out()

    assert await told() == [grace.id]


async def test_addressees_only() -> None:
    follower, manager = await somebody("follower"), await somebody("manager")
    await follows(follower)

    await happens(Act.ASKED, calling={manager.id: Calling.ASKED})
    await fan_out()

    assert await told() == [manager.id]


async def test_one_act_of_several_events_gives_one_notice() -> None:
    ada, boss = await somebody("ada"), await somebody("boss")
    await follows(ada)

    @in_transaction
    async def act() -> None:
        await record(Act.SAID, by=None, about=THING)
        await record(Act.MOVED, by=None, about=THING, calling={boss.id: Calling.MENTIONED})

    await act()
    await fan_out()

    assert await told() == sorted([ada.id, boss.id])


async def test_mail_goes_by_preference_address_and_door() -> None:
    wanting, never = await somebody("wanting"), await somebody("never")
    gone, nameless = await somebody("gone", deactivated_at=now()), await somebody("nameless", email=None)
    for person in (wanting, never, gone, nameless):
        await follows(person)
    await set_preference(never.id, "moves", Choice.NEVER)

    await happens(Act.MOVED)
    await fan_out()

    assert len(await told()) == 4
    assert await mailed() == ["wanting@example.com"]


async def test_being_mentioned_is_a_kind_of_its_own() -> None:
    ada, grace = await somebody("ada"), await somebody("grace")
    await set_preference(ada.id, "mentions", Choice.NEVER)
    await set_preference(grace.id, "comments", Choice.NEVER)

    await happens(Act.SAID, calling={ada.id: Calling.MENTIONED, grace.id: Calling.MENTIONED})
    await fan_out()

    assert await mailed() == ["grace@example.com"]


async def test_nobody_is_told_of_what_is_only_counted() -> None:
    await follows(await somebody())

    await happens(Act.COUNTED)

    assert await Task.all().count() == 0


async def test_followers_of_what_was_merged_in_are_told_once_and_any_mute_wins() -> None:
    root, both, source = await somebody("root"), await somebody("both"), await somebody("source")
    deaf, deaf_there = await somebody("deaf"), await somebody("deafthere")
    world.SOURCES[1] = [8, 7]
    await follows(root)
    await follows(both, because=Reason.VOTER)
    await follows(both, 7)
    await follows(source, 7, because=Reason.AUTHOR)
    await follows(source, 8)
    await follows(deaf, muted=True)
    await follows(deaf, 8)
    await follows(deaf_there)
    await follows(deaf_there, 8, muted=True)

    await happens(Act.MOVED, calling={deaf_there.id: Calling.MENTIONED})
    await fan_out()

    told_of = dict(await Notice.all().values_list("person_id", "reason"))
    assert told_of == {root.id: "follower", both.id: "voter", source.id: "merged"}
    assert await told() == sorted(told_of)


async def test_a_worker_of_the_floors_above_takes_its_own_tasks() -> None:
    steps: list[int] = []

    async def one_more(task: Task) -> bool:
        steps.append(task.reference)
        if len(steps) == 3:
            await tasks.finish(task)
        return len(steps) == 3

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(worker.work, "of", {"letters": one_more}.__getitem__)
        await in_transaction(leave_task)("letters", 9)
        assert await worker.drain(say=lambda line: None) == 1

    assert steps == [9, 9, 9]
    assert await Task.filter(done_at=None).count() == 0


class Crash(BaseException):
    """The process dies here."""


@pytest.mark.parametrize(
    ("module", "after", "call"),
    [
        (fanout, "_notices", 3),
        (fanout, "_mail", 3),
        (digests, "_into", 2),
        (tasks, "move_to", 3),
        (tasks, "move_to", 5),
        (tasks, "hold", 3),
    ],
    ids=["notices", "deliveries", "digests", "a cursor", "a cursor among the sources", "the lease"],
)
async def test_a_crash_in_the_middle_loses_nobody_and_doubles_nobody(
    monkeypatch: pytest.MonkeyPatch, module: Any, after: str, call: int
) -> None:
    """Some follow the thing, some what was merged into it, some both; some of each want a digest, some have muted."""
    monkeypatch.setattr(fanout, "CHUNK", 10)
    world.SOURCES[1] = [7]
    everybody = await a_crowd(45)
    await rows("UPDATE subscription SET subject_id = 7 WHERE person_id IN :some", some=everybody[20:])
    for person in everybody[:5] + everybody[43:]:
        other = 7 if person in everybody[:5] else 1
        await follows(await Person.get(id=person), other, muted=other == 1)
    people, digested = everybody[:43], everybody[15:25]
    for person in digested:
        await set_preference(person, "moves", Choice.DIGEST)
    await happens(Act.MOVED)
    real, calls = getattr(module, after), 0

    async def crashing(*args: Any) -> Any:
        nonlocal calls
        calls += 1
        done = await real(*args)
        if calls == call:
            raise Crash
        return done

    with monkeypatch.context() as patch:
        patch.setattr(module, after, crashing)
        with pytest.raises(Crash):
            await fan_out()

    assert 0 < len(await told()) < 43
    assert await tasks.claim() is None  # the dead worker's lease still holds
    with moved_to(now() + tasks.LEASE + timedelta(seconds=1)):
        await fan_out()

    assert await told() == people
    assert len(await mailed()) == 33
    assert sorted(await Digest.all().values_list("person_id", flat=True)) == digested
    assert await DigestEntry.all().count() == await Delivery.filter(kind="digest").count() == 10
    assert len({notice.event_id for notice in await Notice.all()}) == 1


async def test_two_workers_at_once_tell_everybody_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fanout, "CHUNK", 10)
    people = await a_crowd(50)
    for _ in range(4):
        await happens(Act.MOVED)

    await asyncio.gather(*(fan_out() for _ in range(3)))

    assert await told() == sorted(people * 4)
    assert await Delivery.all().count() == 200
    assert await Task.filter(done_at=None).count() == 0


async def test_whose_lease_ran_out_leaves_the_task_to_its_new_holder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fanout, "CHUNK", 10)
    people = await a_crowd(25)
    await happens(Act.MOVED)
    slow = await tasks.claim()
    assert slow is not None
    await fanout.step(slow)
    with moved_to(now() + tasks.LEASE + timedelta(seconds=1)):
        quick = await tasks.claim()
        assert quick is not None

        assert await fanout.step(slow)  # it has nothing more to do
        while not await fanout.step(quick):
            pass

    assert await told() == people


async def test_a_task_that_fails_is_put_off_and_shown_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    await follows(await somebody())
    await happens(Act.MOVED)

    async def broken(event: Event, people: Any) -> set[int]:
        raise RuntimeError("no such subject")

    with monkeypatch.context() as patch:
        patch.setattr(fanout.may_see, "of", lambda key: broken)
        for hours in range(tasks.STUCK_AFTER):
            with moved_to(now() + timedelta(hours=2 * hours)):
                await worker.drain(say=lambda line: None)
    assert [task.last_error for task in await tasks.stuck()] == ["RuntimeError: no such subject"]

    with moved_to(now() + timedelta(hours=10)):
        await fan_out()
    assert len(await told()) == 1
    assert await tasks.stuck() == []


async def test_the_audience_belongs_to_the_event() -> None:
    event = await happens(Act.MOVED, audience=Audience.STAFF)
    assert (await Event.get(id=event.id)).audience is Audience.STAFF

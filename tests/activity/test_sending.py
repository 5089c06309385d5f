"""Mail goes at least once under one Message-ID; what fails is tried again, and then an admin sees it."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

import pytest

from activity import deliveries, sending, worker
from activity.models import Delivery, OutboxMail
from activity.ports import render_mail
from activity.worker import AT_ONCE
from core.clock import moved_to, now
from core.database import in_transaction
from core.errors import NotAllowed, NotFound, Refused
from core.mail import Mail
from core.settings import settings
from people.models import Role
from tests.activity.smtp import FakeServer, mail_server
from tests.activity.world import somebody

Through = Callable[[FakeServer], None]

pytestmark = pytest.mark.usefixtures("database")


@in_transaction
async def a_letter(number: int = 1, target: str = "ada@example.com", kind: str = "letter") -> None:
    await deliveries.queue(kind, number, target)


async def drain() -> list[str]:
    lines: list[str] = []
    await worker.drain(say=lines.append)
    return lines


@pytest.fixture
def through(monkeypatch: pytest.MonkeyPatch) -> Iterator[Through]:
    """Send through this server."""

    def use(server: FakeServer) -> None:
        monkeypatch.setenv("MAIL_URL", server.url)
        settings.cache_clear()

    yield use
    monkeypatch.undo()
    settings.cache_clear()


async def test_without_a_server_mail_is_printed_and_kept() -> None:
    await a_letter()

    assert await drain() == ["Mail to ada@example.com: Letter 1"]

    (kept,) = await deliveries.outbox()
    assert (kept.recipient, kept.subject, kept.message_id) == ("ada@example.com", "Letter 1", "letter-1@test")
    assert (await Delivery.get()).done_at
    assert await drain() == []


async def test_a_message_is_queued_once() -> None:
    await a_letter()
    await a_letter()
    assert await Delivery.all().count() == 1


async def test_mail_goes_through_the_server(through: Through) -> None:
    async with mail_server() as server:
        through(server)
        await a_letter()
        await drain()

    assert [message["Message-ID"] for message in server.messages()] == ["<letter-1@test>"]
    assert await OutboxMail.all().count() == 0
    assert (await Delivery.get()).done_at


async def test_a_sign_in_doesnt_wait_behind_notices() -> None:
    for number in range(6):
        await Delivery.create(kind="letter", reference=number + 10, target="ada@example.com")
    await a_letter(1, "grace@example.com")

    assert "Mail to grace@example.com: Letter 1" in (await drain())[:AT_ONCE], "some are under way together"


@pytest.mark.parametrize("attempt", range(1, 7))
async def test_each_wait_is_longer_and_never_the_same(attempt: int, through: Through) -> None:
    async with mail_server({"RCPT": "450 later"}) as server:
        through(server)
        for number in range(1, 9):
            await a_letter(number)
        await Delivery.all().update(attempts=attempt - 1)
        before = now()
        await drain()

    waits = [each.next_at - before for each in await Delivery.all()]
    expected = sending.WAITS[attempt - 1]
    assert all(expected * 0.69 < wait < expected * 1.31 + timedelta(seconds=30) for wait in waits)
    assert len(set(waits)) > 1
    assert not await Delivery.filter(failed_at__not_isnull=True).exists()


async def test_after_the_last_attempt_an_admin_sees_it_in_words(through: Through) -> None:
    async with mail_server({"RCPT": "450 4.2.0 later"}) as server:
        through(server)
        await a_letter()
        await Delivery.all().update(attempts=len(sending.WAITS))
        await drain()

    (failed,) = await deliveries.failed()
    sentence, answer = failed.last_error.split("\n")
    assert sentence == "The mail server refuses this address or refuses to relay to it."
    assert answer == "450 4.2.0 later"
    assert await deliveries.counts() == {"waiting": 0, "failed": 1}


async def test_what_cant_succeed_fails_at_once_and_can_be_put_back(through: Through) -> None:
    admin = await somebody("root", role=Role.ADMIN)
    async with mail_server({"RCPT": "550 5.7.1 no relay"}) as server:
        through(server)
        await a_letter(1)
        await a_letter(2)
        await drain()
    assert len(await deliveries.failed()) == 2

    async with mail_server() as server:
        through(server)
        await deliveries.retry((await Delivery.get(reference=1)).id, by=admin)
        await drain()
        assert [message["Subject"] for message in server.messages()] == ["Letter 1"]
        assert await deliveries.retry_all(by=admin) == 1
        await drain()
    assert [message["Message-ID"] for message in server.messages()] == ["<letter-1@test>", "<letter-2@test>"]


async def test_only_admins_touch_the_mail() -> None:
    manager = await somebody("boss", role=Role.MANAGER)
    admin = await somebody("root", role=Role.ADMIN, email=None)
    for forbidden in (deliveries.retry(1, by=manager), deliveries.retry_all(by=manager)):
        with pytest.raises(NotAllowed):
            await forbidden
    with pytest.raises(NotAllowed):
        await deliveries.send_test(by=manager)
    with pytest.raises(Refused):
        await deliveries.send_test(by=admin)
    with pytest.raises(NotFound):
        await deliveries.retry(1, by=admin)


async def test_what_nobody_wants_any_more_isnt_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    async def unwanted(delivery: Delivery) -> None:
        return None

    monkeypatch.setattr(render_mail, "of", lambda kind: unwanted)
    await a_letter()
    assert await drain() == []
    assert (await Delivery.get()).done_at

    await a_letter(2)
    await Delivery.filter(reference=2).update(
        last_error="The mail server can't be reached.\nno route", attempts=1
    )
    await drain()
    assert [each.reference for each in await deliveries.failed()] == [
        2
    ]  # it never went: an admin should know


async def test_a_mail_that_cant_be_made_is_no_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(delivery: Delivery) -> Mail:
        raise KeyError("secret-code-123456")

    monkeypatch.setattr(render_mail, "of", lambda kind: broken)
    await a_letter()
    await drain()

    (waiting,) = await deliveries.troubled()
    assert waiting.last_error.startswith("Madang itself failed")
    assert "123456" not in waiting.last_error


async def test_a_killed_workers_mail_goes_when_its_lease_ends() -> None:
    await a_letter()
    (taken,) = await deliveries.claim(4)

    assert await drain() == []
    with moved_to(now() + deliveries.LEASE + timedelta(seconds=1)):
        assert await drain() == ["Mail to ada@example.com: Letter 1"]

    await sending.send(taken, say=lambda line: None)  # the first worker wasn't dead, only slow
    assert await OutboxMail.all().count() == 1


async def test_many_workers_send_each_mail_once() -> None:
    for number in range(40):
        await a_letter(number)

    lines: list[str] = []
    await asyncio.gather(*(worker.drain(say=lines.append) for _ in range(4)))

    assert len(lines) == len(set(lines)) == 40


async def test_nobody_waits_for_the_network_in_a_transaction(through: Through) -> None:
    """While the server keeps silent, others write."""
    async with mail_server({"CONNECT": ""}) as server:
        through(server)
        await a_letter()
        sending_it = asyncio.create_task(drain())
        await server.met.wait()
        async with asyncio.timeout(2):
            await somebody("other")
        assert not sending_it.done()
        sending_it.cancel()
        await asyncio.gather(sending_it, return_exceptions=True)


async def test_a_mail_that_kills_its_workers_is_given_up() -> None:
    await a_letter()
    await Delivery.all().update(attempts=len(sending.WAITS) + 1)
    assert await drain() == []
    assert len(await deliveries.failed()) == 1


async def works_until_something_is_sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Run a worker until it has printed a mail, then stop it; what it printed."""
    lines: list[str] = []
    sent, stop = asyncio.Event(), asyncio.Event()

    def hear(line: str) -> None:
        lines.append(line)
        sent.set()

    monkeypatch.setattr(sending, "aloud", hear)
    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        group.create_task(worker.run(stop))
        await sent.wait()
        stop.set()
    return lines


async def test_the_worker_works_until_it_is_told_to_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    await a_letter()
    assert await works_until_something_is_sent(monkeypatch) == ["Mail to ada@example.com: Letter 1"]


async def test_the_worker_outlives_a_database_that_went_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "LOOK_EVERY", 0.01)
    claim, calls = deliveries.claim, 0

    async def failing(limit: int) -> Sequence[Delivery]:
        nonlocal calls
        calls += 1
        if calls < 3:
            raise ConnectionError("the database went away")
        return await claim(limit)

    monkeypatch.setattr(deliveries, "claim", failing)
    await a_letter()
    assert await works_until_something_is_sent(monkeypatch) == ["Mail to ada@example.com: Letter 1"]

"""Whatever a receiver does, each message is sent until it has arrived or is given up where an admin sees it."""

import asyncio
import signal
from datetime import timedelta
from pathlib import Path

import pytest

from activity import housekeeping, webhooks, worker
from activity.calling_out import FAILING
from activity.models import Delivery, Notice, OffBecause, OutboxMail, Webhook, WebhookAttempt, WebhookMessage
from activity.sending import JITTER, WAITS
from activity.webhook_log import Logged, Standing, log_of
from core import http
from core.clock import moved_to, now
from core.database import rows
from core.settings import settings
from tests.makers import a_person, an_idea
from tests.running import Yard, until
from tests.webhooks import receiver as manners
from tests.webhooks.receiver import Manner, Receiver, answered, receiving
from tests.webhooks.test_telling import a_webhook, drained

pytestmark = pytest.mark.usefixtures("database")

DAY = timedelta(days=1)


async def sent(receiver: Receiver, **more: bool) -> Logged:
    """A test message to this receiver, as the log has it after its first attempt."""
    admin = await a_person("Root", "admin")
    id_, _secret = await a_webhook(receiver, by=admin)
    await webhooks.send_test(id_, by=admin)
    await drained()
    (logged,) = await log_of(id_)
    return logged


FAULTS: dict[str, tuple[bytes | Manner, int | None, str]] = {
    "hangs up": (manners.hangs_up, None, "The receiver broke off, or doesn't speak HTTP."),
    "says nothing": (manners.says_nothing, None, "The receiver doesn't answer in time."),
    "speaks no HTTP": (b"\x00\xffgarbage\r\n\r\n", None, "The receiver broke off, or doesn't speak HTTP."),
    "has endless headers": (
        b"HTTP/1.1 200 OK\r\n" + b"x: y\r\n" * 40_000,
        None,
        "The receiver broke off, or doesn't speak HTTP.",
    ),
    "leads elsewhere": (
        answered("302 Found", b"", "location: http://127.0.0.1:1/"),
        302,
        "The receiver leads elsewhere, and redirects aren't followed: write its last address.",
    ),
    "is broken": (answered("500 Broken", b"Oh"), 500, "The receiver answered that something is wrong."),
    "wants less": (answered("429 Slow down"), 429, "The receiver answered that something is wrong."),
}


@pytest.mark.parametrize("fault", FAULTS)
async def test_what_did_not_arrive_is_tried_again_later(fault: str, inside: pytest.MonkeyPatch) -> None:
    answer, status, sentence = FAULTS[fault]
    inside.setattr(http, "PATIENCE", 0.3 if fault == "says nothing" else 5.0)
    async with receiving(answer) as receiver:
        before = now()
        logged = await sent(receiver)

        (attempt,) = logged.attempts
        assert (attempt.status, attempt.error.split("\n")[0]) == (status, sentence)
        assert logged.standing is Standing.WAITING
        assert logged.next_at
        assert (
            WAITS[0] * (1 - JITTER) < logged.next_at - before < WAITS[0] * (1 + JITTER) + timedelta(minutes=1)
        )
        receiver.answer = manners.OK
        receiver.may_answer.set()
        with moved_to(now() + 2 * WAITS[0]):
            await drained()

    first, again = receiver.got
    assert first.uid == again.uid == logged.message.uid
    assert [each.standing for each in await log_of(logged.message.webhook_id)] == [Standing.ARRIVED]


async def test_a_receiver_that_is_down_or_a_name_that_nobody_knows_is_tried_again() -> None:
    admin = await a_person("Root", "admin")
    async with receiving() as receiver:
        url = receiver.url
    made, _secret = await webhooks.add(url=url, chosen=["idea.posted"], by=admin)
    await webhooks.send_test(made.id, by=admin)
    await drained()
    (logged,) = await log_of(made.id)

    assert logged.attempts[0].error.startswith("The receiver can't be reached.")
    assert logged.standing is Standing.WAITING


@pytest.mark.parametrize(
    ("answer", "kept"),
    [(manners.never_ends, "x" * 2000), (manners.trickles, "wait"), (answered("204 No Content"), "")],
)
async def test_a_status_that_says_yes_is_an_arrival_whatever_follows(
    answer: bytes | Manner, kept: str, inside: pytest.MonkeyPatch
) -> None:
    inside.setattr(http, "PATIENCE", 1.0)
    async with receiving(answer) as receiver:
        logged = await sent(receiver)

    assert (logged.standing, logged.attempts[0].answer) == (Standing.ARRIVED, kept)
    assert len(receiver.got) == 1


async def test_after_the_last_attempt_it_ends_in_the_log_and_can_be_sent_again() -> None:
    async with receiving(answered("503 Later")) as receiver:
        logged = await sent(receiver)
        await Delivery.filter(channel="webhook").update(attempts=len(WAITS), next_at=now())
        await drained()
        webhook = logged.message.webhook_id
        (ended,) = await log_of(webhook)
        assert (ended.standing, ended.error) == (
            Standing.FAILED,
            "The receiver answered that something is wrong.",
        )
        receiver.answer = manners.OK
        await webhooks.send_again(ended.message.id, by=await a_person("Again", "admin"))
        await drained()

    assert {got.uid for got in receiver.got} == {ended.message.uid}
    assert (await log_of(webhook))[0].standing is Standing.ARRIVED


async def test_whoever_is_gone_is_left_alone_and_the_admins_hear_of_it() -> None:
    ko, en = await a_person("Root", "admin", locale="ko"), await a_person("Ruth", "admin", locale="en")
    await a_person("Mina", "manager")
    async with receiving(answered("410 Gone")) as receiver:
        id_, _secret = await a_webhook(receiver, by=ko)
        await webhooks.send_test(id_, by=ko)
        await drained()
        await an_idea()
        await drained()

    webhook = await Webhook.get(id=id_)
    assert (webhook.off_because, len(receiver.got)) == (OffBecause.GONE, 1)
    assert sorted([notice.person_id for notice in await Notice.all()]) == [ko.id, en.id]
    mails = {mail.recipient: mail for mail in await OutboxMail.all()}
    assert "gone for good" in mails[str(en.email)].text
    assert f"/admin/webhooks/{id_}" in mails[str(ko.email)].text
    assert mails[str(ko.email)].text != mails[str(en.email)].text


async def test_after_five_days_without_an_arrival_a_webhook_goes_off() -> None:
    admin = await a_person("Root", "admin")
    async with receiving(answered("500 Broken")) as receiver:
        id_, _secret = await a_webhook(receiver, by=admin)
        await webhooks.send_test(id_, by=admin)
        await drained()
        with moved_to(now() + FAILING - DAY):
            await drained()
            assert (await Webhook.get(id=id_)).is_on
            await webhooks.send_test(id_, by=admin)
        with moved_to(now() + FAILING + DAY):
            await drained()

    webhook = await Webhook.get(id=id_)
    assert webhook.off_because is OffBecause.FAILING
    assert await Delivery.filter(channel="webhook", done_at=None, failed_at=None).count() == 0
    assert await OutboxMail.filter(recipient=admin.email).count() == 1


async def test_one_arrival_begins_the_count_anew() -> None:
    admin = await a_person("Root", "admin")
    async with receiving(answered("500 Broken")) as receiver:
        id_, _secret = await a_webhook(receiver, by=admin)
        await webhooks.send_test(id_, by=admin)
        await drained()
        assert (await Webhook.get(id=id_)).failing_since
        receiver.answer = manners.OK
        with moved_to(now() + DAY):
            await drained()

    assert (await Webhook.get(id=id_)).failing_since is None


async def test_a_slow_receiver_holds_up_nobody_else() -> None:
    admin, stop = await a_person("Root", "admin"), asyncio.Event()
    async with receiving(manners.says_nothing) as slow, receiving() as quick:
        for each in (slow, quick):
            id_, _secret = await a_webhook(each, by=admin)
            for _number in range(6):
                await webhooks.send_test(id_, by=admin)
        working = asyncio.create_task(worker.run(stop))
        await until(
            lambda: len(quick.got) == 6 and len(slow.got) > 0, 20, "the quick one waits for the slow one"
        )
        slow.may_answer.set()
        stop.set()
        await working


async def test_whoever_dies_between_sending_and_writing_it_down_sends_it_again_under_the_same_id(
    database: str, tmp_path: Path
) -> None:
    """A real worker, killed while the receiver has the message and hasn't answered."""
    admin = await a_person("Root", "admin")
    async with receiving(manners.says_nothing) as receiver:
        id_, secret = await a_webhook(receiver, by=admin)
        await webhooks.send_test(id_, by=admin)
        yard = Yard(database, "", tmp_path / "log")
        yard._run("worker")
        try:
            await until(lambda: receiver.came.is_set(), 60, "the worker sends nothing")
        finally:
            yard.running[0].send_signal(signal.SIGKILL)
            yard.running[0].wait()
        assert await WebhookAttempt.all().count() == 0
        receiver.answer = manners.OK
        receiver.may_answer.set()
        await rows("UPDATE delivery SET leased_until = :now WHERE leased_until IS NOT NULL", now=now() - DAY)
        await drained()

    first, again = receiver.got
    assert first.uid == again.uid == (await WebhookMessage.get()).uid
    assert first.verified_by(secret) == again.verified_by(secret)
    assert [each.standing for each in await log_of(id_)] == [Standing.ARRIVED]


async def test_the_log_is_kept_for_thirty_days() -> None:
    async with receiving() as receiver:
        logged = await sent(receiver)
    with moved_to(now() + 29 * DAY):
        await housekeeping._forget_webhook_log()
        assert await WebhookMessage.all().count() == 1
    with moved_to(now() + 31 * DAY):
        await housekeeping._forget_webhook_log()

    assert logged.standing is Standing.ARRIVED
    assert await WebhookMessage.all().count() == await WebhookAttempt.all().count() == 0
    assert await Delivery.filter(channel="webhook").count() == 0


async def test_nothing_goes_inside_where_nobody_named_the_host(inside: pytest.MonkeyPatch) -> None:
    """Also not where a webhook was named when it was made, and isn't any more."""
    async with receiving() as receiver:
        admin = await a_person("Root", "admin")
        id_, _secret = await a_webhook(receiver, by=admin)
        inside.setenv("MADANG_INTERNAL_HOSTS", "127.0.0.1:1")
        settings.cache_clear()
        await webhooks.send_test(id_, by=admin)
        await drained()

    (logged,) = await log_of(id_)
    assert receiver.got == []
    assert "isn't on the public internet" in logged.attempts[0].error

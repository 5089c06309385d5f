"""`Retry-After`: a receiver that is busy is left in peace as long as it asks, and can neither hurry nor stall us."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise

import pytest

from activity import webhooks
from activity.models import Delivery, WebhookAttempt
from activity.putting_off import LATEST, PLACES
from activity.sending import JITTER, WAITS
from activity.webhook_log import Standing, log_of
from core.clock import moved_to, now
from core.pauses import LONGEST, pause_of
from tests.makers import a_person
from tests.webhooks.receiver import answered, receiving
from tests.webhooks.test_telling import a_webhook, drained

HERE = datetime(2027, 3, 31, 9, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LONG = 1 + JITTER

READ = {
    "120": timedelta(minutes=2),
    " 0 ": timedelta(),
    "9" * 5000: LONGEST,
    "Wed, 31 Mar 2027 09:30:00 GMT": timedelta(minutes=30),
    "Wednesday, 31-Mar-27 10:00:00 GMT": HOUR,
    "Wed Mar 31 10:00:00 2027": HOUR,
    "Wed, 31 Mar 2027 10:00:00 +0900": timedelta(),
    "Fri, 31 Dec 9999 23:59:59 -2359": LONGEST,
    "": None,
    "-5": None,
    "1.5": None,
    "soon": None,
    "\u0661\u0662": None,
    "Wed, 99 Mar 2027 99:00:00 GMT": None,
}


@pytest.mark.parametrize("said", READ, ids=lambda said: said[:20])
def test_a_pause_is_read_in_seconds_or_as_a_date_and_nothing_else_is(said: str) -> None:
    with moved_to(HERE):
        assert pause_of(said) == READ[said]


async def tried(status: str, *said: str) -> list[timedelta]:
    """When a message is tried whose receiver answers this each time: since the first time, until it is given up. The
    last of `said` is said from then on."""
    admin = await a_person("Root", "admin")
    async with receiving() as receiver:
        id_, _secret = await a_webhook(receiver, by=admin)
        with moved_to(HERE):
            await webhooks.send_test(id_, by=admin)
        at = HERE
        times: list[timedelta] = []
        while (await log_of(id_))[0].standing is Standing.WAITING:
            pause = said[min(len(times), len(said) - 1)]
            receiver.answer = answered(status, b"", *([f"retry-after: {pause}"] if pause else []))
            times.append(at - HERE)
            with moved_to(at):
                await drained()
            at = (await Delivery.get(channel="webhook")).next_at
    return times


@pytest.mark.usefixtures("database")
async def test_a_receiver_is_left_in_peace_as_long_as_it_asks_and_no_longer() -> None:
    date = format_datetime(HERE + 3 * HOUR, usegmt=True)
    kept = await tried("503 Later", date, "0", "")

    assert kept[:2] == [timedelta(), 3 * HOUR]
    # The four attempts of the first three hours are left out: what follows are the waits of eight hours and of a day.
    assert len(kept) == 4
    assert WAITS[4] * (1 - JITTER) <= kept[2] - kept[1] <= WAITS[4] * LONG
    assert WAITS[5] * (1 - JITTER) <= kept[3] - kept[2] <= WAITS[5] * LONG
    (first, *_others) = await WebhookAttempt.all().order_by("id")
    assert first.error == "The receiver is busy and says when it wishes to be asked again."


LIES = {
    "always a year": ("429 Slow down", ["99999999999"], 2),
    "always nothing": ("429 Slow down", ["0"], 7),
    "always the past": ("503 Later", ["Wed, 21 Oct 2015 07:28:00 GMT"], 7),
    "a little more each time": ("503 Later", [str(int(wait.total_seconds() * 1.5)) for wait in WAITS], 7),
    "with another status": ("500 Broken", ["99999999999"], 7),
    "nearly the whole time": ("503 Later", [str(int(PLACES[-1].total_seconds()) - 60)], 3),
}


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("lie", LIES)
async def test_whatever_a_receiver_asks_it_neither_hurries_nor_stalls_us(lie: str) -> None:
    status, said, most = LIES[lie]
    times = await tried(status, *said)

    waits = [after - before for before, after in pairwise(times)]
    assert 2 <= len(times) <= most
    assert times[-1] <= LATEST
    assert all(wait >= WAITS[each] * (1 - JITTER) for each, wait in enumerate(waits))
    assert len(times) == most or lie == "a little more each time"


@pytest.mark.usefixtures("database")
async def test_a_message_sent_again_by_hand_begins_anew() -> None:
    """What the receiver asked for then isn't held against it now, nor are days in which nobody sent."""
    admin = await a_person("Root", "admin")
    async with receiving(answered("503 Later", b"", "retry-after: 3600")) as receiver:
        id_, _secret = await a_webhook(receiver, by=admin)
        await webhooks.send_test(id_, by=admin)
        await drained()
        (logged,) = await log_of(id_)
        await Delivery.filter(channel="webhook").update(failed_at=now())
        with moved_to(now() + 2 * DAY):
            await webhooks.send_again(logged.message.id, by=admin)
            await drained()
            again = await Delivery.get(channel="webhook")
            assert again.next_at == now() + HOUR
        with moved_to(now() + 4.5 * DAY):
            await drained()
            late = await Delivery.get(channel="webhook")
            assert (late.attempts, late.failed_at) == (again.attempts + 1, None)
            assert late.next_at <= now() + WAITS[late.attempts - 1] * LONG

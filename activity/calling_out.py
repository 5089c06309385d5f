"""Sending to webhooks: at least once, under one `webhook-id`, with no transaction open while a receiver is waited for.

A status from 200 to 299 is an arrival. Anything else is tried again after the same waits as mail, or later where the
receiver asks for that, and ends in the webhook's log. A receiver that says that it is gone (410), or that has taken
nothing for five days, is left alone from then on, and the admins are told.
"""

import logging
from dataclasses import dataclass
from datetime import timedelta

from activity import deliveries
from activity.events import WebhookEvent
from activity.messages import may_hear
from activity.models import Audience, Calling, Delivery, OffBecause, Webhook, WebhookAttempt, WebhookMessage
from activity.operations import record
from activity.ports import render_webhook
from activity.putting_off import next_try
from activity.sending import WAITS
from activity.signing import signed
from activity.webhooks import TURNED_OFF, shut
from core.clock import now
from core.database import in_transaction, rows
from core.words import N_

log = logging.getLogger("madang.webhooks")

FAILING = timedelta(days=5)
"""Where nothing has arrived for so long, the next failure turns the webhook off."""
GONE = 410
BUSY = (429, 503)
"""With these a receiver can say when it wishes to be asked again."""
SHOWN = 2000
"""Characters of an answer that are kept."""
NEVER_FINISHED = N_("Sending this was begun again and again and never finished.")
BROKEN = N_("Madang itself failed while making this message. The log says more.")


@dataclass(frozen=True)
class Outcome:
    """What came of one attempt; `error` is empty where it arrived. `pause`: for how long the receiver wants to be left
    in peace, where it says so."""

    body: str
    status: int | None
    error: str
    answer: str
    milliseconds: int
    pause: timedelta | None = None


async def send(delivery: Delivery) -> None:
    """Bring one leased message a step further: arrived, no longer wanted, put off, or failed."""
    message = await WebhookMessage.get_or_none(id=delivery.reference).select_related("webhook", "event")
    if message is None:
        await deliveries.finish(delivery)
    elif not message.webhook.is_on:
        await deliveries.fail(delivery, TURNED_OFF)
    elif delivery.attempts > len(WAITS) + 1:
        await deliveries.fail(delivery, NEVER_FINISHED)
    elif message.event and not await may_hear(message.webhook, message.event):
        await deliveries.finish(delivery)
    else:
        await _noted(delivery, message, await _attempt(message))


async def _attempt(message: WebhookMessage) -> Outcome:
    from core import http  # with httpx, which no process needs that has no webhook to call

    try:
        body = await render_webhook.of(message.kind)(message)
    except Exception as error:
        log.exception("Webhook message %s could not be made", message.id)
        return Outcome("", None, f"{BROKEN}\n{type(error).__name__}", "", 0)
    headers = {"content-type": "application/json", **signed(message.webhook, message.uid, body)}
    began = now()
    try:
        got = await http.post(message.webhook.url, body.encode(), headers)
    except http.NotReached as error:
        took = int((now() - began) / timedelta(milliseconds=1))
        return Outcome(body, None, f"{error.sentence}\n{error.said}", "", took)
    said = got.body.decode("utf-8", "replace").replace("\x00", "")[:SHOWN]
    pause = got.pause if got.status in BUSY else None
    return Outcome(body, got.status, _error(got.status, pause), said, int(got.seconds * 1000), pause)


def _error(status: int, pause: timedelta | None) -> str:
    if 200 <= status < 300:
        return ""
    if pause is not None:
        return N_("The receiver is busy and says when it wishes to be asked again.")
    if status == GONE:
        return N_("The receiver says that it is gone for good.")
    if 300 <= status < 400:
        return N_("The receiver leads elsewhere, and redirects aren't followed: write its last address.")
    return N_("The receiver answered that something is wrong.")


@in_transaction
async def _noted(delivery: Delivery, message: WebhookMessage, outcome: Outcome) -> None:
    """The attempt, what it means for the message, and what for the webhook, unless that was removed meanwhile."""
    webhook = await Webhook.select_for_update().get_or_none(id=message.webhook_id)
    if webhook is None:
        return
    await WebhookAttempt.create(
        message_id=message.id,
        status=outcome.status,
        error=outcome.error[:SHOWN],
        body=outcome.body,
        answer=outcome.answer,
        milliseconds=outcome.milliseconds,
    )
    if not outcome.error:
        await deliveries.finish(delivery)
        if webhook.failing_since:
            webhook.failing_since = None
            await webhook.save(update_fields=["failing_since"])
        return
    await _later(delivery, outcome)
    if webhook.is_on:
        await _failing(webhook, outcome)


async def _later(delivery: Delivery, outcome: Outcome) -> None:
    if outcome.status == GONE or delivery.attempts > len(WAITS):
        await deliveries.fail(delivery, outcome.error)
        return
    until, attempts = await next_try(delivery, outcome.pause)
    await deliveries.put_off(delivery, until, outcome.error, attempts)


async def _failing(webhook: Webhook, outcome: Outcome) -> None:
    """Since when nothing arrives; where that is too long, or the receiver is gone, the webhook goes off."""
    if webhook.failing_since is None:
        webhook.failing_since = now()
        await webhook.save(update_fields=["failing_since"])
    if outcome.status == GONE:
        await _stop(webhook, OffBecause.GONE)
    elif now() - webhook.failing_since >= FAILING:
        await _stop(webhook, OffBecause.FAILING)


async def _stop(webhook: Webhook, because: OffBecause) -> None:
    """Off, and every admin hears of it."""
    await shut(webhook, because)
    admins = await rows("SELECT id FROM person WHERE role = 'admin' AND deactivated_at IS NULL ORDER BY id")
    await record(
        WebhookEvent.STOPPED,
        by=None,
        about=("webhook", webhook.id),
        audience=Audience.STAFF,
        calling={each["id"]: Calling.ASSIGNED for each in admins},
        because=because.value,
    )
    log.warning("Webhook %s was turned off: %s", webhook.id, because.value)

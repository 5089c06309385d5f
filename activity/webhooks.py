"""Webhooks, as admins keep them: added, changed, turned on and off, given a new secret, tried out.

The secret of a webhook is told once, to whoever makes it or makes it anew.
"""

from collections.abc import Sequence
from typing import Any

from activity.events import WebhookEvent
from activity.messages import make
from activity.models import Audience, OffBecause, Webhook, WebhookKind, WebhookMessage
from activity.operations import record
from activity.permissions import Ranked, can_run_webhooks
from activity.ports import render_webhook
from activity.signing import BOTH, secret_of
from core import addresses
from core.clock import now
from core.database import after_commit, in_transaction, rows
from core.errors import Invalid, NotAllowed, NotFound, Refused
from core.secrets import token
from core.settings import settings
from core.text import one_line
from core.wake import wake
from core.words import N_, _, ngettext

MOST = 50
LONGEST_NAME = 80
TEST = "webhook.test"
"""The kind of the message that an admin sends to try a webhook out. Every webhook hears it."""

TURNED_OFF = N_("The webhook was turned off before this arrived.")


def kinds() -> list[str]:
    """The kinds of events that a webhook can choose among."""
    return [kind for kind in render_webhook.keys if kind != TEST]


@in_transaction
async def add(
    *, url: str, name: str = "", chosen: Sequence[str], internal: bool = False, by: Ranked
) -> tuple[Webhook, str]:
    """A new webhook, which is on, and its secret. Raises `Invalid` for `url`, `name`, `kinds`."""
    demand_admin(by)
    fields: dict[str, Any] = _checked(url=url, name=name, chosen=chosen)
    if await Webhook.all().count() >= MOST:
        raise Refused(_("There are %(number)s webhooks, which is as many as there can be.", number=MOST))
    made = await Webhook.create(made_by_id=by.id, internal=internal, seed=token(), **fields)
    await _choose(made, chosen)
    await _record(WebhookEvent.ADDED, made, by, internal=internal, kinds=sorted(set(chosen)))
    return made, secret_of(made.seed)


@in_transaction
async def change(
    webhook_id: int,
    *,
    url: str | None = None,
    name: str | None = None,
    chosen: Sequence[str] | None = None,
    internal: bool | None = None,
    by: Ranked,
) -> Webhook:
    """Change what is given and leave the rest. Raises as `add`. What waits goes to the new address."""
    webhook = await held(webhook_id, by)
    before = await kinds_of(webhook)
    wanted = before if chosen is None else chosen
    fields: dict[str, Any] = _checked(
        url=webhook.url if url is None else url, name=webhook.name if name is None else name, chosen=wanted
    )
    fields["internal"] = webhook.internal if internal is None else internal
    changed = [each for each, value in fields.items() if getattr(webhook, each) != value]
    for each in changed:
        setattr(webhook, each, fields[each])
    if changed:
        await webhook.save(update_fields=changed)
    if set(wanted) != set(before):
        await _choose(webhook, wanted)
        changed.append("kinds")
    if changed:
        await _record(WebhookEvent.CHANGED, webhook, by, fields=sorted(changed))
    return webhook


@in_transaction
async def renew_secret(webhook_id: int, *, by: Ranked) -> str:
    """A new secret. For a day messages carry both signatures, so that the receiver can change over meanwhile."""
    webhook = await held(webhook_id, by)
    webhook.seed, webhook.seed_before, webhook.before_until = token(), webhook.seed, now() + BOTH
    await webhook.save(update_fields=["seed", "seed_before", "before_until"])
    await _record(WebhookEvent.REKEYED, webhook, by)
    return secret_of(webhook.seed)


@in_transaction
async def turn_on(webhook_id: int, *, by: Ranked) -> None:
    """From now on it is told; what happened while it was off isn't made up for."""
    webhook = await held(webhook_id, by)
    if webhook.is_on:
        return
    await Webhook.filter(id=webhook.id).update(off_because=None, off_at=None, failing_since=None)
    await _record(WebhookEvent.TURNED_ON, webhook, by)


@in_transaction
async def turn_off(webhook_id: int, *, by: Ranked) -> None:
    """It is told no more. What waits for it ends in its log, from where it can be sent again."""
    webhook = await held(webhook_id, by)
    if webhook.is_on:
        await shut(webhook, OffBecause.BY_HAND)
        await _record(WebhookEvent.TURNED_OFF, webhook, by)


@in_transaction
async def remove(webhook_id: int, *, by: Ranked) -> None:
    """It goes, with its log. Its story stays."""
    webhook = await held(webhook_id, by)
    await rows("DELETE FROM delivery WHERE channel = 'webhook' AND target = :target", target=str(webhook.id))
    await webhook.delete()
    await _record(WebhookEvent.REMOVED, webhook, by)


@in_transaction
async def send_test(webhook_id: int, *, by: Ranked) -> WebhookMessage:
    """A message that says nothing but that it arrived."""
    webhook = await held(webhook_id, by)
    _demand_on(webhook)
    made = await make(webhook.id, None, TEST)
    assert made is not None
    return await WebhookMessage.get(id=made)


@in_transaction
async def send_again(message_id: int, *, by: Ranked) -> WebhookMessage:
    """Once more from the beginning, under the same `webhook-id`, whatever became of it before."""
    demand_admin(by)
    message = await WebhookMessage.get_or_none(id=message_id)
    if message is None:
        raise NotFound
    _demand_on(await held(message.webhook_id, by))
    again = await rows(
        """UPDATE delivery SET done_at = NULL, failed_at = NULL, attempts = 0, last_error = '', leased_until = NULL,
             created_at = :now, next_at = :now
           WHERE channel = 'webhook' AND kind = 'webhook' AND reference = :message
             AND (done_at IS NOT NULL OR failed_at IS NOT NULL OR leased_until IS NULL) RETURNING id""",
        now=now(),
        message=message.id,
    )
    if not again:
        raise Refused(_("It is being sent at this moment."))
    after_commit(wake)
    return message


async def shut(webhook: Webhook, because: OffBecause) -> None:
    """Inside a transaction: off, and whatever waits for it ends in its log."""
    webhook.off_because, webhook.off_at = because, now()
    await webhook.save(update_fields=["off_because", "off_at"])
    await rows(
        """UPDATE delivery SET failed_at = :now, leased_until = NULL, last_error = :why
           WHERE channel = 'webhook' AND target = :target AND done_at IS NULL AND failed_at IS NULL""",
        now=now(),
        why=TURNED_OFF,
        target=str(webhook.id),
    )


async def held(webhook_id: int, by: Ranked) -> Webhook:
    """The webhook, locked until the transaction ends. Raises `NotFound`, and `NotAllowed` for whoever is no admin."""
    demand_admin(by)
    found = await Webhook.select_for_update().get_or_none(id=webhook_id)
    if found is None:
        raise NotFound
    return found


def demand_admin(person: Ranked) -> None:
    if not can_run_webhooks(person):
        raise NotAllowed(_("Only admins look after the webhooks."))


def _demand_on(webhook: Webhook) -> None:
    if not webhook.is_on:
        raise Refused(_("This webhook is off. Turn it on first."))


async def kinds_of(webhook: Webhook) -> list[str]:
    chosen = WebhookKind.filter(webhook_id=webhook.id).order_by("kind")
    return [str(kind) for kind in await chosen.values_list("kind", flat=True)]


async def _choose(webhook: Webhook, chosen: Sequence[str]) -> None:
    await WebhookKind.filter(webhook_id=webhook.id).delete()
    await WebhookKind.bulk_create([WebhookKind(webhook=webhook, kind=kind) for kind in sorted(set(chosen))])


def _checked(*, url: str, name: str, chosen: Sequence[str]) -> dict[str, str]:
    """The fields as they are kept. A webhook without a name is called by its host."""
    wrong = {}
    url, name, host = url.strip(), one_line(name), ""
    try:
        place = addresses.read(url)
        addresses.check(place, addresses.internal_hosts(settings().internal_hosts))
        host = place.host[:LONGEST_NAME]
    except addresses.Unfit as error:
        wrong["url"] = _(error.sentence)
    if len(name) > LONGEST_NAME:
        wrong["name"] = ngettext("Up to %(num)s character.", "Up to %(num)s characters.", LONGEST_NAME)
    if not chosen:
        wrong["kinds"] = _("Choose at least one kind of event.")
    elif not set(chosen) <= set(kinds()):
        wrong["kinds"] = _("There is no such kind of event.")
    if wrong:
        raise Invalid(wrong)
    return {"url": url, "name": name or host}


async def _record(action: WebhookEvent, webhook: Webhook, by: Any, **details: Any) -> None:
    await record(action, by=by, about=("webhook", webhook.id), audience=Audience.STAFF, **details)

"""What admins see of the webhooks: which there are, how they stand, and what was sent to each of them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tortoise.expressions import Q

from activity.models import OffBecause, Webhook, WebhookAttempt, WebhookKind, WebhookMessage
from core.database import Row, moment, row, rows
from core.errors import NotFound

PAGE = 30


class Standing(StrEnum):
    """What became of a message. Withheld: when it was to be sent its event wasn't to be read by everyone any more."""

    WAITING = "waiting"
    ARRIVED = "arrived"
    WITHHELD = "withheld"
    FAILED = "failed"


@dataclass(frozen=True)
class Logged:
    """A message with its attempts, the latest first. `next_at` where it waits for one; `error` where it ended badly."""

    message: WebhookMessage
    standing: Standing
    attempts: Sequence[WebhookAttempt]
    next_at: datetime | None
    error: str


@dataclass(frozen=True)
class Listed:
    webhook: Webhook
    kinds: Sequence[str]
    waiting: int
    failed: int


@dataclass(frozen=True)
class Troubled:
    """A webhook to which nothing arrives, and the last that it was sent, unless that is forgotten."""

    webhook: Webhook
    last: WebhookAttempt | None


async def webhook_of(webhook_id: int) -> Webhook:
    """Raises `NotFound`."""
    found = await Webhook.get_or_none(id=webhook_id).select_related("made_by")
    if found is None:
        raise NotFound
    return found


async def listed(only: int | None = None) -> list[Listed]:
    """Every webhook, the newest first, or one of them."""
    those = Webhook.all() if only is None else Webhook.filter(id=only)
    webhooks = await those.order_by("-id").select_related("made_by")
    kinds: dict[int, list[str]] = defaultdict(list)
    for each in await WebhookKind.filter(webhook_id__in=[one.id for one in webhooks]).order_by("kind"):
        kinds[each.webhook_id].append(each.kind)
    counted = {int(found["target"]): found for found in await _counted()}
    nothing: Row = {"waiting": 0, "failed": 0}
    return [
        Listed(each, kinds[each.id], int(its["waiting"]), int(its["failed"]))
        for each in webhooks
        for its in [counted.get(each.id, nothing)]
    ]


async def _counted() -> list[Row]:
    return await rows(
        """SELECT target, SUM(CASE WHEN failed_at IS NULL THEN 1 ELSE 0 END) AS waiting,
                  SUM(CASE WHEN failed_at IS NULL THEN 0 ELSE 1 END) AS failed
           FROM delivery WHERE channel = 'webhook' AND done_at IS NULL GROUP BY target"""
    )


async def counts() -> dict[str, int]:
    """How many webhooks there are, and how many have gone off by themselves."""
    found = await row(
        """SELECT COUNT(*) AS webhooks,
                  (SELECT COUNT(*) FROM webhook WHERE off_because IN ('gone', 'failing')) AS stopped FROM webhook"""
    )
    assert found is not None
    return {name: int(number) for name, number in found.items()}


async def troubled() -> list[Troubled]:
    """The webhooks that have gone off by themselves, and those to which nothing has arrived lately."""
    stopped = Q(off_because__in=[OffBecause.GONE, OffBecause.FAILING])
    failing = Q(off_because__isnull=True, failing_since__isnull=False)
    return [
        Troubled(each, await WebhookAttempt.filter(message__webhook_id=each.id).order_by("-id").first())
        for each in await Webhook.filter(stopped | failing).order_by("id")
    ]


async def late(before: datetime) -> tuple[int, datetime | None]:
    """How many messages should have been sent before this and weren't, and since when the oldest of them is due."""
    found = await row(
        """SELECT COUNT(*) AS num, MIN(next_at) AS oldest FROM delivery
           WHERE channel = 'webhook' AND done_at IS NULL AND failed_at IS NULL AND next_at < :before""",
        before=before,
    )
    assert found is not None
    return int(found["num"]), moment(found["oldest"])


async def log_of(webhook_id: int, before: int | None = None) -> list[Logged]:
    """A page of what was sent to a webhook, the newest first."""
    older = {"id__lt": before} if before else {}
    found = await WebhookMessage.filter(webhook_id=webhook_id, **older).order_by("-id").limit(PAGE)
    return await _logged(found)


async def logged(message_id: int) -> Logged:
    """One message. Raises `NotFound`."""
    found = await WebhookMessage.filter(id=message_id).select_related("webhook")
    if not found:
        raise NotFound
    return (await _logged(found))[0]


async def _logged(messages: Sequence[WebhookMessage]) -> list[Logged]:
    ids = [each.id for each in messages]
    attempts: dict[int, list[WebhookAttempt]] = defaultdict(list)
    for attempt in await WebhookAttempt.filter(message_id__in=ids).order_by("-id"):
        attempts[attempt.message_id].append(attempt)
    ends = {each["reference"]: each for each in await _deliveries(ids)}
    return [_as_logged(each, attempts[each.id], ends.get(each.id, {})) for each in messages]


async def _deliveries(ids: Sequence[int]) -> list[Row]:
    return await rows(
        """SELECT reference, done_at, failed_at, next_at, last_error FROM delivery
           WHERE channel = 'webhook' AND kind = 'webhook' AND reference IN :messages""",
        messages=list(ids),
    )


def _as_logged(message: WebhookMessage, attempts: Sequence[WebhookAttempt], end: Row) -> Logged:
    over = bool(end.get("done_at") or end.get("failed_at"))
    if end and not over:
        standing = Standing.WAITING
    elif attempts and not attempts[0].error:
        standing = Standing.ARRIVED
    else:
        standing = Standing.FAILED if end.get("failed_at") else Standing.WITHHELD
    return Logged(
        message,
        standing,
        attempts,
        moment(end.get("next_at")) if standing is Standing.WAITING else None,
        str(end.get("last_error") or "") if standing is Standing.FAILED else "",
    )

"""The tables of webhooks: where others want to hear of what happens, and what was sent to them."""

from enum import StrEnum
from typing import Any

from tortoise import fields
from tortoise.fields import CASCADE, RESTRICT
from tortoise.models import Model

from core.clock import now


class OffBecause(StrEnum):
    """Why a webhook is off: an admin said so, its receiver said that it is gone (410), or nothing arrived for days."""

    BY_HAND = "by_hand"
    GONE = "gone"
    FAILING = "failing"


class Webhook(Model):
    """An address that is told of some kinds of events.

    `internal`: it also hears what staff may read of ideas and the roadmap. `off_because` is null while it is on.
    `failing_since`: nothing has arrived from then on. `seed` and `seed_before` are no secrets: those follow from them
    and from the yard's secret key (`activity.signing`); the one before counts until `before_until`.
    """

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    made_by: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "people.Person", related_name=False, on_delete=RESTRICT
    )
    name = fields.CharField(max_length=80)
    url = fields.CharField(max_length=2000)
    internal = fields.BooleanField(default=False)
    off_because = fields.CharEnumField(OffBecause, max_length=10, null=True)
    off_at = fields.DatetimeField(null=True)
    failing_since = fields.DatetimeField(null=True)
    seed = fields.CharField(max_length=64)
    seed_before = fields.CharField(max_length=64, default="")
    before_until = fields.DatetimeField(null=True)

    made_by_id: int

    class Meta:
        table = "webhook"

    @property
    def is_on(self) -> bool:
        return self.off_because is None


class WebhookKind(Model):
    """A webhook hears of this kind of event, by its action's name."""

    id = fields.BigIntField(primary_key=True)
    webhook: fields.ForeignKeyRelation["Webhook"] = fields.ForeignKeyField(
        "activity.Webhook", related_name=False, on_delete=CASCADE
    )
    kind = fields.CharField(max_length=60)

    webhook_id: int

    class Meta:
        table = "webhook_kind"
        unique_together = (("kind", "webhook"),)


class WebhookMessage(Model):
    """One event for one webhook, once; or, without an event, a test. `uid` is its `webhook-id`, at every attempt."""

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    webhook: fields.ForeignKeyRelation["Webhook"] = fields.ForeignKeyField(
        "activity.Webhook", related_name=False, on_delete=CASCADE
    )
    event: fields.ForeignKeyNullableRelation[Any] = fields.ForeignKeyField(
        "activity.Event", related_name=False, null=True, on_delete=RESTRICT
    )
    kind = fields.CharField(max_length=60)
    uid = fields.CharField(max_length=40, unique=True)

    webhook_id: int
    event_id: int | None

    class Meta:
        table = "webhook_message"
        unique_together = (("webhook", "event"),)


class WebhookAttempt(Model):
    """A message was sent once: what was said, and what came back.

    `status` is null where no answer came, and `error` then says why: a message id, and behind a newline the network's
    own words. `answer` is the beginning of the receiver's body.
    """

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    message: fields.ForeignKeyRelation["WebhookMessage"] = fields.ForeignKeyField(
        "activity.WebhookMessage", related_name=False, on_delete=CASCADE, db_index=True
    )
    status = fields.IntField(null=True)
    error = fields.TextField(default="")
    body = fields.TextField()
    answer = fields.TextField(default="")
    milliseconds = fields.IntField()

    message_id: int

    class Meta:
        table = "webhook_attempt"

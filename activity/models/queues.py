"""The tables of what waits to be done: tasks, and messages on their way."""

from enum import StrEnum

from tortoise import fields
from tortoise.fields import CASCADE
from tortoise.models import Model

from core.clock import now


class Channel(StrEnum):
    MAIL = "mail"
    WEBHOOK = "webhook"


class Task(Model):
    """Work that a transaction left behind, done by a worker that holds its lease. `cursor` tells how far it
    came."""

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    kind = fields.CharField(max_length=20)
    key = fields.CharField(max_length=80, unique=True)
    reference = fields.BigIntField()
    due_at = fields.DatetimeField(default=now)
    cursor = fields.CharField(max_length=80, default="")
    leased_until = fields.DatetimeField(null=True)
    attempts = fields.IntField(default=0)
    done_at = fields.DatetimeField(null=True)
    last_error = fields.TextField(default="")

    class Meta:
        table = "task"


class Delivery(Model):
    """One message on its way to one target. What it says is rendered when it is sent, from `kind` and
    `reference`: a mail's is what it is about, a webhook's its message; the target is an address or a webhook's id.

    Ends with `done_at` (sent, or no longer wanted) or `failed_at`, which an admin sees and can put back.
    """

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    channel = fields.CharEnumField(Channel, max_length=10, default=Channel.MAIL)
    kind = fields.CharField(max_length=20)
    reference = fields.BigIntField()
    target = fields.CharField(max_length=320)
    attempts = fields.IntField(default=0)
    next_at = fields.DatetimeField(default=now)
    leased_until = fields.DatetimeField(null=True)
    done_at = fields.DatetimeField(null=True)
    failed_at = fields.DatetimeField(null=True)
    last_error = fields.TextField(default="")

    class Meta:
        table = "delivery"
        unique_together = (("channel", "kind", "reference"),)


class OutboxMail(Model):
    """A mail as it went out where no mail server is configured, for admins to read. `private`: what it says is for its
    reader alone, and no page shows it to anybody else."""

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    delivery: fields.OneToOneRelation["Delivery"] = fields.OneToOneField(
        "activity.Delivery", related_name=False, on_delete=CASCADE
    )
    message_id = fields.CharField(max_length=255)
    recipient = fields.CharField(max_length=320)
    subject = fields.CharField(max_length=500)
    text = fields.TextField()
    html = fields.TextField()
    private = fields.BooleanField(default=False, db_default=False)

    class Meta:
        table = "outbox_mail"


class Pulse(Model):
    """A worker's sign of life (see `activity.pulse`)."""

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    name = fields.CharField(max_length=100, unique=True)
    seen_at = fields.DatetimeField(default=now)

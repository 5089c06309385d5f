"""Webhooks, what is sent to them, and each attempt at it. What is due is read webhook by webhook."""

from typing import Any

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.migrations import operations as ops

from activity.models.webhooks import OffBecause
from core.clock import now
from core.migrations import statements


async def indexes(apps: Any, editor: Any) -> None:
    await statements(
        editor,
        both=(
            """CREATE INDEX delivery_webhook ON delivery (target, next_at)
               WHERE channel = 'webhook' AND done_at IS NULL AND failed_at IS NULL""",
            "CREATE INDEX webhook_message_log ON webhook_message (webhook_id, id)",
            "CREATE INDEX webhook_message_age ON webhook_message (created_at)",
        ),
    )


def _id() -> fields.BigIntField:
    return fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)


def _moment() -> Any:
    return fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)


def _to(model: str, column: str, **more: Any) -> Any:
    given = {"on_delete": OnDelete.CASCADE, **more}
    return fields.ForeignKeyField(
        model, source_field=column, db_constraint=True, to_field="id", related_name=False, **given
    )


class Migration(migrations.Migration):
    dependencies = [("activity", "0006_private"), ("people", "0002_rules")]

    operations = [
        ops.CreateModel(
            name="Webhook",
            fields=[
                ("id", _id()),
                ("created_at", _moment()),
                ("made_by", _to("people.Person", "made_by_id", on_delete=OnDelete.RESTRICT)),
                ("name", fields.CharField(max_length=80)),
                ("url", fields.CharField(max_length=2000)),
                ("internal", fields.BooleanField(default=False)),
                ("off_because", fields.CharEnumField(OffBecause, description="", max_length=10, null=True)),
                ("off_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("failing_since", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("seed", fields.CharField(max_length=64)),
                ("seed_before", fields.CharField(default="", max_length=64)),
                ("before_until", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={"table": "webhook", "app": "activity", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="WebhookKind",
            fields=[
                ("id", _id()),
                ("webhook", _to("activity.Webhook", "webhook_id")),
                ("kind", fields.CharField(max_length=60)),
            ],
            options={
                "table": "webhook_kind",
                "app": "activity",
                "unique_together": (("kind", "webhook"),),
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="WebhookMessage",
            fields=[
                ("id", _id()),
                ("created_at", _moment()),
                ("webhook", _to("activity.Webhook", "webhook_id")),
                ("event", _to("activity.Event", "event_id", null=True, on_delete=OnDelete.RESTRICT)),
                ("kind", fields.CharField(max_length=60)),
                ("uid", fields.CharField(unique=True, max_length=40)),
            ],
            options={
                "table": "webhook_message",
                "app": "activity",
                "unique_together": (("webhook", "event"),),
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="WebhookAttempt",
            fields=[
                ("id", _id()),
                ("created_at", _moment()),
                ("message", _to("activity.WebhookMessage", "message_id", db_index=True)),
                ("status", fields.IntField(null=True)),
                ("error", fields.TextField(default="", unique=False)),
                ("body", fields.TextField(unique=False)),
                ("answer", fields.TextField(default="", unique=False)),
                ("milliseconds", fields.IntField()),
            ],
            options={"table": "webhook_attempt", "app": "activity", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.RunPython(indexes),
    ]

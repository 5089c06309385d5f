from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from activity.models import Audience, Calling, Channel, Choice, Reason
from core.clock import now
from json import dumps, loads
from tortoise.fields.base import OnDelete
from tortoise import fields


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    initial = True

    operations = [
        ops.CreateModel(
            name="Delivery",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                (
                    "channel",
                    fields.CharEnumField(
                        default=Channel.MAIL, description="", enum_type=Channel, max_length=10
                    ),
                ),
                ("kind", fields.CharField(max_length=20)),
                ("reference", fields.BigIntField()),
                ("target", fields.CharField(max_length=320)),
                ("attempts", fields.IntField(default=0)),
                ("next_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ("leased_until", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("done_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("failed_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("last_error", fields.TextField(default="", unique=False)),
            ],
            options={
                "table": "delivery",
                "app": "activity",
                "unique_together": (("channel", "kind", "reference"),),
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Event",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ("action", fields.CharField(max_length=60)),
                (
                    "actor",
                    fields.ForeignKeyField(
                        "people.Person",
                        source_field="actor_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("subject_type", fields.CharField(max_length=20)),
                ("subject_id", fields.BigIntField()),
                (
                    "root",
                    fields.ForeignKeyField(
                        "activity.Event",
                        source_field="root_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "audience",
                    fields.CharEnumField(
                        default=Audience.PUBLIC, description="", enum_type=Audience, max_length=10
                    ),
                ),
                ("in_story", fields.BooleanField(default=True)),
                (
                    "details",
                    fields.JSONField(
                        default=dict, encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
                    ),
                ),
            ],
            options={"table": "event", "app": "activity", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Addressee",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                (
                    "event",
                    fields.ForeignKeyField(
                        "activity.Event",
                        source_field="event_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "person",
                    fields.ForeignKeyField(
                        "people.Person",
                        source_field="person_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("reason", fields.CharEnumField(description="", enum_type=Calling, max_length=12)),
            ],
            options={
                "table": "addressee",
                "app": "activity",
                "unique_together": (("event", "person"),),
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Notice",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                (
                    "root",
                    fields.ForeignKeyField(
                        "activity.Event",
                        source_field="root_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "event",
                    fields.ForeignKeyField(
                        "activity.Event",
                        source_field="event_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "person",
                    fields.ForeignKeyField(
                        "people.Person",
                        source_field="person_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("reason", fields.CharField(max_length=12)),
                ("seen_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "notice",
                "app": "activity",
                "unique_together": (("root", "person"),),
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="OutboxMail",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                (
                    "delivery",
                    fields.OneToOneField(
                        "activity.Delivery",
                        source_field="delivery_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("message_id", fields.CharField(max_length=255)),
                ("recipient", fields.CharField(max_length=320)),
                ("subject", fields.CharField(max_length=500)),
                ("text", fields.TextField(unique=False)),
                ("html", fields.TextField(unique=False)),
            ],
            options={"table": "outbox_mail", "app": "activity", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Preference",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                (
                    "person",
                    fields.ForeignKeyField(
                        "people.Person",
                        source_field="person_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("kind", fields.CharField(max_length=20)),
                ("choice", fields.CharEnumField(description="", enum_type=Choice, max_length=10)),
            ],
            options={
                "table": "preference",
                "app": "activity",
                "unique_together": (("person", "kind"),),
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Statement",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                (
                    "event",
                    fields.ForeignKeyField(
                        "activity.Event",
                        source_field="event_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("part", fields.CharField(default="reason", max_length=20)),
                ("body", fields.TextField(unique=False)),
                ("lang", fields.CharField(max_length=8)),
                ("redacted_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "statement",
                "app": "activity",
                "unique_together": (("event", "part"),),
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Submission",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                (
                    "person",
                    fields.ForeignKeyField(
                        "people.Person",
                        source_field="person_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("key", fields.CharField(max_length=80)),
                ("subject_type", fields.CharField(default="", max_length=20)),
                ("subject_id", fields.BigIntField(default=0)),
            ],
            options={
                "table": "submission",
                "app": "activity",
                "unique_together": (("person", "key"),),
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Subscription",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                (
                    "person",
                    fields.ForeignKeyField(
                        "people.Person",
                        source_field="person_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("subject_type", fields.CharField(max_length=20)),
                ("subject_id", fields.BigIntField()),
                ("reason", fields.CharEnumField(description="", enum_type=Reason, max_length=12)),
                ("muted", fields.BooleanField(default=False)),
            ],
            options={
                "table": "subscription",
                "app": "activity",
                "unique_together": (("subject_type", "subject_id", "person"),),
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Task",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ("kind", fields.CharField(max_length=20)),
                ("key", fields.CharField(unique=True, max_length=80)),
                ("reference", fields.BigIntField()),
                ("due_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ("cursor", fields.CharField(default="", max_length=80)),
                ("leased_until", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("attempts", fields.IntField(default=0)),
                ("done_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("last_error", fields.TextField(default="", unique=False)),
            ],
            options={"table": "task", "app": "activity", "pk_attr": "id"},
            bases=["Model"],
        ),
    ]

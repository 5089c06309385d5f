from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from core.clock import now
from ideas.models import Kind
from json import dumps, loads
from moving.models import State, Thing
from tortoise.fields.base import OnDelete
from tortoise import fields


class Migration(migrations.Migration):
    dependencies = [
        ("ideas", "0001_initial"),
        ("ideas", "0002_rules"),
        ("ideas", "0003_trust"),
        ("ideas", "0004_search"),
        ("ideas", "0005_exposure"),
        ("ideas", "0006_vectors"),
        ("ideas", "0007_answers"),
        ("people", "0001_initial"),
        ("people", "0002_rules"),
        ("people", "0003_staff"),
    ]

    initial = True

    operations = [
        ops.CreateModel(
            name="Arrival",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ("source", fields.CharField(max_length=60)),
                ("thing", fields.CharEnumField(description="", enum_type=Thing, max_length=10)),
                ("source_id", fields.CharField(max_length=160)),
                ("subject_id", fields.BigIntField()),
            ],
            options={
                "table": "arrival",
                "app": "moving",
                "unique_together": (("source", "thing", "source_id"),),
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Mapping",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ("name", fields.CharField(unique=True, max_length=60)),
                (
                    "columns",
                    fields.JSONField(
                        default=dict, encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
                    ),
                ),
            ],
            options={"table": "import_mapping", "app": "moving", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="OldAddress",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ("path", fields.CharField(unique=True, max_length=300)),
                (
                    "idea",
                    fields.ForeignKeyField(
                        "ideas.Idea",
                        source_field="idea_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
            ],
            options={"table": "old_address", "app": "moving", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Upload",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                (
                    "by",
                    fields.ForeignKeyField(
                        "people.Person",
                        source_field="by_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("name", fields.CharField(max_length=200)),
                ("content", fields.BinaryField()),
                ("total", fields.IntField(default=0)),
                (
                    "columns",
                    fields.JSONField(
                        default=dict, encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
                    ),
                ),
                ("source", fields.CharField(default="", max_length=60)),
                ("board", fields.CharField(default="", max_length=60)),
                (
                    "kind",
                    fields.CharEnumField(default=Kind.IDEA, description="", enum_type=Kind, max_length=10),
                ),
                ("zone", fields.CharField(default="UTC", max_length=64)),
                ("locale", fields.CharField(default="en", max_length=8)),
                (
                    "state",
                    fields.CharEnumField(default=State.DRAFT, description="", enum_type=State, max_length=10),
                ),
                ("read", fields.IntField(default=0)),
                ("taken", fields.IntField(default=0)),
                ("updated", fields.IntField(default=0)),
                ("unchanged", fields.IntField(default=0)),
                ("left_out", fields.IntField(default=0)),
                ("problem", fields.TextField(default="", unique=False)),
                ("ended_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={"table": "upload", "app": "moving", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="LeftRow",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "upload",
                    fields.ForeignKeyField(
                        "moving.Upload",
                        source_field="upload_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("line", fields.IntField()),
                ("source_id", fields.CharField(default="", max_length=160)),
                ("title", fields.CharField(default="", max_length=200)),
                ("reason", fields.TextField(unique=False)),
            ],
            options={
                "table": "left_row",
                "app": "moving",
                "unique_together": (("upload", "line"),),
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
    ]

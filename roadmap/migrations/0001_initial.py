from tortoise import migrations
from tortoise.migrations import operations as ops
from core.clock import now
from ideas.models import BoardAudience
from roadmap.models import Answer, AskRole, Horizon, ImprovementState, ItemStage, Moment
from tortoise.fields.base import OnDelete
from tortoise import fields


class Migration(migrations.Migration):
    dependencies = [
        ("ideas", "0001_initial"),
        ("ideas", "0002_rules"),
        ("ideas", "0003_trust"),
        ("people", "0001_initial"),
        ("people", "0002_rules"),
    ]

    initial = True

    operations = [
        ops.CreateModel(
            name="Ask",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                (
                    "idea",
                    fields.ForeignKeyField(
                        "ideas.Idea",
                        source_field="idea_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("cycle", fields.IntField()),
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
                ("role", fields.CharEnumField(description="", enum_type=AskRole, max_length=6)),
                ("answer", fields.CharEnumField(null=True, description="", enum_type=Answer, max_length=10)),
            ],
            options={
                "table": "ask",
                "app": "roadmap",
                "unique_together": (("idea", "cycle", "person"),),
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Improvement",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ("title", fields.CharField(max_length=120)),
                ("what_was_wrong", fields.TextField(default="", unique=False)),
                ("what_was_wrong_html", fields.TextField(default="", unique=False)),
                ("what_changed", fields.TextField(default="", unique=False)),
                ("what_changed_html", fields.TextField(default="", unique=False)),
                ("lesson", fields.TextField(default="", unique=False)),
                ("lesson_html", fields.TextField(default="", unique=False)),
                ("unmeasured_because", fields.TextField(default="", unique=False)),
                ("lang", fields.CharField(default="", max_length=8)),
                (
                    "state",
                    fields.CharEnumField(
                        default=ImprovementState.DRAFT,
                        description="",
                        enum_type=ImprovementState,
                        max_length=10,
                    ),
                ),
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
                ("posted_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("retracted_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("confirmations", fields.IntField(default=0)),
            ],
            options={"table": "improvement", "app": "roadmap", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Answered",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                (
                    "improvement",
                    fields.ForeignKeyField(
                        "roadmap.Improvement",
                        source_field="improvement_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "complaint",
                    fields.ForeignKeyField(
                        "ideas.Idea",
                        source_field="complaint_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("cycle", fields.IntField()),
                ("quote", fields.TextField(default="", unique=False)),
            ],
            options={
                "table": "answered",
                "app": "roadmap",
                "unique_together": (("improvement", "complaint"),),
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Evidence",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                (
                    "improvement",
                    fields.ForeignKeyField(
                        "roadmap.Improvement",
                        source_field="improvement_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("moment", fields.CharEnumField(description="", enum_type=Moment, max_length=6)),
                ("text", fields.TextField(default="", unique=False)),
                ("value", fields.FloatField(null=True)),
                ("unit", fields.CharField(default="", max_length=40)),
                ("measured_at", fields.DateField(null=True)),
                ("source", fields.CharField(default="", max_length=200)),
            ],
            options={"table": "evidence", "app": "roadmap", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Item",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ("title", fields.CharField(max_length=120)),
                ("summary", fields.TextField(default="", unique=False)),
                ("summary_html", fields.TextField(default="", unique=False)),
                ("lang", fields.CharField(default="", max_length=8)),
                (
                    "stage",
                    fields.CharEnumField(
                        default=ItemStage.EXPLORING, description="", enum_type=ItemStage, max_length=10
                    ),
                ),
                (
                    "horizon",
                    fields.CharEnumField(
                        default=Horizon.LATER, description="", enum_type=Horizon, max_length=6
                    ),
                ),
                (
                    "audience",
                    fields.CharEnumField(
                        default=BoardAudience.EVERYONE, description="", enum_type=BoardAudience, max_length=10
                    ),
                ),
                ("promised_for", fields.DateField(null=True)),
                (
                    "owner",
                    fields.ForeignKeyField(
                        "people.Person",
                        source_field="owner_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("position", fields.IntField(default=0)),
                ("stage_changed_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
            ],
            options={"table": "item", "app": "roadmap", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Link",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                (
                    "item",
                    fields.ForeignKeyField(
                        "roadmap.Item",
                        source_field="item_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "idea",
                    fields.ForeignKeyField(
                        "ideas.Idea",
                        source_field="idea_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("cycle", fields.IntField()),
                (
                    "by",
                    fields.ForeignKeyField(
                        "people.Person",
                        source_field="by_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("ended_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("ended_reason", fields.TextField(default="", unique=False)),
            ],
            options={"table": "link", "app": "roadmap", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Release",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ("version", fields.CharField(max_length=40)),
                ("title", fields.CharField(default="", max_length=120)),
                ("notes", fields.TextField(default="", unique=False)),
                ("notes_html", fields.TextField(default="", unique=False)),
                ("lang", fields.CharField(default="", max_length=8)),
                (
                    "audience",
                    fields.CharEnumField(
                        default=BoardAudience.EVERYONE, description="", enum_type=BoardAudience, max_length=10
                    ),
                ),
                (
                    "by",
                    fields.ForeignKeyField(
                        "people.Person",
                        source_field="by_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("published_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("retracted_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={"table": "release", "app": "roadmap", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ReleaseItem",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "release",
                    fields.ForeignKeyField(
                        "roadmap.Release",
                        source_field="release_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "item",
                    fields.ForeignKeyField(
                        "roadmap.Item",
                        source_field="item_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
            ],
            options={
                "table": "release_item",
                "app": "roadmap",
                "unique_together": (("release", "item"),),
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Round",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                (
                    "idea",
                    fields.ForeignKeyField(
                        "ideas.Idea",
                        source_field="idea_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("cycle", fields.IntField()),
                ("closes_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("closed_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("ended_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("disputed_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("asked", fields.IntField(default=0)),
                ("yes", fields.IntField(default=0)),
                ("partly", fields.IntField(default=0)),
                ("no", fields.IntField(default=0)),
                ("cant_tell", fields.IntField(default=0)),
            ],
            options={
                "table": "round",
                "app": "roadmap",
                "unique_together": (("idea", "cycle"),),
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Verdict",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                (
                    "ask",
                    fields.ForeignKeyField(
                        "roadmap.Ask",
                        source_field="ask_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("answer", fields.CharEnumField(description="", enum_type=Answer, max_length=10)),
                ("body", fields.TextField(default="", unique=False)),
                ("lang", fields.CharField(default="", max_length=8)),
            ],
            options={"table": "verdict", "app": "roadmap", "pk_attr": "id"},
            bases=["Model"],
        ),
    ]

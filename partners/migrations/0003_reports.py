"""What members show to managers, frozen as it stood: one open report for each person and subject."""

from typing import Any

from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from core.clock import now
from core.migrations import statements
from json import dumps, loads
from tortoise.fields.base import OnDelete
from triage.models import ReportReason, ReportState
from tortoise import fields


async def forward(apps: Any, editor: Any) -> None:
    await statements(
        editor,
        both=(
            """CREATE UNIQUE INDEX partner_report_open ON partner_report (reporter_id, subject_type, subject_id)
               WHERE state = 'open'""",
            "CREATE INDEX partner_report_newest ON partner_report (state, id)",
        ),
    )


class Migration(migrations.Migration):
    dependencies = [("partners", "0002_rules")]

    initial = False

    operations = [
        ops.CreateModel(
            name="PartnerReport",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ("subject_type", fields.CharField(max_length=12)),
                ("subject_id", fields.BigIntField()),
                (
                    "author",
                    fields.ForeignKeyField(
                        "people.Person",
                        source_field="author_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                (
                    "reporter",
                    fields.ForeignKeyField(
                        "people.Person",
                        source_field="reporter_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("reason", fields.CharEnumField(description="", enum_type=ReportReason, max_length=10)),
                ("words", fields.TextField(default="", unique=False)),
                (
                    "snapshot",
                    fields.JSONField(
                        default=dict, encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
                    ),
                ),
                (
                    "state",
                    fields.CharEnumField(
                        default=ReportState.OPEN, description="", enum_type=ReportState, max_length=10
                    ),
                ),
                (
                    "handled_by",
                    fields.ForeignKeyField(
                        "people.Person",
                        source_field="handled_by_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("handled_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={"table": "partner_report", "app": "partners", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.RunPython(forward),
    ]

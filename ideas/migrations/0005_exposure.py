from typing import Any

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.migrations import operations as ops

from core.clock import now
from core.migrations import statements


async def forward(apps: Any, editor: Any) -> None:
    """The indexes that a board's newest, and the least seen, are read by."""
    await statements(
        editor,
        both=(
            "CREATE INDEX idea_new_board ON idea (board_id, created_at DESC, id DESC)",
            "CREATE INDEX exposure_least ON exposure (views, idea_id)",
        ),
    )


class Migration(migrations.Migration):
    dependencies = [("ideas", "0004_search")]

    operations = [
        ops.CreateModel(
            name="Exposure",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                (
                    "idea",
                    fields.OneToOneField(
                        "ideas.Idea",
                        source_field="idea_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("views", fields.IntField(default=0)),
            ],
            options={"table": "exposure", "app": "ideas", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.RunPython(forward),
    ]

"""The latest improvements that were taken back are found without looking through all that stand: the front page and the
wall ask for both kinds, and for those that were taken back there was no index."""

from typing import Any

from tortoise import migrations
from tortoise.migrations import operations as ops

from core.migrations import statements


async def forward(apps: Any, editor: Any) -> None:
    await statements(
        editor,
        both=(
            "CREATE INDEX improvement_taken_back ON improvement (posted_at DESC, id DESC) WHERE state = 'retracted'",
        ),
    )


class Migration(migrations.Migration):
    dependencies = [("roadmap", "0002_rules")]
    operations = [ops.RunPython(forward)]

"""An idea's page says how it came to where it stands, however much was said since (see `activity.queries.latest`)."""

from typing import Any

from tortoise import migrations
from tortoise.migrations import operations as ops

from core.migrations import statements


async def forward(apps: Any, editor: Any) -> None:
    await statements(
        editor,
        both=(
            """CREATE INDEX event_moves ON event (subject_type, subject_id, id)
               WHERE in_story AND action = 'idea.moved'""",
        ),
    )


class Migration(migrations.Migration):
    dependencies = [("activity", "0004_moderation")]
    operations = [ops.RunPython(forward)]

"""Acts of moderation are read newest first, however many votes lie between them (see `triage.audit.ACTS`)."""

from typing import Any

from tortoise import migrations
from tortoise.migrations import operations as ops

from core.migrations import statements


async def forward(apps: Any, editor: Any) -> None:
    await statements(
        editor,
        both=(
            """CREATE INDEX event_moderation ON event (id) WHERE action IN (
               'idea.held', 'idea.released', 'idea.hidden', 'idea.restored', 'comment.hidden', 'comment.restored',
               'verdict.hidden', 'report.made', 'report.upheld', 'report.dismissed')""",
        ),
    )


class Migration(migrations.Migration):
    dependencies = [("activity", "0003_digests")]
    operations = [ops.RunPython(forward)]

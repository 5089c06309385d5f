"""What was spent of the limits, where several processes share them (see `core.windows`; SQLite has one process that
serves, which counts in its memory). And an index for the record of who was erased (see `triage.audit`)."""

from typing import Any

from tortoise import migrations
from tortoise.migrations import operations as ops

from core.migrations import statements


async def forward(apps: Any, editor: Any) -> None:
    await statements(
        editor,
        both=("CREATE INDEX event_erased ON event (id) WHERE action = 'person.erased'",),
        postgres=(
            """CREATE TABLE spent (who text PRIMARY KEY, until float8 NOT NULL, times float8[] NOT NULL)
               WITH (fillfactor = 70)""",
            "ALTER TABLE spent SET UNLOGGED",
        ),
    )


class Migration(migrations.Migration):
    dependencies = [("activity", "0008_pulse")]
    operations = [ops.RunPython(code=forward)]

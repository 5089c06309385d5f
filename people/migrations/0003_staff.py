"""Those who work here are few among many, and stand to choose among wherever somebody is put in charge."""

from typing import Any

from tortoise import migrations
from tortoise.migrations import operations as ops

from core.migrations import statements


async def forward(apps: Any, editor: Any) -> None:
    await statements(
        editor,
        both=(
            "CREATE INDEX person_staff ON person (name, id) WHERE role IN ('employee', 'manager', 'admin')",
        ),
    )


class Migration(migrations.Migration):
    dependencies = [("people", "0002_rules")]
    operations = [ops.RunPython(forward)]

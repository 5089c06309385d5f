"""A vote weighs 1 to 3; newest voters are found by idea."""

from typing import Any

from tortoise import migrations
from tortoise.migrations import operations as ops

from core.migrations import statements


async def forward(apps: Any, editor: Any) -> None:
    await statements(
        editor,
        both=("CREATE INDEX vote_counted_on ON vote (counted_on_id, id)",),
        sqlite=(
            """CREATE TRIGGER vote_weight_insert BEFORE INSERT ON vote WHEN NEW.weight NOT BETWEEN 1 AND 3
               BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: vote_weight'); END""",
            """CREATE TRIGGER vote_weight_update BEFORE UPDATE OF weight ON vote WHEN NEW.weight NOT BETWEEN 1 AND 3
               BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: vote_weight'); END""",
        ),
        postgres=("ALTER TABLE vote ADD CONSTRAINT vote_weight CHECK (weight BETWEEN 1 AND 3)",),
    )


class Migration(migrations.Migration):
    dependencies = [("voting", "0001_initial")]
    operations = [ops.RunPython(forward)]

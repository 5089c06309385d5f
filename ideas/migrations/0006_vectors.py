"""What ideas mean, as numbers, where the optional extra is installed: by which model, and when it was made (seconds)."""

from typing import Any

from tortoise import migrations
from tortoise.migrations import operations as ops

from core.migrations import statements

TABLE = """CREATE TABLE idea_vector (idea_id {0} PRIMARY KEY REFERENCES idea (id) ON DELETE CASCADE,
           model TEXT NOT NULL, made_at BIGINT NOT NULL, vector {1} NOT NULL)"""


async def forward(apps: Any, editor: Any) -> None:
    await statements(
        editor, sqlite=(TABLE.format("INTEGER", "BLOB"),), postgres=(TABLE.format("BIGINT", "BYTEA"),)
    )
    await statements(editor, both=("CREATE INDEX idea_vector_made ON idea_vector (made_at)",))


class Migration(migrations.Migration):
    dependencies = [("ideas", "0005_exposure")]
    operations = [ops.RunPython(forward)]

"""The official answer of an idea is found without reading its whole conversation (see `ideas.queries.answer_of`)."""

from typing import Any

from tortoise import migrations
from tortoise.migrations import operations as ops

from core.migrations import statements


async def forward(apps: Any, editor: Any) -> None:
    await statements(editor, both=("CREATE INDEX comment_answer ON comment (idea_id, id) WHERE is_answer",))


class Migration(migrations.Migration):
    dependencies = [("ideas", "0006_vectors")]
    operations = [ops.RunPython(forward)]

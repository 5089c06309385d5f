"""One live link for each item and idea; the orders in which the roadmap, releases and the wall are read."""

from typing import Any

from tortoise import migrations
from tortoise.migrations import operations as ops

from core.migrations import statements


async def forward(apps: Any, editor: Any) -> None:
    await statements(
        editor,
        both=(
            "CREATE UNIQUE INDEX link_live ON link (item_id, idea_id) WHERE ended_at IS NULL",
            "CREATE INDEX link_idea_live ON link (idea_id, cycle) WHERE ended_at IS NULL",
            "CREATE INDEX item_column ON item (stage, position, id)",
            "CREATE INDEX release_published ON release (published_at DESC, id DESC) WHERE published_at IS NOT NULL",
            "CREATE INDEX improvement_newest ON improvement (posted_at DESC, id DESC) WHERE state = 'posted'",
            "CREATE INDEX improvement_confirmed ON improvement (confirmations DESC, id DESC) WHERE state = 'posted'",
            "CREATE INDEX ask_round ON ask (idea_id, cycle, id)",
            "CREATE INDEX ask_answered ON ask (idea_id, cycle, role) WHERE answer IS NOT NULL",
        ),
    )


class Migration(migrations.Migration):
    dependencies = [("roadmap", "0001_initial")]
    operations = [ops.RunPython(forward)]

"""What ideas must always be, and the indexes that the lists are read by. A fresh yard has one board."""

from typing import Any

from tortoise import migrations
from tortoise.migrations import operations as ops

from core.clock import now
from core.database import rows
from core.migrations import statements


async def forward(apps: Any, editor: Any) -> None:
    await statements(
        editor,
        both=(
            "CREATE INDEX idea_hot ON idea (hot DESC, id DESC)",
            "CREATE INDEX idea_hot_board ON idea (board_id, hot DESC, id DESC)",
            "CREATE INDEX idea_hot_kind ON idea (kind, hot DESC, id DESC)",
            "CREATE INDEX idea_hot_stage ON idea (stage, hot DESC, id DESC)",
            "CREATE INDEX idea_new ON idea (created_at DESC, id DESC)",
            "CREATE INDEX idea_top ON idea ((votes + votes_imported) DESC, id DESC)",
            "CREATE INDEX idea_discussed ON idea (comments DESC, id DESC)",
            "CREATE INDEX idea_unanswered ON idea (hot DESC, id DESC) WHERE answered_at IS NULL",
            "CREATE INDEX idea_merged_into ON idea (merged_into_id) WHERE merged_into_id IS NOT NULL",
            "CREATE INDEX idea_tag_tag ON idea_tag (tag_id, idea_id)",
            "CREATE INDEX comment_idea ON comment (idea_id, id)",
        ),
        sqlite=(
            """CREATE TRIGGER idea_merged_insert BEFORE INSERT ON idea
               WHEN (NEW.stage = 'merged') <> (NEW.merged_into_id IS NOT NULL)
               BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: idea_merged'); END""",
            """CREATE TRIGGER idea_merged_update BEFORE UPDATE OF stage, merged_into_id ON idea
               WHEN (NEW.stage = 'merged') <> (NEW.merged_into_id IS NOT NULL)
               BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: idea_merged'); END""",
        ),
        postgres=(
            "ALTER TABLE idea ADD CONSTRAINT idea_merged CHECK ((stage = 'merged') = (merged_into_id IS NOT NULL))",
        ),
    )
    await rows(
        """INSERT INTO board (created_at, slug, name, lang, about, audience, promise_days, hold_for_review,
                              hide_counts, position)
           VALUES (:now, 'ideas', 'Ideas', '', '', 'everyone', 7, FALSE, FALSE, 0)""",
        now=now(),
    )


class Migration(migrations.Migration):
    dependencies = [("ideas", "0001_initial")]
    operations = [ops.RunPython(forward)]

"""Events are append-only; stories, fan-outs and queues are read by their own indexes."""

from typing import Any

from tortoise import migrations
from tortoise.migrations import operations as ops

from core.migrations import statements


async def forward(apps: Any, editor: Any) -> None:
    await statements(
        editor,
        both=(
            "CREATE INDEX event_story ON event (subject_type, subject_id, id) WHERE in_story",
            "CREATE INDEX event_actor ON event (actor_id, id) WHERE in_story",
            "CREATE INDEX event_root ON event (root_id)",
            "CREATE INDEX subscription_fanout ON subscription (subject_type, subject_id, id)",
            "CREATE INDEX notice_person ON notice (person_id, id)",
            "CREATE INDEX notice_unseen ON notice (person_id) WHERE seen_at IS NULL",
            "CREATE INDEX notice_event ON notice (event_id)",
            "CREATE INDEX task_due ON task (due_at) WHERE done_at IS NULL",
            "CREATE INDEX delivery_due ON delivery (next_at) WHERE done_at IS NULL AND failed_at IS NULL",
            "CREATE INDEX delivery_failed ON delivery (id) WHERE failed_at IS NOT NULL",
        ),
        sqlite=(
            """CREATE TRIGGER event_not_updated BEFORE UPDATE ON event
               BEGIN SELECT RAISE(ABORT, 'events are never updated'); END""",
            """CREATE TRIGGER event_not_deleted BEFORE DELETE ON event
               BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END""",
        ),
        postgres=(
            """CREATE FUNCTION event_is_append_only() RETURNS trigger LANGUAGE plpgsql
               AS $$ BEGIN RAISE EXCEPTION 'events are never updated or deleted'
               USING ERRCODE = 'restrict_violation'; END $$""",
            """CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE ON event
               FOR EACH ROW EXECUTE FUNCTION event_is_append_only()""",
        ),
    )


class Migration(migrations.Migration):
    dependencies = [("activity", "0001_initial")]
    operations = [ops.RunPython(forward)]

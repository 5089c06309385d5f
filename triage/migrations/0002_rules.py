"""One live merge for each source, marks from 1 to 5, one open report for each person and subject; the inbox's order.

What a yard has already joins the inbox: everything on the way that nobody has answered. Silence that is within the
promise is watched from now on; what is silent for longer stands at the top, without an alarm for each.
"""

import json
from datetime import UTC, datetime
from typing import Any

from tortoise import migrations
from tortoise.migrations import operations as ops

from core.clock import now
from core.database import on_sqlite, rows
from core.migrations import statements

AGE_ON_POSTGRES = "extract(epoch FROM CAST(:now AS timestamptz) - i.created_at) / 86400"
MARKS = "NEW.impact NOT BETWEEN 1 AND 5 OR NEW.effort NOT BETWEEN 1 AND 5"


async def forward(apps: Any, editor: Any) -> None:
    await statements(
        editor,
        both=(
            "CREATE UNIQUE INDEX merge_live ON merge (source_id) WHERE undone_at IS NULL",
            "CREATE INDEX attention_open ON attention (since, id) WHERE cleared_at IS NULL",
            "CREATE INDEX attention_open_why ON attention (why, since, id) WHERE cleared_at IS NULL",
            """CREATE UNIQUE INDEX report_open ON report (reporter_id, idea_id, coalesce(comment_id, 0))
               WHERE state = 'open'""",
            "CREATE INDEX report_newest ON report (state, id)",
        ),
        sqlite=(
            f"""CREATE TRIGGER assessment_marks_insert BEFORE INSERT ON assessment WHEN {MARKS}
                BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: assessment_marks'); END""",
            f"""CREATE TRIGGER assessment_marks_update BEFORE UPDATE ON assessment WHEN {MARKS}
                BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: assessment_marks'); END""",
        ),
        postgres=(
            """ALTER TABLE assessment ADD CONSTRAINT assessment_marks
               CHECK (impact BETWEEN 1 AND 5 AND effort BETWEEN 1 AND 5)""",
        ),
    )
    silent = """FROM idea i JOIN board b ON b.id = i.board_id
                WHERE i.stage IN ('received', 'reviewing', 'planned', 'building') AND i.answered_at IS NULL"""
    days = "julianday(:now) - julianday(i.created_at)" if on_sqlite() else AGE_ON_POSTGRES
    await rows(
        f"""INSERT INTO attention (created_at, idea_id, why, since, words)
            SELECT :now, i.id, CASE WHEN {days} > b.promise_days AND i.source IS NULL THEN 'unanswered' ELSE 'new' END,
                   i.created_at, '' {silent}""",
        now=now(),
    )
    await rows(
        f"""INSERT INTO task (created_at, kind, key, reference, due_at, cursor, attempts, last_error)
            SELECT :now, 'silence', 'silence:' || i.id, i.id, :now, '', 0, '' {silent}
              AND i.source IS NULL AND {days} <= b.promise_days""",
        now=now(),
    )
    await _revisit()


async def _revisit() -> None:
    """What was declined until a day is looked at again on that day."""
    declined = await rows(
        """SELECT e.subject_id, e.details FROM event e JOIN idea i ON i.id = e.subject_id AND i.stage = 'declined'
           WHERE e.subject_type = 'idea' AND e.action = 'idea.moved' AND e.in_story ORDER BY e.id"""
    )
    latest = {each["subject_id"]: each["details"] for each in declined}
    for idea, details in latest.items():
        known = json.loads(details) if isinstance(details, str) else details
        if known.get("to") == "declined" and known.get("revisit_on"):
            await rows(
                """INSERT INTO task (created_at, kind, key, reference, due_at, cursor, attempts, last_error)
                   VALUES (:now, 'revisit', :key, :idea, :due, '', 0, '')""",
                now=now(),
                key=f"revisit:{idea}",
                idea=idea,
                due=datetime.fromisoformat(known["revisit_on"]).replace(tzinfo=UTC),
            )


class Migration(migrations.Migration):
    dependencies = [("triage", "0001_initial"), ("activity", "0003_digests")]
    operations = [ops.RunPython(forward)]

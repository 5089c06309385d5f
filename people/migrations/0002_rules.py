"""One row of house rules; live sessions are found by person."""

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
            "CREATE INDEX session_live ON session (person_id) WHERE revoked_at IS NULL",
            "CREATE UNIQUE INDEX invitation_open ON invitation (email) WHERE accepted_at IS NULL AND revoked_at IS NULL",
        ),
    )
    await rows(
        """INSERT INTO site (id, created_at, name, locale, sign_up, sign_up_domains, terms, privacy, terms_version)
           VALUES (1, :now, 'Madang', '', 'anyone', '', '', '', 0)""",
        now=now(),
    )


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [ops.RunPython(forward)]

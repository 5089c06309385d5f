"""What is said at once on two pages stays right: owners, versions and proposals; how rooms, needs and messages are read."""

from typing import Any

from tortoise import migrations
from tortoise.migrations import operations as ops

from core.migrations import statements


async def forward(apps: Any, editor: Any) -> None:
    await statements(
        editor,
        both=(
            "CREATE INDEX need_newest ON need (kind, id DESC) WHERE ended_at IS NULL",
            "CREATE INDEX need_tag_name ON need_tag (name, need_id DESC)",
            "CREATE INDEX need_token_token ON need_token (token, need_id DESC)",
            "CREATE INDEX conversation_requests ON conversation (requester_id, created_at)",
            "CREATE INDEX room_listed ON room (kind, active_at DESC, id DESC)",
            "CREATE INDEX room_founded ON room (founder_id, created_at)",
            "CREATE INDEX membership_inside ON membership (room_id, since, id) WHERE state = 'active'",
            "CREATE INDEX membership_mine ON membership (person_id, state, room_id)",
            "CREATE INDEX room_invitation_by ON room_invitation (by_id, created_at)",
            "CREATE INDEX room_invitation_pair ON room_invitation (room_id, person_id, by_id)",
            "CREATE INDEX post_newest ON post (room_id, id DESC)",
            "CREATE INDEX document_latest ON document (room_id, changed_at DESC, id DESC)",
            "CREATE INDEX suggestion_open ON suggestion (document_id, id) WHERE state = 'open'",
            "CREATE UNIQUE INDEX proposal_gathering ON proposal (document_id) WHERE state = 'gathering'",
        ),
        sqlite=(
            """CREATE TRIGGER document_version_not_updated BEFORE UPDATE OF document_id, n, title, body, author_id
               ON document_version BEGIN SELECT RAISE(ABORT, 'versions are never updated'); END""",
        ),
        postgres=(
            """CREATE FUNCTION document_version_is_append_only() RETURNS trigger LANGUAGE plpgsql
               AS $$ BEGIN RAISE EXCEPTION 'versions are never updated'
               USING ERRCODE = 'restrict_violation'; END $$""",
            """CREATE TRIGGER document_version_append_only BEFORE UPDATE OF document_id, n, title, body, author_id
               ON document_version FOR EACH ROW EXECUTE FUNCTION document_version_is_append_only()""",
        ),
    )


class Migration(migrations.Migration):
    dependencies = [("partners", "0001_initial")]
    operations = [ops.RunPython(forward)]

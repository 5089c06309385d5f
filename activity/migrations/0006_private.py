"""Mail about rooms and conversations is kept apart from what admins read in the outbox."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("activity", "0005_moves")]
    operations = [
        ops.AddField(
            model_name="OutboxMail",
            name="private",
            field=fields.BooleanField(default=False, db_default=False),
        )
    ]

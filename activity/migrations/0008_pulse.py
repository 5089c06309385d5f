"""Workers leave a sign of life."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops

from core.clock import now


class Migration(migrations.Migration):
    dependencies = [("activity", "0007_webhooks")]
    operations = [
        ops.CreateModel(
            name="Pulse",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ("name", fields.CharField(max_length=100, unique=True)),
                ("seen_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
            ],
            options={"table": "pulse", "app": "activity", "pk_attr": "id"},
            bases=["Model"],
        )
    ]

from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields


class Migration(migrations.Migration):
    dependencies = [("ideas", "0002_rules"), ("people", "0001_initial"), ("people", "0002_rules")]

    initial = False

    operations = [
        ops.AddField(
            model_name="Board",
            name="trusted_after",
            field=fields.IntField(default=3, db_default=3),
        ),
    ]

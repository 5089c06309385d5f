from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields


class Migration(migrations.Migration):
    dependencies = [("moving", "0001_initial")]

    initial = False

    operations = [
        ops.AddField(
            model_name="Arrival",
            name="words",
            field=fields.CharField(max_length=64, default="", db_default=""),
        ),
    ]

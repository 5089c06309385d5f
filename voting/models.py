"""The table of votes."""

from tortoise import fields
from tortoise.fields import CASCADE, SET_NULL
from tortoise.models import Model

from core.clock import now
from ideas.models import Idea
from people.models import Person


class Vote(Model):
    """One person's vote for one idea, 1..3: nice, important, critical.

    `counted_on` is the idea it counts for: itself, or the one that its idea was merged into; null where the person
    counts there already. A merge moves no row, and its undo only counts again.
    """

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    idea: fields.ForeignKeyRelation[Idea] = fields.ForeignKeyField(
        "ideas.Idea", related_name=False, on_delete=CASCADE
    )
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "people.Person", related_name=False, on_delete=CASCADE, db_index=True
    )
    counted_on: fields.ForeignKeyNullableRelation[Idea] = fields.ForeignKeyField(
        "ideas.Idea", related_name=False, null=True, on_delete=SET_NULL
    )
    cast_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "people.Person", related_name=False, null=True, on_delete=SET_NULL
    )
    weight = fields.SmallIntField(default=1)

    class Meta:
        table = "vote"
        unique_together = (("idea", "person"), ("counted_on", "person"))

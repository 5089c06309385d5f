"""What people look for and offer."""

from enum import StrEnum

from tortoise import fields
from tortoise.fields import CASCADE
from tortoise.models import Model

from core.clock import now
from core.words import N_
from people.models import Person


class NeedKind(StrEnum):
    """Somebody looks for something, or has something to offer."""

    LOOKING = "looking"
    OFFERING = "offering"

    @property
    def label(self) -> str:
        return N_("Looking for") if self is NeedKind.LOOKING else N_("Offering")


class Need(Model):
    """What somebody looks for or offers. It stands in the directory until `expires_at` or `ended_at`."""

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "people.Person", related_name=False, on_delete=CASCADE, db_index=True
    )
    kind = fields.CharEnumField(NeedKind, max_length=10)
    text = fields.TextField()
    lang = fields.CharField(max_length=8, default="")
    expires_at = fields.DatetimeField()
    ended_at = fields.DatetimeField(null=True)

    person_id: int

    class Meta:
        table = "need"


class NeedTag(Model):
    id = fields.BigIntField(primary_key=True)
    need: fields.ForeignKeyRelation[Need] = fields.ForeignKeyField(
        "partners.Need", related_name=False, on_delete=CASCADE
    )
    name = fields.CharField(max_length=40)

    need_id: int

    class Meta:
        table = "need_tag"
        unique_together = (("need", "name"),)


class NeedToken(Model):
    """What a need is found by: the tokens of its words and tags."""

    id = fields.BigIntField(primary_key=True)
    need: fields.ForeignKeyRelation[Need] = fields.ForeignKeyField(
        "partners.Need", related_name=False, on_delete=CASCADE
    )
    token = fields.CharField(max_length=40)

    class Meta:
        table = "need_token"
        unique_together = (("need", "token"),)

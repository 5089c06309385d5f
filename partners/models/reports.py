"""What members report to the managers, frozen as it stood."""

from tortoise import fields
from tortoise.fields import CASCADE, SET_NULL
from tortoise.models import Model

from core.clock import now
from people.models import Person
from triage.models import ReportReason, ReportState


class PartnerReport(Model):
    """A member shows managers something that they couldn't read themselves: `snapshot` holds it and what stood around
    it, as it read then (see `partners.snapshots`). Nothing else of its room or conversation is opened to them."""

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    subject_type = fields.CharField(max_length=12)
    subject_id = fields.BigIntField()
    author: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "people.Person", related_name=False, null=True, on_delete=SET_NULL
    )
    reporter: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "people.Person", related_name=False, on_delete=CASCADE
    )
    reason = fields.CharEnumField(ReportReason, max_length=10)
    words = fields.TextField(default="")
    snapshot: dict[str, object] = fields.JSONField(default=dict)
    state = fields.CharEnumField(ReportState, max_length=10, default=ReportState.OPEN)
    handled_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "people.Person", related_name=False, null=True, on_delete=SET_NULL
    )
    handled_at = fields.DatetimeField(null=True)

    author_id: int | None
    reporter_id: int

    class Meta:
        table = "partner_report"

"""What an admin lets people do here."""

from tortoise import fields
from tortoise.models import Model

from core.clock import now


class PartnerRules(Model):
    """What an admin lets people do here: one row. Limits count acts of one person; 0 forbids them."""

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    customers_take_part = fields.BooleanField(default=False)
    requests_a_day = fields.IntField(default=5)
    requests_of_newcomers = fields.IntField(default=2)
    newcomer_days = fields.IntField(default=7)
    invitations_a_day = fields.IntField(default=20)
    rooms_a_week = fields.IntField(default=3)

    class Meta:
        table = "partner_rules"

"""Two people write to each other."""

from enum import StrEnum

from tortoise import fields
from tortoise.fields import CASCADE, SET_NULL
from tortoise.models import Model

from core.clock import now
from partners.models.needs import Need
from people.models import Person


class ConversationState(StrEnum):
    """Requested: one message waits for a yes. Declined is never told to whoever asked. Ended: by one of the two
    (`ended_by`), who alone takes it up again."""

    REQUESTED = "requested"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    ENDED = "ended"


class Conversation(Model):
    """Two people write to each other. `low` and `high` are the two by their ids, so that there is one for a pair."""

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    requester: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "people.Person", related_name=False, on_delete=CASCADE, db_index=True
    )
    recipient: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "people.Person", related_name=False, on_delete=CASCADE, db_index=True
    )
    low = fields.BigIntField()
    high = fields.BigIntField()
    state = fields.CharEnumField(ConversationState, max_length=10, default=ConversationState.REQUESTED)
    need: fields.ForeignKeyNullableRelation[Need] = fields.ForeignKeyField(
        "partners.Need", related_name=False, null=True, on_delete=SET_NULL
    )
    answered_at = fields.DatetimeField(null=True)
    ended_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "people.Person", related_name=False, null=True, on_delete=SET_NULL
    )
    written_at = fields.DatetimeField(default=now)
    requester_seen = fields.BigIntField(default=0)
    recipient_seen = fields.BigIntField(default=0)

    requester_id: int
    recipient_id: int
    need_id: int | None
    ended_by_id: int | None

    class Meta:
        table = "conversation"
        unique_together = (("low", "high"),)


class Message(Model):
    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    conversation: fields.ForeignKeyRelation[Conversation] = fields.ForeignKeyField(
        "partners.Conversation", related_name=False, on_delete=CASCADE, db_index=True
    )
    author: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "people.Person", related_name=False, on_delete=CASCADE
    )
    body = fields.TextField()
    body_html = fields.TextField()
    renderer = fields.IntField(default=0)
    lang = fields.CharField(max_length=8, default="")
    hidden_at = fields.DatetimeField(null=True)

    conversation_id: int
    author_id: int

    class Meta:
        table = "message"

"""Where some work together, and who is inside."""

from datetime import datetime
from enum import StrEnum

from tortoise import fields
from tortoise.fields import CASCADE, SET_NULL
from tortoise.models import Model

from core.clock import now
from core.words import N_
from people.models import Person


class RoomKind(StrEnum):
    """Open: whoever takes part may read and join. Closed: its name is listed, what is inside isn't. Secret: for others
    it doesn't exist. From left to right, and never back."""

    OPEN = "open"
    CLOSED = "closed"
    SECRET = "secret"

    @property
    def label(self) -> str:
        return {"open": N_("Open room"), "closed": N_("Closed room"), "secret": N_("Secret room")}[self.value]


class RoomStatus(StrEnum):
    """Archived by its owners, or frozen by a manager after a report: either way it is only read."""

    ACTIVE = "active"
    FROZEN = "frozen"
    ARCHIVED = "archived"


class MemberRole(StrEnum):
    OWNER = "owner"
    MEMBER = "member"


class MemberState(StrEnum):
    INVITED = "invited"
    REQUESTED = "requested"
    ACTIVE = "active"
    DECLINED = "declined"
    """Said no to an invitation, or was refused by an owner (`answered_by` tells which)."""
    LEFT = "left"
    REMOVED = "removed"
    BANNED = "banned"


class Room(Model):
    """Where some of them work together. `members` counts who is inside (active); how many of those are staff follows
    from their roles as they are, and is counted when it is shown (`partners.listing.STAFF`).

    `terms` are what its members agree to; `terms_version` counts their changes.
    """

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    founder: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "people.Person", related_name=False, null=True, on_delete=SET_NULL, db_index=True
    )
    name = fields.CharField(max_length=80)
    purpose = fields.TextField(default="")
    lang = fields.CharField(max_length=8, default="")
    kind = fields.CharEnumField(RoomKind, max_length=10)
    status = fields.CharEnumField(RoomStatus, max_length=10, default=RoomStatus.ACTIVE)
    terms = fields.TextField(default="")
    terms_version = fields.IntField(default=1)
    members = fields.IntField(default=0)
    active_at = fields.DatetimeField(default=now)

    founder_id: int | None

    class Meta:
        table = "room"


class Membership(Model):
    """One person's standing in one room. `since` is when they became active, `answered_by` who said yes or no."""

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    room: fields.ForeignKeyRelation[Room] = fields.ForeignKeyField(
        "partners.Room", related_name=False, on_delete=CASCADE
    )
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "people.Person", related_name=False, on_delete=CASCADE, db_index=True
    )
    role = fields.CharEnumField(MemberRole, max_length=10, default=MemberRole.MEMBER)
    state = fields.CharEnumField(MemberState, max_length=10)
    invited_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "people.Person", related_name=False, null=True, on_delete=SET_NULL
    )
    answered_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "people.Person", related_name=False, null=True, on_delete=SET_NULL
    )
    words = fields.TextField(default="")
    terms_accepted = fields.IntField(default=0)
    feed_key = fields.CharField(max_length=64, null=True, unique=True)
    changed_at = fields.DatetimeField(default=now)
    since: datetime | None = fields.DatetimeField(null=True)
    revoked_at = fields.DatetimeField(null=True)

    room_id: int
    person_id: int
    invited_by_id: int | None
    answered_by_id: int | None

    class Meta:
        table = "membership"
        unique_together = (("room", "person"),)


class RoomInvitation(Model):
    """Each time that somebody was invited, for the limit and for who may not invite again so soon."""

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    room: fields.ForeignKeyRelation[Room] = fields.ForeignKeyField(
        "partners.Room", related_name=False, on_delete=CASCADE
    )
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "people.Person", related_name=False, on_delete=CASCADE
    )
    by: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "people.Person", related_name=False, on_delete=CASCADE
    )
    declined_at = fields.DatetimeField(null=True)

    person_id: int
    by_id: int

    class Meta:
        table = "room_invitation"

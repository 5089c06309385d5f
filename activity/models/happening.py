"""The tables of what happened and of who is told."""

from enum import StrEnum
from typing import Any

from tortoise import fields
from tortoise.fields import CASCADE, RESTRICT
from tortoise.models import Model

from core.clock import now


class Audience(StrEnum):
    """Who may read an event: everyone who sees its subject, the subject's authors and staff, or staff
    alone."""

    PUBLIC = "public"
    AUTHOR = "author"
    STAFF = "staff"


class Reason(StrEnum):
    """Why somebody follows a subject."""

    AUTHOR = "author"
    VOTER = "voter"
    COMMENTER = "commenter"
    OWNER = "owner"
    FOLLOWER = "follower"
    MERGED = "merged"


class Calling(StrEnum):
    """Why somebody is told of one event, whether or not they follow its subject."""

    MENTIONED = "mentioned"
    ASKED = "asked"
    ASSIGNED = "assigned"
    JUDGE = "judge"


class Choice(StrEnum):
    """How somebody wants to hear of one kind of thing by mail."""

    AT_ONCE = "at_once"
    DIGEST = "digest"
    NEVER = "never"


class Event(Model):
    """Something happened. Append-only: triggers refuse UPDATE and DELETE, a correction is a new event.

    `root` is the first event of the same act, null on that first event itself. `details` hold ids, codes,
    numbers and dates, never a person's words. `in_story` is false for what stories show only as a count
    (votes).
    """

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    action = fields.CharField(max_length=60)
    actor: fields.ForeignKeyNullableRelation[Any] = fields.ForeignKeyField(
        "people.Person", related_name=False, null=True, on_delete=RESTRICT
    )
    subject_type = fields.CharField(max_length=20)
    subject_id = fields.BigIntField()
    root: fields.ForeignKeyNullableRelation["Event"] = fields.ForeignKeyField(
        "activity.Event", related_name=False, null=True, on_delete=RESTRICT
    )
    audience = fields.CharEnumField(Audience, max_length=10, default=Audience.PUBLIC)
    in_story = fields.BooleanField(default=True)
    details: dict[str, object] = fields.JSONField(default=dict)

    actor_id: int | None
    root_id: int | None

    class Meta:
        table = "event"


class Statement(Model):
    """A person's words that belong to an event, apart from it so that they can be redacted while history
    stands."""

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    event: fields.ForeignKeyRelation["Event"] = fields.ForeignKeyField(
        "activity.Event", related_name=False, on_delete=RESTRICT
    )
    part = fields.CharField(max_length=20, default="reason")
    body = fields.TextField()
    lang = fields.CharField(max_length=8)
    redacted_at = fields.DatetimeField(null=True)

    event_id: int

    class Meta:
        table = "statement"
        unique_together = (("event", "part"),)


class Subscription(Model):
    """Somebody follows a subject; muted, they don't hear of it but keep their place."""

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    person: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "people.Person", related_name=False, on_delete=CASCADE, db_index=True
    )
    subject_type = fields.CharField(max_length=20)
    subject_id = fields.BigIntField()
    reason = fields.CharEnumField(Reason, max_length=12)
    muted = fields.BooleanField(default=False)

    person_id: int

    class Meta:
        table = "subscription"
        unique_together = (("subject_type", "subject_id", "person"),)


class Addressee(Model):
    """Somebody whom one event is addressed to."""

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    event: fields.ForeignKeyRelation["Event"] = fields.ForeignKeyField(
        "activity.Event", related_name=False, on_delete=CASCADE
    )
    person: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "people.Person", related_name=False, on_delete=CASCADE
    )
    reason = fields.CharEnumField(Calling, max_length=12)

    event_id: int
    person_id: int

    class Meta:
        table = "addressee"
        unique_together = (("event", "person"),)


class Notice(Model):
    """One person is told of one act, once."""

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    root: fields.ForeignKeyRelation["Event"] = fields.ForeignKeyField(
        "activity.Event", related_name=False, on_delete=RESTRICT
    )
    event: fields.ForeignKeyRelation["Event"] = fields.ForeignKeyField(
        "activity.Event", related_name=False, on_delete=RESTRICT
    )
    person: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "people.Person", related_name=False, on_delete=CASCADE
    )
    reason = fields.CharField(max_length=12)
    seen_at = fields.DatetimeField(null=True)

    root_id: int
    event_id: int
    person_id: int

    class Meta:
        table = "notice"
        unique_together = (("root", "person"),)


class Preference(Model):
    """How one person wants one kind of notice by mail. Without a row: at once."""

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    person: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "people.Person", related_name=False, on_delete=CASCADE
    )
    kind = fields.CharField(max_length=20)
    choice = fields.CharEnumField(Choice, max_length=10)

    person_id: int

    class Meta:
        table = "preference"
        unique_together = (("person", "kind"),)


class Digest(Model):
    """One morning's mail to one person, with the notices that came since the last. `day`: in their own zone."""

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    person: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "people.Person", related_name=False, on_delete=CASCADE
    )
    day = fields.DateField()

    person_id: int

    class Meta:
        table = "digest"
        unique_together = (("person", "day"),)


class DigestEntry(Model):
    id = fields.BigIntField(primary_key=True)
    digest: fields.ForeignKeyRelation["Digest"] = fields.ForeignKeyField(
        "activity.Digest", related_name=False, on_delete=CASCADE, db_index=True
    )
    notice: fields.OneToOneRelation["Notice"] = fields.OneToOneField(
        "activity.Notice", related_name=False, on_delete=CASCADE
    )

    class Meta:
        table = "digest_entry"


class Meta:
    table = "pulse"


class Submission(Model):
    """One form, one result: the key that a form carried and the subject that it made."""

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    person: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "people.Person", related_name=False, on_delete=CASCADE
    )
    key = fields.CharField(max_length=80)
    subject_type = fields.CharField(max_length=20, default="")
    subject_id = fields.BigIntField(default=0)

    class Meta:
        table = "submission"
        unique_together = (("person", "key"),)

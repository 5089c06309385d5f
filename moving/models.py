"""The tables of what came from elsewhere: under which id it was known there, and at which address."""

from enum import StrEnum
from typing import Any

from tortoise import fields
from tortoise.fields import CASCADE, RESTRICT
from tortoise.models import Model

from core.clock import now
from core.words import N_
from ideas.models import Idea, Kind
from people.models import Person


class Thing(StrEnum):
    """What an arrival is, beside ideas, which carry their source themselves."""

    PERSON = "person"
    COMMENT = "comment"
    MUTING = "muting"


class State(StrEnum):
    """How far an upload has come."""

    DRAFT = "draft"
    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"

    @property
    def label(self) -> str:
        return STATE_LABELS[self]


STATE_LABELS = {
    State.DRAFT: N_("Not imported yet"),
    State.WAITING: N_("Under way"),
    State.DONE: N_("Imported"),
    State.FAILED: N_("Ended early"),
}


class Arrival(Model):
    """A person or a comment that an import brought: `source_id` is its id in its `source`, `subject_id` its id here.

    A second import finds them by it, also a person who has been erased since. Of a muting, `subject_id` is the idea.
    `words` is the digest of what a comment said there when it was taken last; empty where nobody noted it.
    """

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    source = fields.CharField(max_length=60)
    thing = fields.CharEnumField(Thing, max_length=10)
    source_id = fields.CharField(max_length=160)
    subject_id = fields.BigIntField()
    words = fields.CharField(max_length=64, default="", db_default="")

    class Meta:
        table = "arrival"
        unique_together = (("source", "thing", "source_id"),)


class OldAddress(Model):
    """Where an idea stood before it moved in: the path that leads to it still (`moving.arriving.addresses`)."""

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    path = fields.CharField(max_length=300, unique=True)
    idea: fields.ForeignKeyRelation[Idea] = fields.ForeignKeyField(
        "ideas.Idea", related_name=False, on_delete=CASCADE, db_index=True
    )

    idea_id: int

    class Meta:
        table = "old_address"


class Upload(Model):
    """A file that an admin brought to be imported. `content` (compressed) is forgotten as soon as it has been read.

    `columns` maps fields to the file's columns. `read` counts the rows that the worker has been through.
    """

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    by: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "people.Person", related_name=False, on_delete=RESTRICT
    )
    name = fields.CharField(max_length=200)
    content = fields.BinaryField()
    total = fields.IntField(default=0)
    columns: dict[str, str] = fields.JSONField(default=dict)
    source = fields.CharField(max_length=60, default="")
    board = fields.CharField(max_length=60, default="")
    kind = fields.CharEnumField(Kind, max_length=10, default=Kind.IDEA)
    zone = fields.CharField(max_length=64, default="UTC")
    locale = fields.CharField(max_length=8, default="en")
    state = fields.CharEnumField(State, max_length=10, default=State.DRAFT)
    read = fields.IntField(default=0)
    taken = fields.IntField(default=0)
    updated = fields.IntField(default=0)
    unchanged = fields.IntField(default=0)
    left_out = fields.IntField(default=0)
    problem = fields.TextField(default="")
    ended_at = fields.DatetimeField(null=True)

    by_id: int

    class Meta:
        table = "upload"


class LeftRow(Model):
    """A row of an upload that wasn't taken as it stood, and why, in the language in which it was brought."""

    id = fields.BigIntField(primary_key=True)
    upload: fields.ForeignKeyRelation[Upload] = fields.ForeignKeyField(
        "moving.Upload", related_name=False, on_delete=CASCADE
    )
    line = fields.IntField()
    source_id = fields.CharField(max_length=160, default="")
    title = fields.CharField(max_length=200, default="")
    reason = fields.TextField()

    upload_id: int

    class Meta:
        table = "left_row"
        unique_together = (("upload", "line"),)


class Mapping(Model):
    """Which column fills which field, kept under a name for the next file of its kind."""

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    name = fields.CharField(max_length=60, unique=True)
    columns: dict[str, Any] = fields.JSONField(default=dict)

    class Meta:
        table = "import_mapping"

"""What a room writes, and what is suggested to it."""

from enum import StrEnum
from typing import Any

from tortoise import fields
from tortoise.fields import CASCADE, RESTRICT
from tortoise.models import Model

from core.clock import now
from partners.models.rooms import Room
from people.models import Person


class SuggestionState(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Document(Model):
    """Something that a room writes. Its words stand in its versions; `current` is the number of the latest, `credit`
    tells whose each of its words is (`partners.credit`), `suggestions` counts the open ones."""

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    room: fields.ForeignKeyRelation[Room] = fields.ForeignKeyField(
        "partners.Room", related_name=False, on_delete=CASCADE
    )
    title = fields.CharField(max_length=120)
    lang = fields.CharField(max_length=8, default="")
    current = fields.IntField(default=1)
    suggestions = fields.IntField(default=0)
    changed_at = fields.DatetimeField(default=now)
    archived_at = fields.DatetimeField(null=True)
    credit: dict[str, Any] = fields.JSONField(default=dict)

    room_id: int

    class Meta:
        table = "document"


class DocumentVersion(Model):
    """How a document read, append-only. `author` is whose text it is: whoever wrote it, or whose suggestion was
    accepted; `by` saved it. `authors` are all whose text stands in it, in the order in which they first wrote."""

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    document: fields.ForeignKeyRelation[Document] = fields.ForeignKeyField(
        "partners.Document", related_name=False, on_delete=CASCADE
    )
    n = fields.IntField()
    title = fields.CharField(max_length=120)
    body = fields.TextField()
    body_html = fields.TextField()
    renderer = fields.IntField(default=0)
    note = fields.CharField(max_length=200, default="")
    author: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "people.Person", related_name=False, null=True, on_delete=RESTRICT, db_index=True
    )
    by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "people.Person", related_name=False, null=True, on_delete=RESTRICT
    )
    authors: list[int] = fields.JSONField(default=list)

    document_id: int
    author_id: int | None
    by_id: int | None

    class Meta:
        table = "document_version"
        unique_together = (("document", "n"),)


class Suggestion(Model):
    """Another text for a document, written on its version `base`. `edition` counts how often it was written; accepted,
    it became version `became`."""

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    document: fields.ForeignKeyRelation[Document] = fields.ForeignKeyField(
        "partners.Document", related_name=False, on_delete=CASCADE, db_index=True
    )
    base = fields.IntField()
    title = fields.CharField(max_length=120)
    body = fields.TextField()
    note = fields.CharField(max_length=200, default="")
    author: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "people.Person", related_name=False, null=True, on_delete=RESTRICT, db_index=True
    )
    state = fields.CharEnumField(SuggestionState, max_length=10, default=SuggestionState.OPEN)
    reason = fields.TextField(default="")
    decided_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "people.Person", related_name=False, null=True, on_delete=RESTRICT
    )
    decided_at = fields.DatetimeField(null=True)
    became = fields.IntField(null=True)
    edition = fields.IntField(default=1)

    document_id: int
    author_id: int | None
    decided_by_id: int | None

    class Meta:
        table = "suggestion"

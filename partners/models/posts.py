"""What is said in a room."""

from tortoise import fields
from tortoise.fields import CASCADE, RESTRICT
from tortoise.models import Model

from core.clock import now
from partners.models.rooms import Room
from people.models import Person


class Post(Model):
    """Something said in a room."""

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    room: fields.ForeignKeyRelation[Room] = fields.ForeignKeyField(
        "partners.Room", related_name=False, on_delete=CASCADE
    )
    author: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "people.Person", related_name=False, null=True, on_delete=RESTRICT, db_index=True
    )
    body = fields.TextField()
    body_html = fields.TextField()
    renderer = fields.IntField(default=0)
    lang = fields.CharField(max_length=8, default="")
    comments = fields.IntField(default=0)
    edited_at = fields.DatetimeField(null=True)
    removed_at = fields.DatetimeField(null=True)
    hidden_at = fields.DatetimeField(null=True)

    room_id: int
    author_id: int | None

    class Meta:
        table = "post"


class PostComment(Model):
    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    post: fields.ForeignKeyRelation[Post] = fields.ForeignKeyField(
        "partners.Post", related_name=False, on_delete=CASCADE, db_index=True
    )
    author: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "people.Person", related_name=False, null=True, on_delete=RESTRICT, db_index=True
    )
    body = fields.TextField()
    body_html = fields.TextField()
    renderer = fields.IntField(default=0)
    lang = fields.CharField(max_length=8, default="")
    edited_at = fields.DatetimeField(null=True)
    removed_at = fields.DatetimeField(null=True)
    hidden_at = fields.DatetimeField(null=True)

    post_id: int
    author_id: int | None

    class Meta:
        table = "post_comment"

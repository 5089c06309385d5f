"""The tables of what people wish for and what hurts them, and of what is said about it."""

from collections.abc import Collection
from enum import StrEnum

from tortoise import fields
from tortoise.fields import CASCADE, RESTRICT, SET_NULL
from tortoise.models import Model

from core.clock import now
from core.words import N_
from ideas.loop import Stage
from people.models import Person


class Kind(StrEnum):
    """An idea is wished for, a complaint hurts. Both walk the same road."""

    IDEA = "idea"
    COMPLAINT = "complaint"

    @property
    def label(self) -> str:
        return N_("Idea") if self is Kind.IDEA else N_("Complaint")


class BoardAudience(StrEnum):
    """Who may see a board and all that stands on it."""

    EVERYONE = "everyone"
    MEMBERS = "members"
    PARTNERS = "partners"
    STAFF = "staff"


class CommentAudience(StrEnum):
    """Who may read a comment: everyone who sees the idea, its authors and staff, or staff alone."""

    EVERYONE = "everyone"
    AUTHOR = "author"
    STAFF = "staff"


class CoauthorState(StrEnum):
    INVITED = "invited"
    REQUESTED = "requested"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    LEFT = "left"


class Board(Model):
    """A place for ideas. Its slug never changes. `promise_days`: within how many days somebody answers here.

    Where it holds for review, whoever had `trusted_after` posts accepted is trusted (0: nobody ever is).
    """

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    slug = fields.CharField(max_length=60, unique=True)
    name = fields.CharField(max_length=80)
    lang = fields.CharField(max_length=8, default="")
    about = fields.TextField(default="")
    audience = fields.CharEnumField(BoardAudience, max_length=10, default=BoardAudience.EVERYONE)
    promise_days = fields.IntField(default=7)
    hold_for_review = fields.BooleanField(default=False)
    trusted_after = fields.IntField(default=3, db_default=3)
    hide_counts = fields.BooleanField(default=False)
    position = fields.IntField(default=0)
    archived_at = fields.DatetimeField(null=True)

    class Meta:
        table = "board"


class BoardManager(Model):
    """A manager who answers for a board."""

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    board: fields.ForeignKeyRelation["Board"] = fields.ForeignKeyField(
        "ideas.Board", related_name=False, on_delete=CASCADE
    )
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "people.Person", related_name=False, on_delete=CASCADE
    )

    class Meta:
        table = "board_manager"
        unique_together = (("board", "person"),)


class Idea(Model):
    """An idea or a complaint. Counters and rank are stored: nothing is counted on a page.

    `author_name` is how an import names its author, or, where it was posted here, how they wished to be called.
    `coauthors` are the accepted ones' ids wherever an idea is found for somebody (`ideas.finding`, `ideas.queries`).
    `votes` is the number of votes with `counted_on` = this idea; `votes_imported` came from elsewhere and never mixes
    with them. `comments` counts what everyone may read, `staff_comments` the rest. `held` waits for review.
    """

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    board: fields.ForeignKeyRelation["Board"] = fields.ForeignKeyField(
        "ideas.Board", related_name=False, on_delete=RESTRICT
    )
    kind = fields.CharEnumField(Kind, max_length=10)
    title = fields.CharField(max_length=120)
    body = fields.TextField()
    body_html = fields.TextField()
    renderer = fields.IntField(default=0)
    lang = fields.CharField(max_length=8)
    author: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "people.Person", related_name=False, null=True, on_delete=RESTRICT, db_index=True
    )
    author_name = fields.CharField(max_length=80, default="")
    owner: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "people.Person", related_name=False, null=True, on_delete=SET_NULL, db_index=True
    )
    stage = fields.CharEnumField(Stage, max_length=12, default=Stage.RECEIVED)
    cycle = fields.IntField(default=1)
    votes = fields.IntField(default=0)
    votes_imported = fields.IntField(default=0)
    comments = fields.IntField(default=0)
    staff_comments = fields.IntField(default=0)
    hot = fields.FloatField(default=0.0)
    merged_into: fields.ForeignKeyNullableRelation["Idea"] = fields.ForeignKeyField(
        "ideas.Idea", related_name=False, null=True, on_delete=RESTRICT
    )
    source = fields.CharField(max_length=60, null=True)
    source_id = fields.CharField(max_length=120, null=True)
    held = fields.BooleanField(default=False)
    hidden_at = fields.DatetimeField(null=True)
    edited_at = fields.DatetimeField(null=True)
    answered_at = fields.DatetimeField(null=True)
    stage_changed_at = fields.DatetimeField(default=now)

    board_id: int
    author_id: int | None
    owner_id: int | None
    merged_into_id: int | None
    coauthors: Collection[int] = ()

    class Meta:
        table = "idea"
        unique_together = (("source", "source_id"),)


class Coauthor(Model):
    """Somebody who wrote it too, once they have said yes themselves. `credit_name` is how they then wished to be
    called; whoever is only invited wrote it too and has no name here."""

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    idea: fields.ForeignKeyRelation["Idea"] = fields.ForeignKeyField(
        "ideas.Idea", related_name=False, on_delete=CASCADE
    )
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "people.Person", related_name=False, on_delete=CASCADE, db_index=True
    )
    state = fields.CharEnumField(CoauthorState, max_length=10)
    credit_name = fields.CharField(max_length=80, default="")
    accepted_at = fields.DatetimeField(null=True)

    class Meta:
        table = "coauthor"
        unique_together = (("idea", "person"),)


class Exposure(Model):
    """An idea that few have seen yet. `views` counts how often it stood on a page of a list that somebody was shown.

    There is a row from when it comes into sight until enough have seen it (see `ideas.exposure`).
    """

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    idea: fields.OneToOneRelation["Idea"] = fields.OneToOneField(
        "ideas.Idea", related_name=False, on_delete=CASCADE
    )
    views = fields.IntField(default=0)

    idea_id: int

    class Meta:
        table = "exposure"


class Revision(Model):
    """An idea as it read before an edit."""

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    idea: fields.ForeignKeyRelation["Idea"] = fields.ForeignKeyField(
        "ideas.Idea", related_name=False, on_delete=CASCADE, db_index=True
    )
    title = fields.CharField(max_length=120)
    body = fields.TextField()
    editor: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "people.Person", related_name=False, null=True, on_delete=RESTRICT
    )

    editor_id: int | None

    class Meta:
        table = "revision"


class Comment(Model):
    """Something said about an idea; `parent` is a comment that is no reply itself. `is_answer`: the official answer."""

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    idea: fields.ForeignKeyRelation["Idea"] = fields.ForeignKeyField(
        "ideas.Idea", related_name=False, on_delete=CASCADE
    )
    author: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "people.Person", related_name=False, null=True, on_delete=RESTRICT, db_index=True
    )
    parent: fields.ForeignKeyNullableRelation["Comment"] = fields.ForeignKeyField(
        "ideas.Comment", related_name=False, null=True, on_delete=CASCADE, db_index=True
    )
    body = fields.TextField()
    body_html = fields.TextField()
    renderer = fields.IntField(default=0)
    lang = fields.CharField(max_length=8)
    audience = fields.CharEnumField(CommentAudience, max_length=10, default=CommentAudience.EVERYONE)
    is_answer = fields.BooleanField(default=False)
    edited_at = fields.DatetimeField(null=True)
    removed_at = fields.DatetimeField(null=True)
    hidden_at = fields.DatetimeField(null=True)

    idea_id: int
    author_id: int | None
    parent_id: int | None

    class Meta:
        table = "comment"


class CommentRevision(Model):
    """A comment as it read before an edit."""

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    comment: fields.ForeignKeyRelation["Comment"] = fields.ForeignKeyField(
        "ideas.Comment", related_name=False, on_delete=CASCADE, db_index=True
    )
    body = fields.TextField()

    class Meta:
        table = "comment_revision"


class Tag(Model):
    """A word that ideas are found by. `name` is normalised (see `ideas.tags`)."""

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    name = fields.CharField(max_length=40, unique=True)

    class Meta:
        table = "tag"


class IdeaTag(Model):
    id = fields.BigIntField(primary_key=True)
    idea: fields.ForeignKeyRelation["Idea"] = fields.ForeignKeyField(
        "ideas.Idea", related_name=False, on_delete=CASCADE
    )
    tag: fields.ForeignKeyRelation["Tag"] = fields.ForeignKeyField(
        "ideas.Tag", related_name=False, on_delete=CASCADE
    )

    class Meta:
        table = "idea_tag"
        unique_together = (("idea", "tag"),)

"""The tables of what waits for a decision and how it was judged."""

from enum import StrEnum

from tortoise import fields
from tortoise.fields import CASCADE, RESTRICT, SET_NULL
from tortoise.models import Model

from core.clock import now
from core.words import N_
from ideas.loop import Stage
from ideas.models import Idea
from people.models import Person


class Why(StrEnum):
    """Why an idea needs somebody's attention."""

    UNANSWERED = "unanswered"
    REPORTED = "reported"
    HELD = "held"
    REOPENED = "reopened"
    DISPUTED = "disputed"
    PARTLY = "partly"
    OVERDUE = "overdue"
    DUPLICATE = "duplicate"
    REVISIT = "revisit"
    NEW = "new"

    @property
    def label(self) -> str:
        """The reason in a word or two, a message id."""
        return WHY_LABELS[self]


WHY_LABELS = {
    Why.UNANSWERED: N_("Unanswered"),
    Why.REPORTED: N_("Reported"),
    Why.HELD: N_("Waits for review"),
    Why.REOPENED: N_("Reopened"),
    Why.DISPUTED: N_("Many say no"),
    Why.PARTLY: N_("Only partly solved"),
    Why.OVERDUE: N_("Asked and overdue"),
    Why.DUPLICATE: N_("Possible duplicate"),
    Why.REVISIT: N_("To be reviewed again"),
    Why.NEW: N_("Newly posted"),
}


class ReportReason(StrEnum):
    SPAM = "spam"
    ABUSE = "abuse"
    PRIVATE = "private"
    OTHER = "other"

    @property
    def label(self) -> str:
        return REPORT_LABELS[self]


REPORT_LABELS = {
    ReportReason.SPAM: N_("Advertising or spam"),
    ReportReason.ABUSE: N_("Insult or threat"),
    ReportReason.PRIVATE: N_("Somebody's private data"),
    ReportReason.OTHER: N_("Something else"),
}


class ReportState(StrEnum):
    OPEN = "open"
    UPHELD = "upheld"
    DISMISSED = "dismissed"


class Merge(Model):
    """One idea went into another. Live while `undone_at` is null; a source has at most one live merge.

    `target` is what the source was merged into, which may have been merged on since; `Idea.merged_into` is where it
    all goes on, the root. `stage_before` and `changed_before` are what an undo restores.
    """

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    source: fields.ForeignKeyRelation[Idea] = fields.ForeignKeyField(
        "ideas.Idea", related_name=False, on_delete=RESTRICT, db_index=True
    )
    target: fields.ForeignKeyRelation[Idea] = fields.ForeignKeyField(
        "ideas.Idea", related_name=False, on_delete=RESTRICT, db_index=True
    )
    stage_before = fields.CharEnumField(Stage, max_length=12)
    changed_before = fields.DatetimeField()
    by: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "people.Person", related_name=False, on_delete=RESTRICT
    )
    undone_at = fields.DatetimeField(null=True)
    undone_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "people.Person", related_name=False, null=True, on_delete=RESTRICT
    )

    source_id: int
    target_id: int
    by_id: int

    class Meta:
        table = "merge"


class Attention(Model):
    """An idea needs somebody's attention, for one reason, since a moment; open until `cleared_at`.

    `other` is the idea that it may be a duplicate of, `words` what the two have in common.
    """

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    idea: fields.ForeignKeyRelation[Idea] = fields.ForeignKeyField(
        "ideas.Idea", related_name=False, on_delete=CASCADE
    )
    why = fields.CharEnumField(Why, max_length=12)
    since = fields.DatetimeField(default=now)
    other: fields.ForeignKeyNullableRelation[Idea] = fields.ForeignKeyField(
        "ideas.Idea", related_name=False, null=True, on_delete=CASCADE
    )
    words = fields.CharField(max_length=200, default="")
    cleared_at = fields.DatetimeField(null=True)

    idea_id: int
    other_id: int | None

    class Meta:
        table = "attention"
        unique_together = (("idea", "why"),)


class Assessment(Model):
    """What one employee thinks of an idea: its impact and the effort it takes, 1 to 5 each."""

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    idea: fields.ForeignKeyRelation[Idea] = fields.ForeignKeyField(
        "ideas.Idea", related_name=False, on_delete=CASCADE
    )
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "people.Person", related_name=False, on_delete=CASCADE, db_index=True
    )
    impact = fields.SmallIntField()
    effort = fields.SmallIntField()

    person_id: int

    class Meta:
        table = "assessment"
        unique_together = (("idea", "person"),)


class Report(Model):
    """A member says that an idea or a comment shouldn't stand as it does. `snapshot`: how it read then."""

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    idea: fields.ForeignKeyRelation[Idea] = fields.ForeignKeyField(
        "ideas.Idea", related_name=False, on_delete=CASCADE, db_index=True
    )
    comment_id = fields.BigIntField(null=True)
    reporter: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "people.Person", related_name=False, on_delete=CASCADE
    )
    reason = fields.CharEnumField(ReportReason, max_length=10)
    words = fields.TextField(default="")
    snapshot = fields.TextField(default="")
    state = fields.CharEnumField(ReportState, max_length=10, default=ReportState.OPEN)
    handled_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "people.Person", related_name=False, null=True, on_delete=SET_NULL
    )
    handled_at = fields.DatetimeField(null=True)

    idea_id: int
    reporter_id: int

    class Meta:
        table = "report"


class SavedView(Model):
    """The inbox as somebody likes to see it: the choices of its address, under a name of their own."""

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "people.Person", related_name=False, on_delete=CASCADE
    )
    name = fields.CharField(max_length=60)
    query = fields.CharField(max_length=300, default="")

    class Meta:
        table = "saved_view"
        unique_together = (("person", "name"),)

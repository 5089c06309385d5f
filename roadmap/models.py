"""The tables of what is being done, what came of it, and whether it worked."""

from enum import StrEnum

from tortoise import fields
from tortoise.fields import CASCADE, RESTRICT, SET_NULL
from tortoise.models import Model

from core.clock import now
from core.words import N_
from ideas.models import BoardAudience, Idea
from people.models import Person


class ItemStage(StrEnum):
    EXPLORING = "exploring"
    PLANNED = "planned"
    BUILDING = "building"
    SHIPPED = "shipped"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        """The stage's name, a message id."""
        return ITEM_LABELS[self]


ITEM_LABELS = {
    ItemStage.EXPLORING: N_("Exploring"),
    ItemStage.PLANNED: N_("Planned"),
    ItemStage.BUILDING: N_("Being built"),
    ItemStage.SHIPPED: N_("Shipped"),
    ItemStage.DROPPED: N_("Dropped"),
}


class Horizon(StrEnum):
    NOW = "now"
    NEXT = "next"
    LATER = "later"

    @property
    def label(self) -> str:
        return HORIZON_LABELS[self]


HORIZON_LABELS = {Horizon.NOW: N_("Now"), Horizon.NEXT: N_("Next"), Horizon.LATER: N_("Later")}


class ImprovementState(StrEnum):
    DRAFT = "draft"
    POSTED = "posted"
    RETRACTED = "retracted"


class Moment(StrEnum):
    BEFORE = "before"
    AFTER = "after"


class AskRole(StrEnum):
    """Why somebody is asked whether it worked. Author: author, accepted co-author, author of what was merged in."""

    AUTHOR = "author"
    VOTER = "voter"


class Answer(StrEnum):
    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    CANT_TELL = "cant_tell"

    @property
    def label(self) -> str:
        return ANSWER_LABELS[self]


ANSWER_LABELS = {
    Answer.YES: N_("Yes"),
    Answer.PARTLY: N_("Partly"),
    Answer.NO: N_("No"),
    Answer.CANT_TELL: N_("I can't tell"),
}


class Item(Model):
    """Something that is explored, planned, built, shipped or dropped. `position` orders a column by hand."""

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    title = fields.CharField(max_length=120)
    summary = fields.TextField(default="")
    summary_html = fields.TextField(default="")
    lang = fields.CharField(max_length=8, default="")
    stage = fields.CharEnumField(ItemStage, max_length=10, default=ItemStage.EXPLORING)
    horizon = fields.CharEnumField(Horizon, max_length=6, default=Horizon.LATER)
    audience = fields.CharEnumField(BoardAudience, max_length=10, default=BoardAudience.EVERYONE)
    promised_for = fields.DateField(null=True)
    owner: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "people.Person", related_name=False, null=True, on_delete=SET_NULL
    )
    position = fields.IntField(default=0)
    stage_changed_at = fields.DatetimeField(default=now)

    owner_id: int | None

    class Meta:
        table = "item"


class Link(Model):
    """An item answers an idea, in one cycle of the idea. Ended with a reason, never deleted."""

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    item: fields.ForeignKeyRelation["Item"] = fields.ForeignKeyField(
        "roadmap.Item", related_name=False, on_delete=RESTRICT, db_index=True
    )
    idea: fields.ForeignKeyRelation[Idea] = fields.ForeignKeyField(
        "ideas.Idea", related_name=False, on_delete=RESTRICT, db_index=True
    )
    cycle = fields.IntField()
    by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "people.Person", related_name=False, null=True, on_delete=RESTRICT
    )
    ended_at = fields.DatetimeField(null=True)
    ended_reason = fields.TextField(default="")

    item_id: int
    idea_id: int

    class Meta:
        table = "link"


class Release(Model):
    """What came out together, under a version. A draft until `published_at`; taken back by `retracted_at`."""

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    version = fields.CharField(max_length=40)
    title = fields.CharField(max_length=120, default="")
    notes = fields.TextField(default="")
    notes_html = fields.TextField(default="")
    lang = fields.CharField(max_length=8, default="")
    audience = fields.CharEnumField(BoardAudience, max_length=10, default=BoardAudience.EVERYONE)
    by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "people.Person", related_name=False, null=True, on_delete=RESTRICT
    )
    published_at = fields.DatetimeField(null=True)
    retracted_at = fields.DatetimeField(null=True)

    class Meta:
        table = "release"


class ReleaseItem(Model):
    id = fields.BigIntField(primary_key=True)
    release: fields.ForeignKeyRelation["Release"] = fields.ForeignKeyField(
        "roadmap.Release", related_name=False, on_delete=CASCADE
    )
    item: fields.ForeignKeyRelation["Item"] = fields.ForeignKeyField(
        "roadmap.Item", related_name=False, on_delete=CASCADE, db_index=True
    )

    item_id: int

    class Meta:
        table = "release_item"
        unique_together = (("release", "item"),)


class Improvement(Model):
    """What was done against complaints: what was wrong, what changed, what was learnt; signed by a person.

    `confirmations` counts the standing answers "yes" of all rounds that it led to.
    """

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    title = fields.CharField(max_length=120)
    what_was_wrong = fields.TextField(default="")
    what_was_wrong_html = fields.TextField(default="")
    what_changed = fields.TextField(default="")
    what_changed_html = fields.TextField(default="")
    lesson = fields.TextField(default="")
    lesson_html = fields.TextField(default="")
    unmeasured_because = fields.TextField(default="")
    lang = fields.CharField(max_length=8, default="")
    state = fields.CharEnumField(ImprovementState, max_length=10, default=ImprovementState.DRAFT)
    by: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "people.Person", related_name=False, on_delete=RESTRICT
    )
    posted_at = fields.DatetimeField(null=True)
    retracted_at = fields.DatetimeField(null=True)
    confirmations = fields.IntField(default=0)

    by_id: int

    class Meta:
        table = "improvement"


class Answered(Model):
    """An improvement answers a complaint, in one of its cycles. `quote`: the complainers' own words, verbatim."""

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    improvement: fields.ForeignKeyRelation["Improvement"] = fields.ForeignKeyField(
        "roadmap.Improvement", related_name=False, on_delete=CASCADE
    )
    complaint: fields.ForeignKeyRelation[Idea] = fields.ForeignKeyField(
        "ideas.Idea", related_name=False, on_delete=RESTRICT, db_index=True
    )
    cycle = fields.IntField()
    quote = fields.TextField(default="")

    improvement_id: int
    complaint_id: int

    class Meta:
        table = "answered"
        unique_together = (("improvement", "complaint"),)


class Evidence(Model):
    """How it was before or after: in words, as a number with its unit and source, or both."""

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    improvement: fields.ForeignKeyRelation["Improvement"] = fields.ForeignKeyField(
        "roadmap.Improvement", related_name=False, on_delete=CASCADE, db_index=True
    )
    moment = fields.CharEnumField(Moment, max_length=6)
    text = fields.TextField(default="")
    value = fields.FloatField(null=True)
    unit = fields.CharField(max_length=40, default="")
    measured_at = fields.DateField(null=True)
    source = fields.CharField(max_length=200, default="")

    improvement_id: int

    class Meta:
        table = "evidence"


class Round(Model):
    """One cycle's asking whether it worked: opened by entering shipped, with the standing answers counted.

    Open for 30 days (`closes_at`); late answers are taken for 180. `ended_at`: the idea left this cycle.
    """

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    idea: fields.ForeignKeyRelation[Idea] = fields.ForeignKeyField(
        "ideas.Idea", related_name=False, on_delete=CASCADE
    )
    cycle = fields.IntField()
    closes_at = fields.DatetimeField()
    closed_at = fields.DatetimeField(null=True)
    ended_at = fields.DatetimeField(null=True)
    disputed_at = fields.DatetimeField(null=True)
    asked = fields.IntField(default=0)
    yes = fields.IntField(default=0)
    partly = fields.IntField(default=0)
    no = fields.IntField(default=0)
    cant_tell = fields.IntField(default=0)

    idea_id: int

    class Meta:
        table = "round"
        unique_together = (("idea", "cycle"),)


class Ask(Model):
    """One person is asked in one cycle. `answer` is their latest, null while they are silent."""

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    idea: fields.ForeignKeyRelation[Idea] = fields.ForeignKeyField(
        "ideas.Idea", related_name=False, on_delete=CASCADE
    )
    cycle = fields.IntField()
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "people.Person", related_name=False, on_delete=CASCADE, db_index=True
    )
    role = fields.CharEnumField(AskRole, max_length=6)
    answer = fields.CharEnumField(Answer, max_length=10, null=True)

    idea_id: int
    person_id: int

    class Meta:
        table = "ask"
        unique_together = (("idea", "cycle", "person"),)


class Verdict(Model):
    """One answer as it was given. The latest of an ask counts; earlier ones stay."""

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    ask: fields.ForeignKeyRelation["Ask"] = fields.ForeignKeyField(
        "roadmap.Ask", related_name=False, on_delete=CASCADE, db_index=True
    )
    answer = fields.CharEnumField(Answer, max_length=10)
    body = fields.TextField(default="")
    lang = fields.CharField(max_length=8, default="")

    ask_id: int

    class Meta:
        table = "verdict"

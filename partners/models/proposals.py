"""What is on its way from a room into the ideas."""

from enum import StrEnum

from tortoise import fields
from tortoise.fields import CASCADE, RESTRICT, SET_NULL
from tortoise.models import Model

from core.clock import now
from ideas.models import Board, Idea, Kind
from partners.models.documents import Document
from people.models import Person


class ProposalState(StrEnum):
    """Gathering: its authors are asked. Published: an idea was made of it. Withdrawn: nothing came of it."""

    GATHERING = "gathering"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Consent(StrEnum):
    """What an author said to a publication. Whoever is still asked when the time is over stays without a name."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    OBJECTED = "objected"


class Proposal(Model):
    """A version of a document on its way to becoming an idea. Asked again (`asked_at`) whenever its text changes."""

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    document: fields.ForeignKeyRelation[Document] = fields.ForeignKeyField(
        "partners.Document", related_name=False, on_delete=CASCADE, db_index=True
    )
    version = fields.IntField()
    opened_by: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "people.Person", related_name=False, on_delete=RESTRICT
    )
    board: fields.ForeignKeyRelation[Board] = fields.ForeignKeyField(
        "ideas.Board", related_name=False, on_delete=RESTRICT
    )
    kind = fields.CharEnumField(Kind, max_length=10)
    state = fields.CharEnumField(ProposalState, max_length=10, default=ProposalState.GATHERING)
    asked_at = fields.DatetimeField(default=now)
    due_at = fields.DatetimeField()
    idea: fields.ForeignKeyNullableRelation[Idea] = fields.ForeignKeyField(
        "ideas.Idea", related_name=False, null=True, on_delete=SET_NULL, db_index=True
    )
    ended_at = fields.DatetimeField(null=True)

    document_id: int
    board_id: int
    opened_by_id: int
    idea_id: int | None

    class Meta:
        table = "proposal"


class ProposalAuthor(Model):
    """Whose text stands in a proposal's version, and what they said to its publication."""

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    proposal: fields.ForeignKeyRelation[Proposal] = fields.ForeignKeyField(
        "partners.Proposal", related_name=False, on_delete=CASCADE
    )
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "people.Person", related_name=False, on_delete=CASCADE, db_index=True
    )
    consent = fields.CharEnumField(Consent, max_length=10, default=Consent.ASKED)
    credit_name = fields.CharField(max_length=80, default="")
    words = fields.TextField(default="")
    answered_at = fields.DatetimeField(null=True)

    proposal_id: int
    person_id: int

    class Meta:
        table = "proposal_author"
        unique_together = (("proposal", "person"),)

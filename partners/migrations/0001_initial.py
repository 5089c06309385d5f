from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from core.clock import now
from ideas.models import Kind
from partners.models.conversations import ConversationState
from partners.models.documents import SuggestionState
from partners.models.needs import NeedKind
from partners.models.proposals import Consent, ProposalState
from partners.models.rooms import MemberRole, MemberState, RoomKind, RoomStatus
from json import dumps, loads
from tortoise.fields.base import OnDelete
from tortoise import fields


class Migration(migrations.Migration):
    dependencies = [("ideas", "0007_answers"), ("people", "0003_staff")]

    initial = True

    operations = [
        ops.CreateModel(
            name="Need",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                (
                    "person",
                    fields.ForeignKeyField(
                        "people.Person",
                        source_field="person_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("kind", fields.CharEnumField(description="", enum_type=NeedKind, max_length=10)),
                ("text", fields.TextField(unique=False)),
                ("lang", fields.CharField(default="", max_length=8)),
                ("expires_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("ended_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={"table": "need", "app": "partners", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Conversation",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                (
                    "requester",
                    fields.ForeignKeyField(
                        "people.Person",
                        source_field="requester_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "recipient",
                    fields.ForeignKeyField(
                        "people.Person",
                        source_field="recipient_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("low", fields.BigIntField()),
                ("high", fields.BigIntField()),
                (
                    "state",
                    fields.CharEnumField(
                        default=ConversationState.REQUESTED,
                        description="",
                        enum_type=ConversationState,
                        max_length=10,
                    ),
                ),
                (
                    "need",
                    fields.ForeignKeyField(
                        "partners.Need",
                        source_field="need_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("answered_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                (
                    "ended_by",
                    fields.ForeignKeyField(
                        "people.Person",
                        source_field="ended_by_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("written_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ("requester_seen", fields.BigIntField(default=0)),
                ("recipient_seen", fields.BigIntField(default=0)),
            ],
            options={
                "table": "conversation",
                "app": "partners",
                "unique_together": (("low", "high"),),
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Message",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                (
                    "conversation",
                    fields.ForeignKeyField(
                        "partners.Conversation",
                        source_field="conversation_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "author",
                    fields.ForeignKeyField(
                        "people.Person",
                        source_field="author_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("body", fields.TextField(unique=False)),
                ("body_html", fields.TextField(unique=False)),
                ("renderer", fields.IntField(default=0)),
                ("lang", fields.CharField(default="", max_length=8)),
                ("hidden_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={"table": "message", "app": "partners", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="NeedTag",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "need",
                    fields.ForeignKeyField(
                        "partners.Need",
                        source_field="need_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("name", fields.CharField(max_length=40)),
            ],
            options={
                "table": "need_tag",
                "app": "partners",
                "unique_together": (("need", "name"),),
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="NeedToken",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "need",
                    fields.ForeignKeyField(
                        "partners.Need",
                        source_field="need_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("token", fields.CharField(max_length=40)),
            ],
            options={
                "table": "need_token",
                "app": "partners",
                "unique_together": (("need", "token"),),
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="PartnerRules",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ("customers_take_part", fields.BooleanField(default=False)),
                ("requests_a_day", fields.IntField(default=5)),
                ("requests_of_newcomers", fields.IntField(default=2)),
                ("newcomer_days", fields.IntField(default=7)),
                ("invitations_a_day", fields.IntField(default=20)),
                ("rooms_a_week", fields.IntField(default=3)),
            ],
            options={"table": "partner_rules", "app": "partners", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Room",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                (
                    "founder",
                    fields.ForeignKeyField(
                        "people.Person",
                        source_field="founder_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("name", fields.CharField(max_length=80)),
                ("purpose", fields.TextField(default="", unique=False)),
                ("lang", fields.CharField(default="", max_length=8)),
                ("kind", fields.CharEnumField(description="", enum_type=RoomKind, max_length=10)),
                (
                    "status",
                    fields.CharEnumField(
                        default=RoomStatus.ACTIVE, description="", enum_type=RoomStatus, max_length=10
                    ),
                ),
                ("terms", fields.TextField(default="", unique=False)),
                ("terms_version", fields.IntField(default=1)),
                ("members", fields.IntField(default=0)),
                ("active_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
            ],
            options={"table": "room", "app": "partners", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Document",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                (
                    "room",
                    fields.ForeignKeyField(
                        "partners.Room",
                        source_field="room_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("title", fields.CharField(max_length=120)),
                ("lang", fields.CharField(default="", max_length=8)),
                ("current", fields.IntField(default=1)),
                ("suggestions", fields.IntField(default=0)),
                ("changed_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ("archived_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                (
                    "credit",
                    fields.JSONField(
                        default=dict, encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
                    ),
                ),
            ],
            options={"table": "document", "app": "partners", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="DocumentVersion",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                (
                    "document",
                    fields.ForeignKeyField(
                        "partners.Document",
                        source_field="document_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("n", fields.IntField()),
                ("title", fields.CharField(max_length=120)),
                ("body", fields.TextField(unique=False)),
                ("body_html", fields.TextField(unique=False)),
                ("renderer", fields.IntField(default=0)),
                ("note", fields.CharField(default="", max_length=200)),
                (
                    "author",
                    fields.ForeignKeyField(
                        "people.Person",
                        source_field="author_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "by",
                    fields.ForeignKeyField(
                        "people.Person",
                        source_field="by_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "authors",
                    fields.JSONField(
                        default=list, encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
                    ),
                ),
            ],
            options={
                "table": "document_version",
                "app": "partners",
                "unique_together": (("document", "n"),),
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Membership",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                (
                    "room",
                    fields.ForeignKeyField(
                        "partners.Room",
                        source_field="room_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "person",
                    fields.ForeignKeyField(
                        "people.Person",
                        source_field="person_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "role",
                    fields.CharEnumField(
                        default=MemberRole.MEMBER, description="", enum_type=MemberRole, max_length=10
                    ),
                ),
                ("state", fields.CharEnumField(description="", enum_type=MemberState, max_length=10)),
                (
                    "invited_by",
                    fields.ForeignKeyField(
                        "people.Person",
                        source_field="invited_by_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                (
                    "answered_by",
                    fields.ForeignKeyField(
                        "people.Person",
                        source_field="answered_by_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("words", fields.TextField(default="", unique=False)),
                ("terms_accepted", fields.IntField(default=0)),
                ("feed_key", fields.CharField(null=True, unique=True, max_length=64)),
                ("changed_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ("since", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("revoked_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "membership",
                "app": "partners",
                "unique_together": (("room", "person"),),
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Post",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                (
                    "room",
                    fields.ForeignKeyField(
                        "partners.Room",
                        source_field="room_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "author",
                    fields.ForeignKeyField(
                        "people.Person",
                        source_field="author_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("body", fields.TextField(unique=False)),
                ("body_html", fields.TextField(unique=False)),
                ("renderer", fields.IntField(default=0)),
                ("lang", fields.CharField(default="", max_length=8)),
                ("comments", fields.IntField(default=0)),
                ("edited_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("removed_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("hidden_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={"table": "post", "app": "partners", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="PostComment",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                (
                    "post",
                    fields.ForeignKeyField(
                        "partners.Post",
                        source_field="post_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "author",
                    fields.ForeignKeyField(
                        "people.Person",
                        source_field="author_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("body", fields.TextField(unique=False)),
                ("body_html", fields.TextField(unique=False)),
                ("renderer", fields.IntField(default=0)),
                ("lang", fields.CharField(default="", max_length=8)),
                ("edited_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("removed_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("hidden_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={"table": "post_comment", "app": "partners", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Proposal",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                (
                    "document",
                    fields.ForeignKeyField(
                        "partners.Document",
                        source_field="document_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("version", fields.IntField()),
                (
                    "opened_by",
                    fields.ForeignKeyField(
                        "people.Person",
                        source_field="opened_by_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "board",
                    fields.ForeignKeyField(
                        "ideas.Board",
                        source_field="board_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("kind", fields.CharEnumField(description="", enum_type=Kind, max_length=10)),
                (
                    "state",
                    fields.CharEnumField(
                        default=ProposalState.GATHERING,
                        description="",
                        enum_type=ProposalState,
                        max_length=10,
                    ),
                ),
                ("asked_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ("due_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                (
                    "idea",
                    fields.ForeignKeyField(
                        "ideas.Idea",
                        source_field="idea_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("ended_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={"table": "proposal", "app": "partners", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ProposalAuthor",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                (
                    "proposal",
                    fields.ForeignKeyField(
                        "partners.Proposal",
                        source_field="proposal_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "person",
                    fields.ForeignKeyField(
                        "people.Person",
                        source_field="person_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "consent",
                    fields.CharEnumField(
                        default=Consent.ASKED, description="", enum_type=Consent, max_length=10
                    ),
                ),
                ("credit_name", fields.CharField(default="", max_length=80)),
                ("words", fields.TextField(default="", unique=False)),
                ("answered_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "proposal_author",
                "app": "partners",
                "unique_together": (("proposal", "person"),),
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="RoomInvitation",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                (
                    "room",
                    fields.ForeignKeyField(
                        "partners.Room",
                        source_field="room_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "person",
                    fields.ForeignKeyField(
                        "people.Person",
                        source_field="person_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "by",
                    fields.ForeignKeyField(
                        "people.Person",
                        source_field="by_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("declined_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={"table": "room_invitation", "app": "partners", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Suggestion",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                (
                    "document",
                    fields.ForeignKeyField(
                        "partners.Document",
                        source_field="document_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("base", fields.IntField()),
                ("title", fields.CharField(max_length=120)),
                ("body", fields.TextField(unique=False)),
                ("note", fields.CharField(default="", max_length=200)),
                (
                    "author",
                    fields.ForeignKeyField(
                        "people.Person",
                        source_field="author_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "state",
                    fields.CharEnumField(
                        default=SuggestionState.OPEN, description="", enum_type=SuggestionState, max_length=10
                    ),
                ),
                ("reason", fields.TextField(default="", unique=False)),
                (
                    "decided_by",
                    fields.ForeignKeyField(
                        "people.Person",
                        source_field="decided_by_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("decided_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("became", fields.IntField(null=True)),
                ("edition", fields.IntField(default=1)),
            ],
            options={"table": "suggestion", "app": "partners", "pk_attr": "id"},
            bases=["Model"],
        ),
    ]

from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from core.clock import now
from json import dumps, loads
from people.models import Contact, OrganisationKind, Role, SignUp, Visibility
from tortoise.fields.base import OnDelete
from tortoise import fields


class Migration(migrations.Migration):
    initial = True

    operations = [
        ops.CreateModel(
            name="Organisation",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ("name", fields.CharField(max_length=120)),
                ("kind", fields.CharEnumField(description="", enum_type=OrganisationKind, max_length=10)),
                ("website", fields.CharField(default="", max_length=300)),
                ("about", fields.TextField(default="", unique=False)),
                ("weight", fields.IntField(default=1)),
            ],
            options={"table": "organisation", "app": "people", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Person",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ("email", fields.CharField(null=True, unique=True, max_length=320)),
                ("handle", fields.CharField(unique=True, max_length=30)),
                ("name", fields.CharField(default="", max_length=80)),
                (
                    "role",
                    fields.CharEnumField(
                        default=Role.CUSTOMER, description="", enum_type=Role, max_length=10
                    ),
                ),
                (
                    "organisation",
                    fields.ForeignKeyField(
                        "people.Organisation",
                        source_field="organisation_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("department", fields.CharField(default="", max_length=80)),
                ("headline", fields.CharField(default="", max_length=120)),
                ("bio", fields.TextField(default="", unique=False)),
                ("locale", fields.CharField(default="", max_length=8)),
                ("timezone", fields.CharField(default="", max_length=64)),
                ("name_shown", fields.BooleanField(default=True)),
                (
                    "visibility",
                    fields.CharEnumField(
                        default=Visibility.PUBLIC, description="", enum_type=Visibility, max_length=10
                    ),
                ),
                (
                    "contact",
                    fields.CharEnumField(
                        default=Contact.SHARED_ROOM, description="", enum_type=Contact, max_length=12
                    ),
                ),
                ("terms_version", fields.IntField(default=0)),
                ("deactivated_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={"table": "person", "app": "people", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Block",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
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
                    "blocked",
                    fields.ForeignKeyField(
                        "people.Person",
                        source_field="blocked_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
            ],
            options={
                "table": "block",
                "app": "people",
                "unique_together": (("person", "blocked"),),
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Intent",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ("key_hash", fields.CharField(unique=True, max_length=64)),
                ("kind", fields.CharField(max_length=20)),
                ("subject_id", fields.BigIntField(null=True)),
                ("path", fields.CharField(max_length=2000)),
                (
                    "data",
                    fields.JSONField(
                        default=dict, encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
                    ),
                ),
                (
                    "person",
                    fields.ForeignKeyField(
                        "people.Person",
                        source_field="person_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("expires_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={"table": "intent", "app": "people", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Invitation",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ("email", fields.CharField(db_index=True, max_length=320)),
                (
                    "role",
                    fields.CharEnumField(
                        default=Role.CUSTOMER, description="", enum_type=Role, max_length=10
                    ),
                ),
                (
                    "organisation",
                    fields.ForeignKeyField(
                        "people.Organisation",
                        source_field="organisation_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                (
                    "invited_by",
                    fields.ForeignKeyField(
                        "people.Person",
                        source_field="invited_by_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("locale", fields.CharField(default="", max_length=8)),
                ("accepted_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("revoked_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={"table": "invitation", "app": "people", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Session",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ("token_hash", fields.CharField(unique=True, max_length=64)),
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
                ("last_seen_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ("user_agent", fields.CharField(default="", max_length=300)),
                ("revoked_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={"table": "session", "app": "people", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="SignIn",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ("email", fields.CharField(db_index=True, max_length=320)),
                ("salt", fields.CharField(max_length=64)),
                ("code_hash", fields.CharField(max_length=64)),
                ("token_hash", fields.CharField(unique=True, max_length=64)),
                ("browser_hash", fields.CharField(default="", max_length=64)),
                ("locale", fields.CharField(default="", max_length=8)),
                ("expires_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("used_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("attempts", fields.IntField(default=0)),
            ],
            options={"table": "sign_in", "app": "people", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Site",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ("name", fields.CharField(default="Madang", max_length=80)),
                ("locale", fields.CharField(default="", max_length=8)),
                (
                    "sign_up",
                    fields.CharEnumField(
                        default=SignUp.ANYONE, description="", enum_type=SignUp, max_length=10
                    ),
                ),
                ("sign_up_domains", fields.TextField(default="", unique=False)),
                ("terms", fields.TextField(default="", unique=False)),
                ("privacy", fields.TextField(default="", unique=False)),
                ("terms_version", fields.IntField(default=0)),
            ],
            options={"table": "site", "app": "people", "pk_attr": "id"},
            bases=["Model"],
        ),
    ]

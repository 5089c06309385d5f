"""The tables of who is here."""

from datetime import datetime, timedelta
from enum import StrEnum

from tortoise import fields
from tortoise.fields import CASCADE, RESTRICT, SET_NULL
from tortoise.models import Model

from core.clock import now
from core.words import N_


class Role(StrEnum):
    """One ladder. From employee upwards people are staff."""

    CUSTOMER = "customer"
    PARTNER = "partner"
    EMPLOYEE = "employee"
    MANAGER = "manager"
    ADMIN = "admin"

    @property
    def rank(self) -> int:
        return _RANKS[self]

    @property
    def is_staff(self) -> bool:
        return self.rank >= Role.EMPLOYEE.rank

    @property
    def label(self) -> str:
        """The role's name, a message id."""
        return _ROLE_LABELS[self]


_RANKS = {role: place for place, role in enumerate(Role)}

_ROLE_LABELS = {
    Role.CUSTOMER: N_("Customer"),
    Role.PARTNER: N_("Partner"),
    Role.EMPLOYEE: N_("Employee"),
    Role.MANAGER: N_("Manager"),
    Role.ADMIN: N_("Admin"),
}


class OrganisationKind(StrEnum):
    CUSTOMER = "customer"
    PARTNER = "partner"
    HOST = "host"


class Visibility(StrEnum):
    """Who may open a person's profile page."""

    HIDDEN = "hidden"
    MEMBERS = "members"
    PUBLIC = "public"


class Scope(StrEnum):
    """What a program may do in a person's name. Each stands for itself; what the person may not, no scope gives."""

    READ = "read"
    WRITE = "write"
    MANAGE = "manage"


class Contact(StrEnum):
    """Who may write to a person."""

    NOBODY = "nobody"
    SHARED_ROOM = "shared_room"
    MEMBERS = "members"


class SignUp(StrEnum):
    """Who may become a member by signing in."""

    ANYONE = "anyone"
    DOMAINS = "domains"
    INVITED = "invited"


class Organisation(Model):
    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    name = fields.CharField(max_length=120)
    kind = fields.CharEnumField(OrganisationKind, max_length=10)
    website = fields.CharField(max_length=300, default="")
    about = fields.TextField(default="")
    weight = fields.IntField(default=1)

    class Meta:
        table = "organisation"


class Person(Model):
    """Somebody with a name here. `email` is normalised (see `people.addresses`); null on erased and imported people.

    `name_shown`: whether their name stands among the people behind an idea. Their own words always carry it.
    """

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    email = fields.CharField(max_length=320, null=True, unique=True)
    handle = fields.CharField(max_length=30, unique=True)
    name = fields.CharField(max_length=80, default="")
    role = fields.CharEnumField(Role, max_length=10, default=Role.CUSTOMER)
    organisation: fields.ForeignKeyNullableRelation["Organisation"] = fields.ForeignKeyField(
        "people.Organisation", related_name=False, null=True, on_delete=SET_NULL, db_index=True
    )
    department = fields.CharField(max_length=80, default="")
    headline = fields.CharField(max_length=120, default="")
    bio = fields.TextField(default="")
    locale = fields.CharField(max_length=8, default="")
    timezone = fields.CharField(max_length=64, default="")
    name_shown = fields.BooleanField(default=True)
    visibility = fields.CharEnumField(Visibility, max_length=10, default=Visibility.PUBLIC)
    contact = fields.CharEnumField(Contact, max_length=12, default=Contact.SHARED_ROOM)
    terms_version = fields.IntField(default=0)
    deactivated_at = fields.DatetimeField(null=True)

    organisation_id: int | None

    class Meta:
        table = "person"

    @property
    def is_staff(self) -> bool:
        return self.role.is_staff

    @property
    def is_manager(self) -> bool:
        """Managers and admins decide."""
        return self.role.rank >= Role.MANAGER.rank

    @property
    def is_erased(self) -> bool:
        """Only the row that what they did hangs on is left."""
        return self.deactivated_at is not None and not self.name and self.email is None

    @property
    def is_admin(self) -> bool:
        return self.role is Role.ADMIN


class SignIn(Model):
    """An attempt to sign in: a link and a code, mailed together, either of them good once.

    Neither is stored: both follow from `salt` and the secret key, so that the mail can be written when it is sent
    and a copy of the database opens no door. `browser_hash` ties the code to the browser that asked for it.
    """

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    email = fields.CharField(max_length=320, db_index=True)
    salt = fields.CharField(max_length=64)
    code_hash = fields.CharField(max_length=64)
    token_hash = fields.CharField(max_length=64, unique=True)
    browser_hash = fields.CharField(max_length=64, default="")
    locale = fields.CharField(max_length=8, default="")
    expires_at = fields.DatetimeField()
    used_at = fields.DatetimeField(null=True)
    attempts = fields.IntField(default=0)

    class Meta:
        table = "sign_in"


class Intent(Model):
    """What a visitor was about to do when we asked them to sign in: kept with what they typed until they have."""

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    key_hash = fields.CharField(max_length=64, unique=True)
    kind = fields.CharField(max_length=20)
    subject_id = fields.BigIntField(null=True)
    path = fields.CharField(max_length=2000)
    data: dict[str, str] = fields.JSONField(default=dict)
    person: fields.ForeignKeyNullableRelation["Person"] = fields.ForeignKeyField(
        "people.Person", related_name=False, null=True, on_delete=CASCADE
    )
    expires_at = fields.DatetimeField()

    person_id: int | None

    class Meta:
        table = "intent"


class Session(Model):
    """A browser in which somebody is signed in. The cookie's token is kept hashed."""

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    token_hash = fields.CharField(max_length=64, unique=True)
    person: fields.ForeignKeyRelation["Person"] = fields.ForeignKeyField(
        "people.Person", related_name=False, on_delete=CASCADE, db_index=True
    )
    last_seen_at = fields.DatetimeField(default=now)
    user_agent = fields.CharField(max_length=300, default="")
    revoked_at: datetime | None = fields.DatetimeField(null=True)

    person_id: int

    class Meta:
        table = "session"


class ApiToken(Model):
    """What a program shows to act for a person. Only its hash is kept; `scopes` are `Scope`s, a space between."""

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    person: fields.ForeignKeyRelation["Person"] = fields.ForeignKeyField(
        "people.Person", related_name=False, on_delete=CASCADE, db_index=True
    )
    name = fields.CharField(max_length=80)
    token_hash = fields.CharField(max_length=64, unique=True)
    scopes = fields.CharField(max_length=40)
    last_used_at: datetime | None = fields.DatetimeField(null=True)
    revoked_at: datetime | None = fields.DatetimeField(null=True)

    person_id: int

    class Meta:
        table = "api_token"


class Block(Model):
    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    person: fields.ForeignKeyRelation["Person"] = fields.ForeignKeyField(
        "people.Person", related_name=False, on_delete=CASCADE
    )
    blocked: fields.ForeignKeyRelation["Person"] = fields.ForeignKeyField(
        "people.Person", related_name=False, on_delete=CASCADE
    )

    class Meta:
        table = "block"
        unique_together = (("person", "blocked"),)


class Invitation(Model):
    """Somebody may join, in this role and organisation, though the yard isn't open to everyone: within 30 days."""

    LASTS = timedelta(days=30)

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    email = fields.CharField(max_length=320, db_index=True)
    role = fields.CharEnumField(Role, max_length=10, default=Role.CUSTOMER)
    organisation: fields.ForeignKeyNullableRelation["Organisation"] = fields.ForeignKeyField(
        "people.Organisation", related_name=False, null=True, on_delete=SET_NULL
    )
    invited_by: fields.ForeignKeyNullableRelation["Person"] = fields.ForeignKeyField(
        "people.Person", related_name=False, null=True, on_delete=RESTRICT
    )
    locale = fields.CharField(max_length=8, default="")
    accepted_at = fields.DatetimeField(null=True)
    revoked_at = fields.DatetimeField(null=True)

    organisation_id: int | None
    invited_by_id: int | None

    class Meta:
        table = "invitation"

    @property
    def is_expired(self) -> bool:
        """Nobody came by it in time. Sending it anew ends it, and it stays expired."""
        return self.accepted_at is None and (self.revoked_at or now()) - self.created_at >= self.LASTS


class Site(Model):
    """The house rules of this yard: one row."""

    id = fields.BigIntField(primary_key=True)
    created_at = fields.DatetimeField(default=now)
    name = fields.CharField(max_length=80, default="Madang")
    locale = fields.CharField(max_length=8, default="")
    sign_up = fields.CharEnumField(SignUp, max_length=10, default=SignUp.ANYONE)
    sign_up_domains = fields.TextField(default="")
    terms = fields.TextField(default="")
    privacy = fields.TextField(default="")
    terms_version = fields.IntField(default=0)

    class Meta:
        table = "site"

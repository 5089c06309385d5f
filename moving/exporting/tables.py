"""What an export holds: every table that the floors declare, but for those named here with a reason.

The tables come from the models themselves, so that a new one is exported by itself. One whose columns look like a
secret is not, until it is named (a test asks for that).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tortoise import fields
from tortoise.context import require_context
from tortoise.fields.relational import ForeignKeyFieldInstance
from tortoise.models import Model

LEFT_OUT = {
    "session": "Secret: hashes of the tokens in people's browsers. Everybody signs in anew.",
    "sign_in": "Secret: what links and codes in mail are checked by. Whoever was signing in asks for a new link.",
    "intent": "Transient: what visitors typed before they signed in.",
    "submission": "Transient: which forms were sent already, kept for 30 days.",
    "delivery": "Transient: mail on its way. What hadn't gone out isn't sent by the new yard; notices stand there.",
    "outbox_mail": "Transient: mail as it went out where there was no mail server; it may hold links to sign in by.",
    "digest": "Transient: mornings' mails on their way.",
    "digest_entry": "Transient: what those mails were to tell.",
    "api_token": "Secret: hashes of the tokens that programs show. They are made anew.",
    "pulse": "Transient: which workers were running.",
    "spent": "Transient: how often somebody did something lately.",
    "upload": "Transient: files that admins were bringing in.",
    "left_row": "Transient: what those files' reports say.",
    "webhook_message": "Transient: what was sent to other programs, or was about to be. It isn't sent again.",
    "webhook_attempt": "Transient: each time that it was sent.",
    "need_token": "Derived: the tokens that needs are found by. Made anew by the import.",
    "idea_search": "Derived: the index of words. Made anew by the import.",
    "comment_search": "Derived: the same for comments.",
    "search_word": "Derived: the words that typing errors are compared with.",
    "search_state": "Derived: by which cutting the index was made.",
    "idea_fts": "Derived: SQLite's own index of words.",
    "comment_fts": "Derived: the same for comments.",
    "idea_vector": "Derived: what ideas mean as numbers. The worker makes them anew.",
    "tortoise_migrations": "Not the yard's: the manifest names what was applied.",
}
"""Tables that no export holds, each with why and with what follows from it."""

EMPTIED = {
    ("membership", "feed_key"): "Key material: members make their private feed's address anew.",
    ("task", "leased_until"): "Transient: the lease of a worker.",
}
"""Columns that every export holds empty."""

SECRET = re.compile(r"(^|_)(hash|hashes|salt|secret|secrets|password|private_key|feed_key)$")
"""What a column is called that holds a secret, or what one is checked by."""

KINDS: tuple[tuple[type[fields.Field], str], ...] = (  # type: ignore[type-arg]  # whatever they hold
    (fields.BooleanField, "boolean"),
    (fields.IntField, "integer"),
    (fields.SmallIntField, "integer"),
    (fields.BigIntField, "integer"),
    (fields.FloatField, "number"),
    (fields.DatetimeField, "moment"),
    (fields.DateField, "date"),
    (fields.JSONField, "json"),
    (fields.CharField, "text"),
    (fields.TextField, "text"),
)


@dataclass(frozen=True)
class Column:
    """`kind` is one of `KINDS`, "" for what no export knows; `to` the table that it refers to by id."""

    name: str
    kind: str
    null: bool
    to: str = ""


@dataclass(frozen=True)
class Table:
    """The columns in the order of their declaration; the first is `id`, by which rows are read and written."""

    name: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def secret(self) -> bool:
        """Whether it holds what nobody may take along and what can't be left empty."""
        return any(SECRET.search(each.name) and not each.null for each in self.columns)


def exported() -> list[Table]:
    """The tables of an export, each behind those that it refers to. The database must be open."""
    taken = [table for table in declared() if table.name not in LEFT_OUT and not table.secret]
    if unknown := [f"{table.name}.{each.name}" for table in taken for each in table.columns if not each.kind]:
        raise RuntimeError(f"An export doesn't know how to write {', '.join(unknown)}")
    return taken


@cache
def emptied(table: Table) -> frozenset[str]:
    """The columns of this table that are exported empty: those that are named, and what looks like a secret."""
    named = {column for name, column in EMPTIED if name == table.name}
    return frozenset(named | {each.name for each in table.columns if each.null and SECRET.search(each.name)})


def declared() -> list[Table]:
    """Every table of every floor, each behind those that it refers to."""
    waiting = {table.name: table for table in map(_table, _models())}
    ordered: list[Table] = []
    while waiting:
        ready = [
            table
            for table in waiting.values()
            if not {each.to for each in table.columns} & (waiting.keys() - {table.name})
        ]
        if not ready:
            raise RuntimeError(f"These tables refer to each other in a circle: {', '.join(waiting)}")
        ordered += [waiting.pop(table.name) for table in ready]
    return ordered


def _models() -> Iterator[type[Model]]:
    apps = require_context().apps
    assert apps is not None
    for models in apps.values():
        yield from models.values()


def _table(model: type[Model]) -> Table:
    meta = model._meta
    to = {
        str(each.source_field): each.related_model._meta.db_table
        for each in meta.fields_map.values()
        if isinstance(each, ForeignKeyFieldInstance)
    }
    columns = [
        Column(
            name,
            _kind(meta.fields_map[key]),
            meta.fields_map[key].null,
            to.get(name, ""),
        )
        for key, name in meta.fields_db_projection.items()
    ]
    columns.sort(key=lambda each: each.name != "id")
    if columns[0].name != "id" or columns[0].kind != "integer":
        raise RuntimeError(f"The table {meta.db_table} has no id to be exported by.")
    return Table(meta.db_table, tuple(columns))


def _kind(field: object) -> str:
    """One of `KINDS`; "" for what an export doesn't know."""
    return next((kind for known, kind in KINDS if isinstance(field, known)), "")

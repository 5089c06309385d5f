"""A database's tables as it has them, and as the models want them, in the same words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import import_module
from inspect import isclass
from pathlib import Path
from typing import Any

from tortoise.fields.relational import ForeignKeyFieldInstance
from tortoise.models import Model

from core.configuration import FLOORS
from core.database import connection, on_sqlite, rows

HOUSE = Path(__file__).resolve().parents[1]
RECORD = "tortoise_migrations"


@dataclass
class Schema:
    """Columns as (type, may be null); keys as columns; each relation with what happens when its row goes."""

    columns: dict[tuple[str, str], tuple[str, bool]] = field(default_factory=dict)
    primary: set[tuple[str, str]] = field(default_factory=set)
    unique: set[tuple[str, tuple[str, ...]]] = field(default_factory=set)
    indexes: set[tuple[str, tuple[str, ...]]] = field(default_factory=set)
    relations: set[tuple[str, str, str, str]] = field(default_factory=set)


def models() -> Iterator[type[Model]]:
    for floor in FLOORS:
        for each in vars(import_module(f"{floor}.models")).values():
            if (
                isclass(each)
                and issubclass(each, Model)
                and f"{each.__module__}.".startswith(f"{floor}.models.")
            ):
                yield each


def wanted(dialect: str) -> Schema:
    """What the models say."""
    schema = Schema()
    for model in models():
        meta = model._meta
        columns = {name: meta.fields_map[key] for key, name in meta.fields_db_projection.items()}
        for name, each in columns.items():
            rowid = each.pk and dialect == "sqlite"  # SQLite counts rows in INTEGER alone
            kind = "INTEGER" if rowid else each.get_for_dialect(dialect, "SQL_TYPE")
            schema.columns[meta.db_table, name] = (family(kind), each.null)
            if each.pk:
                schema.primary.add((meta.db_table, name))
            elif each.unique:
                schema.unique.add((meta.db_table, (name,)))
            elif each.index:
                schema.indexes.add((meta.db_table, (name,)))
        for together in meta.unique_together:
            stored = tuple(meta.fields_map[part].source_field or part for part in together)
            schema.unique.add((meta.db_table, stored))
        for relation in (
            each for each in meta.fields_map.values() if isinstance(each, ForeignKeyFieldInstance)
        ):
            target = relation.related_model._meta.db_table
            schema.relations.add(
                (meta.db_table, str(relation.source_field), target, str(relation.on_delete.value))
            )
    return schema


def family(kind: str) -> str:
    """One name for each type, however a database writes it."""
    plain = kind.upper().split(" PRIMARY ")[0].removesuffix(" NOT NULL").strip()
    for ours, theirs in (
        ("VARCHAR", "CHARACTER VARYING"),
        ("TIMESTAMPTZ", "TIMESTAMP WITH TIME ZONE"),
        ("DOUBLE PRECISION", "FLOAT8"),
        ("INT", "INTEGER"),
        ("BOOL", "BOOLEAN"),
    ):
        plain = re.sub(rf"^{theirs}\b", ours, plain)
    return plain


async def found() -> Schema:
    """What the open database has, apart from what migrations make by hand."""
    return await (_found_in_sqlite() if on_sqlite() else _found_in_postgres())


async def _found_in_sqlite() -> Schema:
    schema, made_by_hand = Schema(), {RECORD} | await standing("TABLE")
    for (table,) in await _all(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    ):
        if table in made_by_hand:
            continue
        for each in await rows(f'PRAGMA table_info("{table}")'):
            schema.columns[table, each["name"]] = (family(each["type"]), not each["notnull"])
            if each["pk"]:
                schema.primary.add((table, each["name"]))
        for each in await rows(f'PRAGMA foreign_key_list("{table}")'):
            schema.relations.add((table, each["from"], each["table"], each["on_delete"]))
        for each in await rows(f'PRAGMA index_list("{table}")'):
            if each["origin"] != "pk" and each["name"] not in by_hand("INDEX"):
                parts = await rows(f'PRAGMA index_info("{each["name"]}")')
                columns = tuple(part["name"] for part in parts)
                (schema.unique if each["unique"] else schema.indexes).add((table, columns))
    return schema


COLUMNS = """
    SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped"""
INDEXES = """
    SELECT t.relname, i.relname, x.indisprimary, x.indisunique,
           ARRAY(SELECT a.attname FROM unnest(x.indkey) WITH ORDINALITY AS k (number, place)
                 JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number ORDER BY k.place)
    FROM pg_index x JOIN pg_class t ON t.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
    WHERE t.relnamespace = 'public'::regnamespace"""
RELATIONS = """
    SELECT t.relname, a.attname, r.relname, c.confdeltype::text
    FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class r ON r.oid = c.confrelid
    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = c.conkey[1]
    WHERE c.contype = 'f' AND cardinality(c.conkey) = 1"""
ON_DELETE = {"a": "NO ACTION", "r": "RESTRICT", "c": "CASCADE", "n": "SET NULL", "d": "SET DEFAULT"}


async def _found_in_postgres() -> Schema:
    schema, made_by_hand = Schema(), {RECORD} | await standing("TABLE")
    for table, column, kind, needed in await _all(COLUMNS):
        if table not in made_by_hand:
            schema.columns[table, column] = (family(kind), not needed)
    for table, name, primary, unique, columns in await _all(INDEXES):
        if table in made_by_hand or name in by_hand("INDEX"):
            continue
        if primary:
            schema.primary |= {(table, column) for column in columns}
        else:
            (schema.unique if unique else schema.indexes).add((table, tuple(columns)))
    for table, column, target, on_delete in await _all(RELATIONS):
        if table in made_by_hand:
            continue
        schema.relations.add((table, column, target, ON_DELETE[on_delete]))
    return schema


async def _all(sql: str) -> list[tuple[Any, ...]]:
    _, found_rows = await connection().execute_query(sql)
    return [tuple(each) for each in found_rows]


def by_hand(kind: str) -> set[str]:
    """The names of the tables, indexes, triggers or constraints that migrations make in SQL, and none drops."""
    verb = {
        "TABLE": "CREATE (?:VIRTUAL )?TABLE",
        "INDEX": r"CREATE (?:UNIQUE )?INDEX",
        "TRIGGER": "CREATE TRIGGER",
        "CONSTRAINT": "ADD CONSTRAINT",
    }[kind]
    elsewhere = r"(?! ON \w+ USING)" if on_sqlite() else ""  # a kind of index that PostgreSQL alone has
    sources = [path.read_text() for floor in FLOORS for path in (HOUSE / floor / "migrations").glob("*.py")]
    made = rf"{verb} (?:IF NOT EXISTS )?(\w+)\b{elsewhere}"
    dropped = rf"DROP {kind} (\w+)"
    return {name for text in sources for name in re.findall(made, text)} - {
        name for text in sources for name in re.findall(dropped, text)
    }


async def standing(kind: str) -> set[str]:
    """Those that the open database has; of tables, those made in SQL with what belongs to them."""
    if kind == "TABLE":
        return await _tables_by_hand()
    if on_sqlite():
        return {
            name for (name,) in await _all(f"SELECT name FROM sqlite_master WHERE type = '{kind.lower()}'")
        }
    catalog = {
        "INDEX": "SELECT indexname FROM pg_indexes WHERE schemaname = 'public'",
        "TRIGGER": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
        "CONSTRAINT": "SELECT conname FROM pg_constraint WHERE contype IN ('c', 'u', 'x')",
    }[kind]
    return {name for (name,) in await _all(catalog)}


async def _tables_by_hand() -> set[str]:
    """A full-text table of SQLite keeps its data in tables of its own, named after it."""
    names = by_hand("TABLE")
    if not on_sqlite():
        tables = await _all("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        return {name for (name,) in tables if name in names}
    tables = await _all("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
    virtual = tuple(f"{name}_" for name, sql in tables if (sql or "").startswith("CREATE VIRTUAL"))
    return {name for name, _ in tables if name in names or (virtual and name.startswith(virtual))}

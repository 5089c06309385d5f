"""An export's rows into a PostgreSQL database by COPY, in one transaction."""

from collections.abc import Sequence
from typing import Any

import asyncpg

from core.errors import Misconfigured
from core.words import _
from moving.exporting.loading import SEEDS, Source

CONSTRAINTS = """
    SELECT c.conrelid::regclass::text AS place, quote_ident(c.conname) AS name, c.contype::text AS kind,
           pg_get_constraintdef(c.oid) AS sql
    FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
    WHERE c.connamespace = 'public'::regnamespace AND c.contype IN ('f', 'p', 'u')
    ORDER BY array_position(ARRAY['p', 'u', 'f'], c.contype::text), c.conname"""
"""What rows refer to stands last: it needs the keys of the others."""

INDEXES = """
    SELECT quote_ident(indexname) AS name, indexdef AS sql FROM pg_indexes i
    WHERE schemaname = 'public' AND NOT EXISTS (
      SELECT 1 FROM pg_constraint c WHERE c.conindid = format('%I.%I', i.schemaname, i.indexname)::regclass)
    ORDER BY indexname"""


class IntoPostgres:
    """Nobody sees anything of it before it is whole: tables are locked meanwhile."""

    def __init__(self, url: str) -> None:
        self._url = url

    async def load(self, source: Source) -> None:
        raw: asyncpg.Connection[Any] = await asyncpg.connect(
            self._url, command_timeout=None, server_settings={"timezone": "UTC"}
        )
        try:
            async with raw.transaction():
                await raw.execute("SET LOCAL maintenance_work_mem = '256MB'")
                await _load(raw, source)
            await raw.execute("ANALYZE")
        finally:
            await raw.close()


async def _load(raw: "asyncpg.Connection[Any]", source: Source) -> None:
    rules, indexes = await raw.fetch(CONSTRAINTS), await raw.fetch(INDEXES)
    for each in reversed(rules):
        await raw.execute(f"ALTER TABLE {each['place']} DROP CONSTRAINT {each['name']}")
    for each in indexes:
        await raw.execute(f"DROP INDEX {each['name']}")
    for seed in SEEDS:
        await raw.execute(f'DELETE FROM "{seed}"')
    for table in source.taken:
        with source.telling(table, asyncpg.DataError, asyncpg.IntegrityConstraintViolationError):
            await raw.copy_records_to_table(table.name, records=source.rows(table), columns=table.names)
    await _restore(raw, rules, indexes)
    for name, part in source.parts.items():
        last = max(1, part.next_id - 1)
        await raw.execute(
            f"SELECT setval(pg_get_serial_sequence('\"{name}\"', 'id'), {last}, {part.next_id > 1})"
        )


async def _restore(raw: "asyncpg.Connection[Any]", rules: Sequence[Any], indexes: Sequence[Any]) -> None:
    """Keys first, then indexes, then what rows refer to: each looks at all rows."""
    own = [each for each in rules if each["kind"] != "f"]
    foreign = [each for each in rules if each["kind"] == "f"]
    try:
        for each in own:
            await raw.execute(f"ALTER TABLE {each['place']} ADD CONSTRAINT {each['name']} {each['sql']}")
        for each in indexes:
            await raw.execute(each["sql"])
        for each in foreign:
            await raw.execute(f"ALTER TABLE {each['place']} ADD CONSTRAINT {each['name']} {each['sql']}")
    except asyncpg.IntegrityConstraintViolationError as error:
        raise Misconfigured(_("The export breaks a rule of the database: %(said)s", said=error)) from error

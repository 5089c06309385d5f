"""Rows into a PostgreSQL database in bulk: by COPY, without constraints, indexes and triggers, which follow."""

from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import UTC, datetime
from itertools import chain
from typing import Any

import asyncpg

FASTER = {"synchronous_commit": "off", "maintenance_work_mem": "'512MB'", "work_mem": "'64MB'"}

CONSTRAINTS = """
    SELECT c.conrelid::regclass::text AS on_table, quote_ident(c.conname) AS name, c.contype::text AS kind,
           pg_get_constraintdef(c.oid) AS sql
    FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
    WHERE c.connamespace = 'public'::regnamespace AND c.contype IN ('f', 'p', 'u') ORDER BY c.conname"""

INDEXES = """
    SELECT quote_ident(indexname) AS name, indexdef AS sql FROM pg_indexes i
    WHERE schemaname = 'public' AND NOT EXISTS (
      SELECT 1 FROM pg_constraint c WHERE c.conindid = format('%I.%I', i.schemaname, i.indexname)::regclass)
    ORDER BY indexname"""

TRIGGERS = """
    SELECT t.tgrelid::regclass::text AS on_table, quote_ident(t.tgname) AS name, pg_get_triggerdef(t.oid) AS sql
    FROM pg_trigger t JOIN pg_class r ON r.oid = t.tgrelid
    WHERE NOT t.tgisinternal AND r.relnamespace = 'public'::regnamespace ORDER BY 1, 2"""

VECTORS = "CREATE UNLOGGED TABLE IF NOT EXISTS {0} AS SELECT {1}, ''::text AS words FROM {2} LIMIT 0"
"""A text search vector can't be copied: its tokens wait here as text."""

INTO_VECTORS = (
    "INSERT INTO {2} ({1}, words) SELECT {1}, array_to_tsvector(string_to_array(words, ' ')) FROM {0}"
)


class PostgresLoader:
    """Opens a migrated database, takes rows, and leaves it as it would be had the rows come one by one."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.raw: asyncpg.Connection[Any]

    @staticmethod
    def moment(at: int) -> datetime:
        return datetime.fromtimestamp(at, UTC)

    async def begin(self) -> None:
        self.raw = await asyncpg.connect(self.url, command_timeout=None)
        for name, value in FASTER.items():
            await self.raw.execute(f"SET {name} = {value}")
        self.constraints = await self.raw.fetch(CONSTRAINTS)
        self.indexes, self.triggers = await self.raw.fetch(INDEXES), await self.raw.fetch(TRIGGERS)
        for each in sorted(self.constraints, key=lambda each: each["kind"] != "f"):
            await self.raw.execute(f"ALTER TABLE {each['on_table']} DROP CONSTRAINT {each['name']}")
        for each in self.indexes:
            await self.raw.execute(f"DROP INDEX {each['name']}")
        for each in self.triggers:
            await self.raw.execute(f"DROP TRIGGER {each['name']} ON {each['on_table']}")

    async def write(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        await self.raw.copy_records_to_table(await self._place(table, columns), records=rows, columns=columns)

    async def _place(self, table: str, columns: Sequence[str]) -> str:
        if not table.endswith("_search"):
            return table
        others = ", ".join(each for each in columns if each != "words")
        await self.raw.execute(VECTORS.format(f"{table}_text", others, table))
        return f"{table}_text"

    async def run(self, sql: str) -> None:
        await self.raw.execute(sql)

    async def index(self, table: str) -> None:
        """Of the tokens that wait as text, vectors are made."""
        names = await self.raw.fetch(
            """SELECT attname FROM pg_attribute
               WHERE attrelid = $1::text::regclass AND attnum > 0 AND attname <> 'words'""",
            table,
        )
        given = ", ".join(each["attname"] for each in names)
        await self.raw.execute(INTO_VECTORS.format(f"{table}_text", given, table))
        await self.raw.execute(f"DROP TABLE {table}_text")

    async def restore(self) -> AsyncIterator[str]:
        """Make constraints, indexes and triggers again; give their names before each."""
        own = [each for each in self.constraints if each["kind"] != "f"]
        foreign = [each for each in self.constraints if each["kind"] == "f"]
        for each in chain(own, self.indexes, self.triggers, foreign):
            yield each["name"]
            if "kind" in each:
                sql = f"ALTER TABLE {each['on_table']} ADD CONSTRAINT {each['name']} {each['sql']}"
            else:
                sql = each["sql"]
            await self.raw.execute(sql)

    async def finish(self) -> None:
        """New rows get new ids; statistics and visibility as autovacuum would have left them by now."""
        tables = await self.raw.fetch(
            """SELECT t.oid::regclass::text AS name, pg_get_serial_sequence(t.oid::regclass::text, 'id') AS ids
               FROM pg_attribute s JOIN pg_class t ON t.oid = s.attrelid
               WHERE t.relkind = 'r' AND t.relnamespace = 'public'::regnamespace AND s.attname = 'id'"""
        )
        for each in tables:
            if each["ids"]:
                await self.raw.execute(
                    f"SELECT setval('{each['ids']}', coalesce((SELECT max(id) FROM {each['name']}), 0) + 1, false)"
                )
        await self.raw.execute("VACUUM ANALYZE")
        await self.raw.close()

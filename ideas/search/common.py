"""Which words very many texts have: asked of PostgreSQL's own statistics, and remembered for some minutes.

SQLite needs no such knowledge: its index gives the newest texts first and stops.
"""

import time
from collections.abc import Mapping
from weakref import WeakKeyDictionary

from tortoise.context import TortoiseContext, require_context

from core.database import rows

FROM = 0.005
"""The smallest share of the texts that is remembered."""

FRESH = 600.0
"""Seconds."""

_known: "WeakKeyDictionary[TortoiseContext, dict[str, tuple[float, dict[str, float]]]]" = WeakKeyDictionary()


async def shares(table: str) -> Mapping[str, float]:
    """Tokens that many texts of this table of the index have, and which share of them has each. PostgreSQL alone."""
    known = _known.setdefault(require_context(), {})
    if table not in known or known[table][0] < time.monotonic():
        known[table] = (time.monotonic() + FRESH, await _read(table))
    return known[table][1]


async def _read(table: str) -> dict[str, float]:
    found = await rows(
        """SELECT word, share FROM pg_stats s,
                  unnest(CAST(CAST(s.most_common_elems AS text) AS text[]), s.most_common_elem_freqs) AS u (word, share)
           WHERE s.schemaname = current_schema() AND s.tablename = :table AND s.attname = 'words' AND share >= :least
             AND word IS NOT NULL""",
        table=table,
        least=FROM,
    )
    return {each["word"]: each["share"] for each in found}

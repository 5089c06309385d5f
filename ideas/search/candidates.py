"""Which ideas are worth comparing with a question: found in the index by what is rare in it, in one statement.

What BM25 on words would put first, for a bounded price: an idea counts by all that the lists say it has of the
question, each word once. What all lists together would cost beyond a bound is saved in the longest, of which only the
newest ideas are read: so a question costs no more than that among any number of ideas.
"""

import json
from collections.abc import Iterator
from heapq import nlargest

from core.database import on_sqlite, rows
from ideas.search.evidence import Evidence
from ideas.search.likeness import Question
from ideas.search.planning import LONG, List, Plan
from ideas.search.reaching import INDEXED, among_newest
from ideas.search.statistics import Statistics

READ, READ_OF_ONE = 60_000, 30_000
"""So many places of the index are read for all lists together, those that say the most first, and so many for one."""
LEAST = 0.02
"""A list of which less than this share could be read isn't begun."""


async def found(question: Question, known: Statistics, limit: int) -> list[int]:
    """The ideas (ids) that have the most in common with the question at a glance, the best first."""
    evidence = Evidence(question)
    lists = list(begun(Plan(question, evidence, known).lists(), known))
    if not lists:
        return []
    has: dict[int, int] = {}
    asked = json.dumps([(_asked(each), since) for each, since in lists], ensure_ascii=False)
    for each in await rows(_statement(), asked=asked, long=LONG):
        its = lists[each["list"]][0].has
        for idea in map(int, (each["ids"] or "").split(",") if each["ids"] else ()):
            has[idea] = has.get(idea, 0) | its
    return [idea for _, idea in nlargest(limit, zip(map(evidence.counts, has.values()), has, strict=True))]


def begun(lists: list[List], known: Statistics) -> Iterator[tuple[List, int]]:
    """The lists as far as they are read, each with the idea that it is read from on; 0 where it is read whole."""
    left = float(READ)
    for each in lists:
        costs = each.costs(known)
        read = min(costs, READ_OF_ONE, left)
        if read >= LEAST * costs:
            left -= read
            yield each, round(known.newest * (1 - read / costs)) if costs > read else 0


def _statement() -> str:
    if on_sqlite():
        return """SELECT asked.key AS list, (SELECT group_concat(rowid) FROM (
                    SELECT rowid FROM idea_fts WHERE idea_fts MATCH asked.value ->> 0 AND rowid >= asked.value ->> 1
                    ORDER BY rowid DESC LIMIT :long)) AS ids
                  FROM json_each(:asked) asked"""
    # What is read whole comes by the index at once; of what isn't, its newest by way of blocks of ids.
    newest = among_newest(
        "idea", "asked.list ->> 0", "CAST(CASE WHEN asked.list ->> 1 = '0' THEN 0 ELSE :long END AS INTEGER)"
    )
    return f"""SELECT CAST(asked.number AS INTEGER) - 1 AS list, string_agg(CAST(found.id AS TEXT), ',') AS ids
              FROM jsonb_array_elements(CAST(CAST(:asked AS TEXT) AS JSONB)) WITH ORDINALITY AS asked (list, number)
              CROSS JOIN LATERAL (
                SELECT id FROM (SELECT idea_id AS id FROM idea_search
                                WHERE asked.list ->> 1 = '0'
                                  AND {INDEXED} @@ CAST(asked.list ->> 0 AS tsquery) LIMIT :long) AS whole
                UNION ALL
                {newest}) AS found
              GROUP BY asked.number"""


def _asked(each: List) -> str:
    """What a list has, in the database's own language."""
    mark, both, either = ('"', " AND ", " OR ") if on_sqlite() else ("'", " & ", " | ")
    sides = [
        either.join(f"({both.join(_quoted(token, mark) for token in way)})" for way in side)
        for side in (each.ways, each.beside)
        if side
    ]
    return both.join(f"({side})" for side in sides)


def _quoted(token: str, mark: str) -> str:
    plain = token.replace(mark, mark * 2)
    return mark + (plain if mark == '"' else plain.replace("\\", "\\\\")) + mark

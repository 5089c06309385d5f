"""Which ideas are worth comparing with a question: found in the index by what is rare in it, in one statement.

Every list that is read is bounded, whatever the words: a rare word is read whole, of common ones only where two stand
together in a title, and other words for the same thing where they stand in titles.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import nlargest
from itertools import combinations

from core.database import on_sqlite, rows
from ideas.search.concepts import ways
from ideas.search.cutting import TITLE
from ideas.search.likeness import BY_MEANING, IN_BODY, Question
from ideas.search.statistics import Statistics

LONG = 800
"""A list that is expected to be longer isn't read by itself; none is read beyond this."""
MOST_LISTS = 28
COMMON = 7
"""So many of the words that are too common by themselves are looked for in pairs."""


@dataclass(frozen=True)
class List:
    """Ideas in whose index all tokens of one of these ways stand, and what that says."""

    ways: tuple[tuple[str, ...], ...]
    counts: float


async def found(question: Question, known: Statistics, limit: int) -> list[int]:
    """The ideas (ids) that have the most in common with the question at a glance, the best first."""
    lists = nlargest(MOST_LISTS, planned(question, known), key=_counts)
    if not lists:
        return []
    counts: dict[int, float] = defaultdict(float)
    for each in await rows(_statement(len(lists)), **_values(lists), long=LONG):
        counts[each["id"]] += lists[each["list"]].counts
    return nlargest(limit, counts, key=lambda idea: (counts[idea], idea))


def planned(question: Question, known: Statistics) -> Iterator[List]:
    """The lists to read, each with what it says."""
    common: list[List] = []
    for each in (*_of_words(question), *_of_meanings(question)):
        short = tuple(way for way in each.ways if len(way) > 1 or known.expected(way[0]) <= LONG)
        if short:
            yield List(short, each.counts)
        common += [List((way,), each.counts) for way in each.ways if way not in short]
    heaviest = nlargest(COMMON, (each for each in common if each.ways[0][0].startswith(TITLE)), key=_counts)
    for one, other in combinations(heaviest, 2):
        if one.ways != other.ways:
            yield List((one.ways[0] + other.ways[0],), one.counts + other.counts)


def _of_words(question: Question) -> Iterator[List]:
    for token, counts in question.weights.items():
        yield List(((token,),), counts * IN_BODY)
        yield List(((TITLE + token,),), counts * (1 - IN_BODY))
    for token, counts in question.from_body.items():
        yield List(((token,),), counts)


def _of_meanings(question: Question) -> Iterator[List]:
    for group, by in question.meant.items():
        counts = BY_MEANING * sum(question.weights.get(token, 0) for token in by)
        others = [tuple(TITLE + token for token in way) for way in ways(group) if not set(way) <= by]
        if others:
            yield List(tuple(others), counts)


def _counts(each: List) -> float:
    return each.counts


def _statement(lists: int) -> str:
    if on_sqlite():
        one = """SELECT {0} AS list, rowid AS id FROM (SELECT rowid FROM idea_fts WHERE idea_fts MATCH :tokens_{0}
                 ORDER BY rowid DESC LIMIT :long)"""
        return " UNION ALL ".join(one.format(number) for number in range(lists))
    many = ", ".join(
        f"""list_{number} AS MATERIALIZED (SELECT idea_id FROM idea_search
            WHERE words @@ CAST(CAST(:tokens_{number} AS text) AS tsquery))"""
        for number in range(lists)
    )
    each = " UNION ALL ".join(
        f"(SELECT {number} AS list, idea_id AS id FROM list_{number} LIMIT :long)" for number in range(lists)
    )
    return f"WITH {many} {each}"


def _values(lists: list[List]) -> dict[str, object]:
    return {f"tokens_{number}": _asked(each.ways) for number, each in enumerate(lists)}


def _asked(ways_: tuple[tuple[str, ...], ...]) -> str:
    """One of the ways, in the database's own language."""
    mark, both, either = ('"', " AND ", " OR ") if on_sqlite() else ("'", " & ", " | ")
    return either.join(f"({both.join(_quoted(token, mark) for token in way)})" for way in ways_)


def _quoted(token: str, mark: str) -> str:
    plain = token.replace(mark, mark * 2)
    return mark + (plain if mark == '"' else plain.replace("\\", "\\\\")) + mark

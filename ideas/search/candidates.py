"""Which ideas are worth comparing with a question: found in the index by what is rare in it, in one statement.

Every list that is read is bounded, whatever the words: a rare word is read whole, of common ones only where two stand
together in a title, and other words for the same thing where they stand in titles.
"""

import json
from collections import Counter
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
MOST_LISTS = 22
COMMON, MOST_PAIRS = 5, 6
"""So many of the words that are too common by themselves are looked for in pairs, and so many pairs of them."""
READ = 60_000
"""So many places of the index are read for all pairs together; the pair that says the most is read in any case."""
SAYING = 0.1
"""A list that says less than this share of what the first says isn't read."""

Way = tuple[str, ...]


@dataclass(frozen=True)
class List:
    """Ideas in whose index all tokens of one of these ways stand, and of one of `beside` where there are any; and what
    that says."""

    ways: tuple[Way, ...]
    counts: float
    beside: tuple[Way, ...] = ()


async def found(question: Question, known: Statistics, limit: int) -> list[int]:
    """The ideas (ids) that have the most in common with the question at a glance, the best first."""
    lists = planned(question, known)
    if not lists:
        return []
    counts: Counter[int] = Counter()
    asked = json.dumps([_asked(each) for each in lists], ensure_ascii=False)
    for each in await rows(_statement(), asked=asked, long=LONG):
        says = lists[each["list"]].counts
        for idea in map(int, (each["ids"] or "").split(",") if each["ids"] else ()):
            counts[idea] += says  # type: ignore[assignment]  # what they say is no whole number
    return nlargest(limit, counts, key=lambda idea: (counts[idea], idea))


def planned(question: Question, known: Statistics) -> list[List]:
    """The lists to read, each with what it says; what says the most first."""
    short: list[List] = []
    common: dict[str, list[List]] = {}
    for of, each in (*_of_words(question), *_of_meanings(question)):
        rare = tuple(way for way in each.ways if len(way) > 1 or known.expected(way[0]) <= LONG)
        if rare:
            short.append(List(rare, each.counts))
        often = tuple(way for way in each.ways if way not in rare and way[0].startswith(TITLE))
        if often:
            common.setdefault(of, []).append(List(often, each.counts))
    lists = nlargest(MOST_LISTS, [*short, *_paired(question, known, common)], key=_counts)
    return [each for each in lists if each.counts >= SAYING * lists[0].counts]


def _paired(question: Question, known: Statistics, common: dict[str, list[List]]) -> Iterator[List]:
    """The heaviest of the words that are too common by themselves, two at a time; each with what it may be called."""
    units = {
        of: List(tuple(way for each in same for way in each.ways), max(each.counts for each in same))
        for of, same in common.items()
    }
    costs = {of: sum(known.expected(way[0]) for way in unit.ways) for of, unit in units.items()}
    heaviest = nlargest(COMMON, units, key=lambda of: (units[of].counts, of))
    pairs = [pair for pair in combinations(heaviest, 2) if not question.one_word(*pair)]
    spent = 0.0
    for one, other in nlargest(
        MOST_PAIRS, pairs, key=lambda pair: units[pair[0]].counts + units[pair[1]].counts
    ):
        first = not spent
        spent += costs[one] + costs[other]
        if first or spent <= READ:
            counts = units[one].counts + units[other].counts
            alike = question.one_meaning(one, other)  # then one word of the meaning would do for both sides
            sides = [((TITLE + of,),) if alike else units[of].ways for of in (one, other)]
            yield List(sides[0], counts, sides[1])


def _of_words(question: Question) -> Iterator[tuple[str, List]]:
    for token, counts in question.weights.items():
        yield token, List(((token,),), counts * IN_BODY)
        yield token, List(((TITLE + token,),), counts * (1 - IN_BODY))
    for token, counts in question.from_body.items():
        yield token, List(((token,),), counts)


def _of_meanings(question: Question) -> Iterator[tuple[str, List]]:
    for group, by in question.meant.items():
        counts = BY_MEANING * sum(question.weights.get(token, 0) for token in by)
        others = [tuple(TITLE + token for token in way) for way in ways(group) if not set(way) <= by]
        if others:
            yield (
                max(by, key=lambda token: (question.weights.get(token, 0), token)),
                List(tuple(others), counts),
            )


def _counts(each: List) -> float:
    return each.counts


def _statement() -> str:
    if on_sqlite():
        return """SELECT asked.key AS list, (SELECT group_concat(rowid) FROM (
                    SELECT rowid FROM idea_fts WHERE idea_fts MATCH asked.value ORDER BY rowid DESC LIMIT :long)) AS ids
                  FROM json_each(:asked) asked"""
    return """SELECT CAST(asked.number AS INTEGER) - 1 AS list, string_agg(CAST(found.id AS TEXT), ',') AS ids
              FROM jsonb_array_elements_text(CAST(CAST(:asked AS TEXT) AS JSONB))
                WITH ORDINALITY AS asked (words, number)
              CROSS JOIN LATERAL (SELECT idea_id AS id FROM idea_search WHERE words @@ CAST(asked.words AS tsquery)
                                  LIMIT :long) AS found
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

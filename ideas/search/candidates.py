"""Which ideas are worth comparing with a question: found in the index by what is rare in it, in one statement.

Every list that is read is bounded, whatever the words: a rare word is read whole, of common ones only where two stand
together in a title, and other words for the same thing where they stand in titles. What all lists together would cost
beyond a bound is saved in the longest, of which only the newest ideas are read: so a question costs no more among a
million ideas than among a hundred thousand.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import nlargest
from itertools import combinations

from core.database import on_sqlite, rows
from ideas.search.concepts import ways
from ideas.search.cutting import TITLE
from ideas.search.likeness import BY_MEANING, IN_BODY, Question
from ideas.search.reaching import INDEXED
from ideas.search.statistics import Statistics

LONG = 800
"""A list that is expected to be longer isn't read by itself; none is read beyond this."""
MOST_LISTS = 22
COMMON, MOST_PAIRS = 5, 6
"""So many of the words that are too common by themselves are looked for in pairs, and so many pairs of them."""
READ, READ_OF_ONE = 16_000, 5_000
"""So many places of the index are read for all lists together, those that say the most first, and so many for one."""
LEAST = 0.02
"""A list of which less than this share could be read isn't begun."""
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

    def costs(self, known: Statistics) -> float:
        """About how many places of the index stand for its tokens."""
        return sum(known.expected(token) for way in (*self.ways, *self.beside) for token in way)


async def found(question: Question, known: Statistics, limit: int) -> list[int]:
    """The ideas (ids) that have the most in common with the question at a glance, the best first."""
    lists = list(begun(planned(question, known), known))
    if not lists:
        return []
    counts: dict[int, float] = {}
    asked = json.dumps([(_asked(each), since) for each, since in lists], ensure_ascii=False)
    for each in await rows(_statement(), asked=asked, long=LONG):
        says = lists[each["list"]][0].counts
        for idea in map(int, (each["ids"] or "").split(",") if each["ids"] else ()):
            counts[idea] = counts.get(idea, 0.0) + says
    return [idea for _, idea in nlargest(limit, zip(counts.values(), counts, strict=True))]


def begun(lists: list[List], known: Statistics) -> Iterator[tuple[List, int]]:
    """The lists as far as they are read, each with the idea that it is read from on."""
    left = float(READ)
    for each in lists:
        costs = each.costs(known)
        read = min(costs, READ_OF_ONE, left)
        if read >= LEAST * costs:
            left -= read
            yield each, round(known.newest * (1 - read / costs)) if costs > read else 0


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
    lists = nlargest(MOST_LISTS, [*short, *_paired(question, common)], key=_counts)
    return [each for each in lists if each.counts >= SAYING * lists[0].counts]


def _paired(question: Question, common: dict[str, list[List]]) -> Iterator[List]:
    """The heaviest of the words that are too common by themselves, two at a time; each with what it may be called."""
    units = {
        of: List(tuple(way for each in same for way in each.ways), max(each.counts for each in same))
        for of, same in common.items()
    }
    heaviest = nlargest(COMMON, units, key=lambda of: (units[of].counts, of))
    pairs = [pair for pair in combinations(heaviest, 2) if not question.one_word(*pair)]
    for one, other in nlargest(
        MOST_PAIRS, pairs, key=lambda pair: units[pair[0]].counts + units[pair[1]].counts
    ):
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
                    SELECT rowid FROM idea_fts WHERE idea_fts MATCH asked.value ->> 0 AND rowid >= asked.value ->> 1
                    ORDER BY rowid DESC LIMIT :long)) AS ids
                  FROM json_each(:asked) asked"""
    # + 0: PostgreSQL would otherwise note all ideas from there on, hundreds of thousands, beside the few that it finds.
    return f"""SELECT CAST(asked.number AS INTEGER) - 1 AS list, string_agg(CAST(found.id AS TEXT), ',') AS ids
              FROM jsonb_array_elements(CAST(CAST(:asked AS TEXT) AS JSONB)) WITH ORDINALITY AS asked (list, number)
              CROSS JOIN LATERAL (SELECT idea_id AS id FROM idea_search
                                  WHERE {INDEXED} @@ CAST(asked.list ->> 0 AS tsquery)
                                    AND idea_id + 0 >= CAST(asked.list ->> 1 AS BIGINT) LIMIT :long) AS found
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

"""Which lists of the index are read for a question, and what each of them says.

A rare word's list is read whole. Of words that are too common by themselves those are read where two of them stand
together, in titles before bodies, and of the heaviest the newest; other words for the same thing where they stand in
titles.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import nlargest
from itertools import combinations, islice

from ideas.search.concepts import ways
from ideas.search.cutting import TITLE
from ideas.search.evidence import FORM_TITLED, FORMED, MEANT, SOMEWHERE, TITLED, Evidence
from ideas.search.likeness import Question
from ideas.search.statistics import Statistics

LONG = 800
"""A list that is expected to be longer isn't read by itself; none is read beyond this."""
MOST_LISTS = 32
COMMON, MOST_PAIRS, ALONE = 5, 6, 2
"""So many of the words that are too common by themselves are looked for in pairs, so many pairs of them; and so many of
them are read a little of by themselves."""
SAYING = 0.1
"""A list that says less than this share of what another says isn't read."""

Way = tuple[str, ...]


@dataclass(frozen=True)
class List:
    """Ideas in whose index all tokens of one of these ways stand, and of one of `beside` where there are any. `has`:
    what they have of the question then."""

    ways: tuple[Way, ...]
    has: int
    beside: tuple[Way, ...] = ()

    def costs(self, known: Statistics) -> float:
        """About how many places of the index stand for its tokens."""
        return sum(known.expected(token) for way in (*self.ways, *self.beside) for token in way)


class Plan:
    """The lists for one question."""

    def __init__(self, question: Question, evidence: Evidence, known: Statistics) -> None:
        self._question, self._evidence, self._known = question, evidence, known
        self._short: list[List] = []
        self._common: set[str] = set()
        self._otherwise: dict[str, tuple[Way, ...]] = {}
        for of, each in self._of_words():
            if self._rare(each.ways[0]):
                self._short.append(each)
            elif each.ways[0] == (TITLE + of,):
                self._common.add(of)
        for of, each in self._of_meanings():
            rare = tuple(way for way in each.ways if self._rare(way))
            if rare:
                self._short.append(List(rare, each.has))
            often = tuple(way for way in each.ways if way not in rare)
            if often:
                self._otherwise[of] = self._otherwise.get(of, ()) + often

    def lists(self) -> list[List]:
        """What says the most first; at last the newest of what is common."""
        alone = self._heaviest(self._common)
        together = [each for pair in self._pairs(alone) for each in _together(self._evidence, *pair)]
        called = [
            self._called(*pair) for pair in self._pairs(self._heaviest({*self._common, *self._otherwise}))
        ]
        meant = [each for each in called if each.has]
        best = nlargest(MOST_LISTS, [*self._short, *together, *meant], key=self._counts)
        best += [_titled(self._evidence, of) for of in alone[:ALONE]]
        most = max(map(self._counts, best), default=0.0)
        return [each for each in best if self._counts(each) >= SAYING * most]

    def _rare(self, way: Way) -> bool:
        return len(way) > 1 or self._known.expected(way[0]) <= LONG

    def _heaviest(self, tokens: set[str]) -> list[str]:
        """Of each word one token, the heaviest."""
        chosen: list[str] = []
        for token in sorted(
            tokens, key=lambda of: (-self._evidence.counts(self._evidence.of(of, TITLED)), of)
        ):
            if not any(self._question.one_word(token, other) for other in chosen):
                chosen.append(token)
        return chosen[:COMMON]

    def _pairs(self, tokens: list[str]) -> list[tuple[str, str]]:
        return list(islice(combinations(tokens, 2), MOST_PAIRS))

    def _called(self, one: str, other: str) -> List:
        """Two words in one title, at least one of them by what else it may be called. It says nothing where there is no
        other word, or where one other would do for both."""
        known, says = self._otherwise, self._evidence.of
        if self._question.one_meaning(one, other) or not {one, other} & known.keys():
            return List((), 0)
        sides = [known.get(of, ()) + (((TITLE + of,),) if of in self._common else ()) for of in (one, other)]
        has = (says(of, MEANT if of in known else TITLED) for of in (one, other))
        return List(sides[0], sum(has), sides[1])

    def _of_words(self) -> Iterator[tuple[str, List]]:
        for word in self._question.words:
            of = word.token
            yield of, List(((TITLE + of,),), self._has(of, TITLED))
            yield of, List(((of,),), self._has(of, SOMEWHERE))
            if word.more:
                yield of, List(((TITLE + word.form,),), self._has(of, TITLED | FORM_TITLED))
                yield of, List(((word.form,),), self._has(of, SOMEWHERE | FORMED))
        for token in self._question.from_body:
            yield token, List(((token,),), self._evidence.said(token))

    def _of_meanings(self) -> Iterator[tuple[str, List]]:
        for group, by in self._question.meant.items():
            others = tuple(tuple(TITLE + token for token in way) for way in ways(group) if not set(way) <= by)
            said = [token for token in by if self._evidence.knows(token)]
            if others and said:
                heaviest = max(
                    said, key=lambda token: (self._evidence.counts(self._has(token, TITLED)), token)
                )
                yield heaviest, List(others, sum(self._has(token, MEANT) for token in said))

    def _has(self, token: str, has: int) -> int:
        return self._evidence.of(token, has)

    def _counts(self, each: List) -> float:
        return self._evidence.counts(each.has)


def _titled(evidence: Evidence, token: str) -> List:
    return List(((TITLE + token,),), evidence.of(token, TITLED))


def _together(evidence: Evidence, one: str, other: str) -> Iterator[List]:
    """Two words in one title; and one in the title, the other anywhere."""
    for titled, said, how in ((one, other, TITLED), (one, other, SOMEWHERE), (other, one, SOMEWHERE)):
        beside = TITLE + said if how == TITLED else said
        yield List(((TITLE + titled,),), evidence.of(titled, TITLED) | evidence.of(said, how), ((beside,),))

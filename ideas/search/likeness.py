"""How alike two posts are by their text: what a question's title says and another post says too, in the title best.

Words meet by their stems, Korean by pairs of syllables across spaces without the particles, misspelt and compounded
Latin words by their letters, and other words for the same thing through the thesaurus, each counting less than what is
written the same. What is rare among the posts says more; what every request says counts next to nothing.
"""

from collections.abc import Callable, Container, Iterable
from functools import lru_cache
from heapq import nlargest

from ideas.search.concepts import known, terms_of, ways
from ideas.search.cutting import TITLE, tokens
from ideas.search.emphasis import weight
from ideas.search.titles import ACROSS, WORD, Title, cut, meant

IN_BODY, BY_MEANING, BY_LETTERS = 0.5, 0.6, 0.8
"""What a word counts that the other post says in its body alone, means by another word, or spells otherwise."""

SPELT = 0.55
"""From this share of letters in threes on, two Latin words are taken for the same."""

LENGTH = 0.35
"""How much a long title of the other post takes from what is in common: 0 nothing, 0.5 as a cosine does."""

FROM_BODY, RAREST, BODY_ASKED = 0.5, 24, 2000
"""What a word of the question's own body counts; how many of them, the rarest of so many characters, are asked for."""


Rarity = Callable[[str], float]


class _Glance:
    """A token of a question as the index is looked through for it: in titles, anywhere, or as another word."""

    def __init__(self, token: str, counts: float, otherwise: tuple[tuple[str, ...], ...]) -> None:
        self.token, self.headline, self.counts, self.otherwise = token, TITLE + token, counts, otherwise
        self.others = frozenset(each for way in otherwise for each in way)
        self.tokens = self.others | {self.token, self.headline}

    def met(self, there: frozenset[str]) -> float:
        if self.headline in there:
            return self.counts
        if not self.others.isdisjoint(there) and any(there.issuperset(way) for way in self.otherwise):
            return self.counts * BY_MEANING
        return self.counts * IN_BODY if self.token in there else 0.0


class Question:
    """What is asked about: a title, and where it has one a body. `rarity` tells what a token says by being rare."""

    def __init__(self, title: str, body: str, rarity: Rarity) -> None:
        self.title, self._rarity = cut(title), rarity
        self.meant = meant(self.title, known())
        self._terms = terms_of(frozenset(self.meant))
        self._groups: dict[str, list[int]] = {}
        for group, by in self.meant.items():
            for token in by:
                self._groups.setdefault(token, []).append(group)
        self.weights = {token: counts * self._says(token) for token, counts in self.title.tokens.items()}
        self.from_body = self._rarest(body) if body else {}
        self.size = sum(self.weights.values())
        self.whole = self.size + sum(self.from_body.values())
        self._glances = [
            _Glance(token, counts, self._otherwise(token)) for token, counts in self.weights.items()
        ]
        self._looked_for = frozenset(self.from_body).union(*(each.tokens for each in self._glances))

    def score(self, title: str, words: Container[str]) -> float:
        """How likely a post wants the same: 0 nothing in common, about 1 the same words. `words`: as in the index."""
        other = cut(title)
        groups = meant(other, self._terms) if self.meant else {}
        met = sum(counts * self._met(token, other, groups, words) for token, counts in self.weights.items())
        met += sum(counts for token, counts in self.from_body.items() if token in words)
        size = sum(counts * self._rarity(token) for token, counts in other.tokens.items())
        if not self.size or not size:
            return 0.0
        return met / self.whole * float((2 * self.size / (self.size + size)) ** LENGTH)

    def one_word(self, one: str, other: str) -> bool:
        """Whether these tokens are pairs of syllables that overlap in one word."""
        return any(
            abs(given.index(one) - given.index(other)) == 1
            for given in self.title.given
            if one in given and other in given
        )

    def one_meaning(self, one: str, other: str) -> bool:
        """Whether one group of the thesaurus has both of these tokens' words."""
        return not {*self._groups.get(one, ())}.isdisjoint(self._groups.get(other, ()))

    def glance(self, title: str, words: Iterable[str]) -> float:
        """About what `score` gives, by the index alone, for little: slips and what stands across spaces aside."""
        there = self._looked_for.intersection(words)
        met = sum(counts for token, counts in self.from_body.items() if token in there)
        met += sum(each.met(there) for each in self._glances)
        own, its = len(self.title.pieces), title.count(" ") + 1
        return met * float((2 * own / (own + its)) ** LENGTH)

    def _otherwise(self, token: str) -> tuple[tuple[str, ...], ...]:
        """The other words for this one, as the index has them of a title."""
        return tuple(
            tuple(TITLE + each for each in way)
            for group in self._groups.get(token, ())
            for way in ways(group)
        )

    def _says(self, token: str) -> float:
        """A word of which there are common synonyms isn't rarer than they are."""
        return min(
            [self._rarity(token), *(self._rarity_of_group(group) for group in self._groups.get(token, ()))]
        )

    def _rarity_of_group(self, group: int) -> float:
        return min((max(map(self._rarity, way)) for way in ways(group)), default=99.0)

    def _rarest(self, body: str) -> dict[str, float]:
        others = {
            token: FROM_BODY * WORD ** (not token.isascii()) * self._rarity(token)
            for token in tokens(body[:BODY_ASKED]) - self.title.tokens.keys()
            if len(token) > 1 and weight(token) == 1
        }
        return dict(nlargest(RAREST, others.items(), key=lambda each: (each[1], each[0])))

    def _met(self, token: str, other: Title, groups: Container[int], words: Container[str]) -> float:
        """How well a word of the question's title is met: 1 in the other title itself."""
        if token in other.tokens:
            return 1.0 if other.tokens[token] > ACROSS else IN_BODY
        best = IN_BODY if token in words else 0.0
        if any(group in groups for group in self._groups.get(token, ())):
            return max(best, BY_MEANING)
        if len(token) > 3 and token.isascii():
            return max(best, BY_LETTERS * max((spelt(token, word) for word in other.latin), default=0))
        return best


@lru_cache(maxsize=65_536)
def spelt(one: str, other: str) -> float:
    """The share of letters in threes that two words have in common, 0 where it is too small to mean anything."""
    mine, its = _threes(one), _threes(other)
    share = 2 * len(mine & its) / (len(mine) + len(its))
    return share if share >= SPELT else 0.0


@lru_cache(maxsize=16_384)
def _threes(word: str) -> frozenset[str]:
    padded = f" {word} "
    return frozenset(padded[place : place + 3] for place in range(len(padded) - 2))

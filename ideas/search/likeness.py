"""How alike two posts are by their text: what a question's title says and another post says too, in the title best.

Words meet by their stems, and the more where their very forms are the same; Korean by pairs of syllables across spaces
without the particles; misspelt and compounded Latin words by their letters, and other words for the same thing through
the thesaurus, each counting less than what is written the same. What is rare among the posts says more, and a meaning
as much as its commonest word; what every request says counts next to nothing.
"""

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
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

FORM = 0.5
"""What a word's own form counts beyond its stem, of what it says more by being rarer."""

FROM_BODY, RAREST, BODY_ASKED = 0.5, 24, 2000
"""What a word of the question's own body counts; how many of them, the rarest of so many characters, are asked for."""


Rarity = Callable[[str], float]


@dataclass(frozen=True)
class Word:
    """A token of a question's title. `counts`: what it says where another title has it; `meaning`: where one has
    another word for it, one of the ways of `otherwise`; `form`: the word as it is written, where that isn't the token,
    which says `more`; `groups`: those of the thesaurus that it belongs to."""

    token: str
    counts: float
    meaning: float
    form: str
    more: float
    groups: frozenset[int]
    otherwise: tuple[tuple[str, ...], ...]

    @cached_property
    def others(self) -> frozenset[str]:
        return frozenset(each for way in self.otherwise for each in way)

    @cached_property
    def tokens(self) -> frozenset[str]:
        """All that the index is looked through for."""
        own = {self.token, TITLE + self.token} | ({self.form, TITLE + self.form} if self.form else set())
        return self.others | own

    def at_a_glance(self, there: frozenset[str]) -> float:
        """What is met of it in these tokens of the index."""
        if TITLE + self.token in there:
            return self.counts + self.formed(there)
        met = self.counts * IN_BODY + self.formed(there) if self.token in there else 0.0
        if met < self.meaning and not self.others.isdisjoint(there):
            return self.meaning if any(there.issuperset(way) for way in self.otherwise) else met
        return met

    def formed(self, words: Container[str]) -> float:
        """What its very form adds."""
        if self.form and self.form in words:
            return self.more * (1.0 if TITLE + self.form in words else IN_BODY)
        return 0.0


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
        self.words = [self._word(token, counts) for token, counts in self.title.tokens.items()]
        self.from_body = self._rarest(body) if body else {}
        self._looked_for = frozenset(self.from_body).union(*(each.tokens for each in self.words))

    def score(self, title: str, words: Container[str]) -> float:
        """How likely a post wants the same: 0 nothing in common, about 1 the same words. `words`: as in the index."""
        other = cut(title)
        groups = meant(other, self._terms) if self.meant else {}
        parts = [self._met(each, other, groups, words) for each in self.words]
        met = sum(part[0] for part in parts)
        met += sum(counts for token, counts in self.from_body.items() if token in words)
        whole = sum(part[1] for part in parts) + sum(self.from_body.values())
        size, its = self.title.size, other.size
        if not whole or not its:
            return 0.0
        return met / whole * float((2 * size / (size + its)) ** LENGTH)

    def one_word(self, one: str, other: str) -> bool:
        """Whether these tokens are pairs of syllables of one word."""
        return any(one in given and other in given for given in self.title.given)

    def one_meaning(self, one: str, other: str) -> bool:
        """Whether one group of the thesaurus has both of these tokens' words."""
        return not {*self._groups.get(one, ())}.isdisjoint(self._groups.get(other, ()))

    def glance(self, title: str, words: Iterable[str]) -> float:
        """About what `score` gives, by the index alone, for little: slips and what stands across spaces aside."""
        there = self._looked_for.intersection(words)
        met = sum(counts for token, counts in self.from_body.items() if token in there)
        met += sum(each.at_a_glance(there) for each in self.words)
        own, its = len(self.title.pieces), title.count(" ") + 1
        return met * float((2 * own / (own + its)) ** LENGTH)

    def _otherwise(self, token: str) -> tuple[tuple[str, ...], ...]:
        """The other words for this one, as the index has them of a title."""
        return tuple(
            tuple(TITLE + each for each in way)
            for group in self._groups.get(token, ())
            for way in ways(group)
        )

    def _word(self, token: str, counts: float) -> Word:
        """A meaning says no more than the commonest word for it, nor than this one."""
        rarity, groups, form = (
            self._rarity(token),
            self._groups.get(token, ()),
            self.title.forms.get(token, ""),
        )
        meaning = min([rarity, *map(self._rarity_of_group, groups)]) if groups else 0.0
        more = FORM * max(0.0, self._rarity(form) - rarity) if form else 0.0
        otherwise = self._otherwise(token)
        return Word(
            token,
            counts * rarity,
            BY_MEANING * counts * meaning,
            form,
            counts * more,
            frozenset(groups),
            otherwise,
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

    def _met(
        self, word: Word, other: Title, groups: Container[int], words: Container[str]
    ) -> tuple[float, float]:
        """How much of a word of the question's title is met, and of how much: what is met by another word says no more
        than that word does, so that a title in another language may still say the whole."""
        whole = word.counts + word.more
        if word.token in other.tokens:
            across = other.tokens[word.token] <= ACROSS
            return word.counts * (IN_BODY if across else 1.0) + word.formed(words), whole
        best = word.counts * IN_BODY + word.formed(words) if word.token in words else 0.0
        if any(group in groups for group in word.groups) and word.meaning > best:
            return word.meaning, word.meaning / BY_MEANING
        if len(word.token) > 3 and word.token.isascii():
            letters = max((spelt(word.token, each) for each in other.latin), default=0)
            best = max(best, BY_LETTERS * letters * word.counts)
        return best, whole


@lru_cache(maxsize=16_384)
def spelt(one: str, other: str) -> float:
    """The share of letters in threes that two words have in common, 0 where it is too small to mean anything."""
    mine, its = _threes(one), _threes(other)
    share = 2 * len(mine & its) / (len(mine) + len(its))
    return share if share >= SPELT else 0.0


@lru_cache(maxsize=16_384)
def _threes(word: str) -> frozenset[str]:
    padded = f" {word} "
    return frozenset(padded[place : place + 3] for place in range(len(padded) - 2))

"""How alike two texts are, by what they are written with: the words of Latin script without their endings, and pairs
of letters across spaces for everything else, so that 다크모드 and 다크 모드를 meet. What is rare says more.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from math import log, sqrt

CLEARLY = 0.5
"""From this likeness on two texts want the same in all probability: found by trying with real petitions."""
WORTH_SHOWING = 0.2

TITLE, WHOLE = 0.65, 0.35
"""What the titles count, and what titles and beginnings count together."""
CONSIDERED = 40
"""So many with the likest titles are compared as a whole."""
FEWEST = 3
"""Titles that share less than this are clearly alike only where the rest says so too."""

LATIN = re.compile(r"[a-z0-9]{3,}")
OTHER = re.compile(r"[\W_a-z0-9]+")
ENDINGS = ("ing", "ed", "ly", "s")
EMPTY = {
    "the",
    "and",
    "for",
    "with",
    "from",
    "that",
    "this",
    "you",
    "your",
    "our",
    "can",
    "not",
    "are",
    "was",
    "but",
}


@dataclass(frozen=True)
class Text:
    """A title and how what it stands over begins."""

    id: int
    title: str
    body: str


@dataclass(frozen=True)
class Match:
    """A text that is like another. `score`: 0 nothing in common, 1 the same; `words`: what the title asked about
    shares with it."""

    id: int
    score: float
    words: list[str]
    clear: bool


def features(text: str) -> frozenset[str]:
    """What a text is written with."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    words = {_stem(word) for word in LATIN.findall(plain) if word not in EMPTY}
    others = OTHER.sub("", plain)
    return frozenset(words | {others[place : place + 2] for place in range(len(others) - 1)})


_features_of_title = lru_cache(maxsize=4096)(features)
"""The same titles are compared again and again."""


def _stem(word: str) -> str:
    """Prices, price and pricing are one word."""
    for ending in (*ENDINGS, "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
    return word


class Likeness:
    """Texts to compare with, read once. What stands in many of their titles weighs little."""

    def __init__(self, texts: Iterable[Text]) -> None:
        self._texts = list(texts)
        self._titles = [_features_of_title(text.title) for text in self._texts]
        self._often = Counter(feature for title in self._titles for feature in title)
        self._sizes = [self._weight(title) for title in self._titles]
        self._where: dict[str, list[int]] = defaultdict(list)
        for place, title in enumerate(self._titles):
            for feature in title:
                self._where[feature].append(place)

    def closest(self, one: Text, limit: int) -> list[Match]:
        """The texts most like this one, itself left out, the likest first."""
        title = _features_of_title(one.title)
        size, whole = self._weight(title), title | features(one.body)
        shared: dict[int, float] = defaultdict(float)
        for feature in title:
            for place in self._where.get(feature, ()):
                shared[place] += self._one(feature)
        alike = {place: weight / sqrt(size * self._sizes[place]) for place, weight in shared.items()}
        best = nlargest(CONSIDERED, alike, key=lambda place: (alike[place], place))
        found = [
            self._match(one, title, whole, place, alike[place])
            for place in best
            if self._texts[place].id != one.id
        ]
        worth = [match for match in found if match.score >= WORTH_SHOWING]
        return sorted(worth, key=lambda match: (-match.score, match.id))[:limit]

    def _match(
        self, one: Text, title: frozenset[str], whole: frozenset[str], place: int, alike: float
    ) -> Match:
        other = self._texts[place]
        its_whole = self._titles[place] | features(other.body)
        together = self._weight(whole & its_whole) / sqrt(self._weight(whole) * self._weight(its_whole))
        score = TITLE * alike + WHOLE * together
        common = title & self._titles[place]
        clear = score >= CLEARLY and (len(common) >= FEWEST or together >= CLEARLY)
        return Match(other.id, round(score, 3), _words(one.title, common), clear)

    def _weight(self, those: Iterable[str]) -> float:
        return sum(self._one(feature) for feature in those)

    def _one(self, feature: str) -> float:
        return log(1 + len(self._texts) / max(1, self._often[feature]))


def _words(title: str, common: frozenset[str]) -> list[str]:
    """The words of a title that are mostly written with what is common."""
    found = []
    for word in re.findall(r"[^\W_]+", title):
        its = features(word)
        if its and 2 * len(its & common) >= len(its):
            found.append(word)
    return list(dict.fromkeys(found))

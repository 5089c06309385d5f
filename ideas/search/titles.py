"""Titles cut for comparing: the stems and pairs of syllables that they are written with, and the groups of the
thesaurus that they speak of."""

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from math import sqrt
from operator import add
from typing import NamedTuple

from ideas.search.concepts import Terms, opposed, spoken_of
from ideas.search.cutting import SYLLABIC, normalised, stem
from ideas.search.emphasis import bare, weight

WORD, ACROSS, SYLLABLE = 0.8, 0.2, 0.3
"""What a pair of syllables that is a word counts beside a Latin word; one across a space; and a syllable alone."""

_PIECE = re.compile(rf"([{SYLLABIC}]+)|([^\W_{SYLLABIC}]+)(?:['’](?:s|t|re|ll|d|ve|m)\b)?")


class Title(NamedTuple):
    """A title as it is compared. `tokens`: what each counts, rarity aside; `pieces`: its words, Latin ones stemmed;
    `given`: which tokens each gave; `latin`: stems long enough to be misspelt; `forms`: of stems, the words as they
    are written where that differs."""

    tokens: Mapping[str, float]
    pieces: tuple[str, ...]
    given: tuple[tuple[str, ...], ...]
    latin: tuple[str, ...]
    forms: Mapping[str, str]

    @property
    def size(self) -> float:
        """How much it says, rarity aside."""
        return sum(self.tokens.values())


@lru_cache(maxsize=4096)
def cut(text: str) -> Title:
    """A title, or another short text, cut for comparing."""
    tokens: dict[str, float] = {}
    pieces: list[str] = []
    given: list[tuple[str, ...]] = []
    latin: list[str] = []
    forms: dict[str, str] = {}
    before = ("", 0.0)
    for syllables, word in _PIECE.findall(normalised(text)):
        own, counts, ends = _word(word) if word else _syllables(syllables)
        if before[0] and syllables and counts:
            tokens.setdefault(before[0] + syllables[0], ACROSS * min(before[1], counts))
        before = (ends, counts)
        if counts:
            for token, says in own:
                tokens[token] = max(says, tokens.get(token, 0.0))
        if word and len(own[0][0]) > 3:
            latin.append(own[0][0])
        if word and word != own[0][0]:
            forms[own[0][0]] = word
        pieces.append(own[0][0] if word else syllables)
        given.append(tuple(token for token, _ in own))
    return Title(tokens, tuple(pieces), tuple(given), tuple(dict.fromkeys(latin)), forms)


def meant(title: Title, terms: Terms) -> dict[int, set[str]]:
    """The groups that a title speaks of, each with the tokens that say so."""
    found: dict[int, set[str]] = {}
    for group, first, end in spoken_of(title.pieces, terms):
        found.setdefault(group, set()).update(*title.given[first:end])
    return found


def sides(title: Title) -> frozenset[int]:
    """The sides of the thesaurus' opposites that a title takes."""
    return frozenset(group for group, _, _ in spoken_of(title.pieces, opposed()))


Own = tuple[tuple[tuple[str, float], ...], float, str]
"""A word's tokens with what they count, what the word itself counts, and the syllable that it ends with."""


@lru_cache(maxsize=20_000)
def _word(word: str) -> Own:
    counts = weight(word)
    return ((stem(word), counts),), counts, ""


@lru_cache(maxsize=20_000)
def _syllables(word: str) -> Own:
    core = bare(word)
    counts = min(weight(word), weight(core))
    if len(core) == 1:
        return ((core, counts * SYLLABLE),), counts, core
    each = counts * WORD / sqrt(len(core) - 1)
    return tuple((add(*pair), each) for pair in pairwise(core)), counts, core[-1]

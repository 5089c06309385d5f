"""Cutting text into tokens: what is kept in the index of a text, and what a word of a question asks for.

Text is normalised (NFKC, casefold). Hangul, Kana and Han are cut into pairs of syllables, across spaces and
punctuation within a sentence or line, for people space the same words differently (다크모드, 다크 모드); each
syllable is kept as well, so that 앱 is found wherever it stands. Other words are kept as they are and as their
English stem; numbers whole and in parts. The words of a question are cut within themselves, and a trailing particle
or polite ending is dropped where at least two syllables stay (알림을 asks for 알림).

Pure functions; no token is longer than `LONGEST`.
"""

import re
import unicodedata
from functools import cache, lru_cache
from itertools import product
from operator import add
from threading import Lock
from typing import Any

from ideas.search.particles import ENDINGS

VERSION = 1
"""Raised with every change of what `indexed` gives: an index made by another version is made anew."""

LONGEST = 60
"""Characters of a token; what is longer is cut off, in texts and in questions alike."""

MOST_TEXT = 20_000
"""Characters of a text that are indexed; more than any post has."""

TITLE = "^"
"""Stands before the tokens of a title, which are kept a second time."""

UNKEPT = frozenset({"the", "a", "an", "of", "to", "and", "is", "are", "be", "in", "on", "for"})
"""English words that no index keeps and no question asks for."""

MOST_WAYS = 6

SYLLABIC = (
    "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
)
"""The scripts that are cut into pairs of syllables, as a range of a regular expression."""

_JAMO = re.compile(r"[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\ud7b0-\ud7ff\uffa0-\uffdc]+")
_LONE_JAMO = re.compile(r"[\u3130-\u318f\uffa0-\uffdc]+")
_PIECE = re.compile(
    rf"(?P<syllables>[{SYLLABIC}]+)"
    r"|(?P<number>\d+(?:[.,]\d+)+)"
    rf"|(?P<word>(?:[^\W_{SYLLABIC}]|['’](?=[^\W\d_{SYLLABIC}]))+(?:\+\+|\#(?![^\W_]))?"
    rf"(?:-(?:[^\W_{SYLLABIC}])+)*)"
    r"|(?P<end>[\n.!?。…])"
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)+")
_MIXED = re.compile(r"\d+|[^\W\d]+")
_stemming = Lock()
"""The stemmer holds the word that it is at; long texts are cut beside the event loop, by other threads."""


def normalised(text: str) -> str:
    """One form for all ways to write the same; stray jamo, of a syllable that is being typed, become spaces."""
    if text.isascii():
        return text.lower()
    composed = unicodedata.normalize("NFKC", _LONE_JAMO.sub(" ", text)).casefold()
    return _JAMO.sub(" ", unicodedata.normalize("NFC", composed))


def tokens(text: str) -> set[str]:
    """What the index keeps of a text."""
    found: set[str] = set()
    stretch = ""
    for piece in _PIECE.finditer(normalised(text)):
        kind = piece.lastgroup
        if kind == "syllables":
            stretch += piece[0]
            continue
        if stretch:
            found.update(stretch, map(add, stretch, stretch[1:]))
            stretch = ""
        if kind != "end":
            found |= _kept(piece[0]) if len(piece[0]) <= LONGEST else _kept.__wrapped__(piece[0])
    if stretch:
        found.update(stretch, map(add, stretch, stretch[1:]))
    return found


def indexed(title: str, body: str, tags: list[str]) -> list[str]:
    """All that the index keeps of an idea, in the order of code points."""
    headline = tokens(title)
    text = headline | tokens(body[:MOST_TEXT])
    for tag in tags:
        text |= tokens(tag)
    text.update(TITLE + each for each in headline)
    return sorted(text)


def asked_tokens(word: str) -> tuple[tuple[str, ...], ...]:
    """What a word of a question asks for: it is met where all tokens of one of these ways are. None for no word."""
    pieces = list(_PIECE.finditer(normalised(word)))
    if len(pieces) == 1 and pieces[0].lastgroup == "syllables":
        return (_pairs(stem_of_syllables(pieces[0][0])),)
    parts: list[tuple[tuple[str, ...], ...]] = []
    for place, piece in enumerate(pieces):
        if piece.lastgroup == "syllables":
            if not (place and piece[0] in ENDINGS):
                parts.append((_pairs(stem_of_syllables(piece[0])),))
        elif piece.lastgroup != "end" and (ways := _ways(piece[0])):
            parts.append(ways)
    joined = [tuple(dict.fromkeys(sum(each, ()))) for each in product(*parts)] if parts else []
    return tuple(joined[:MOST_WAYS])


@lru_cache(maxsize=20_000)
def stem_of_syllables(word: str) -> str:
    """A Korean word without its trailing particle or polite ending, the longest that leaves at least two syllables."""
    for length in range(min(len(word) - 2, _LONGEST_ENDING), 0, -1):
        if word[-length:] in ENDINGS:
            return word[:-length]
    return word


def stem(word: str) -> str:
    """The English stem of a word: export for exporting. What is no word by its length isn't remembered."""
    return _stem(word) if len(word) <= LONGEST else _stem.__wrapped__(word)


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    if len(word) <= 3 or not word.isascii():
        return word
    with _stemming:
        return str(_stemmer().stemWord(word))


@cache
def _stemmer() -> Any:
    """Loaded with the first word that is cut: its package brings the stemmers of thirty languages."""
    import snowballstemmer

    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=20_000)
def _kept(piece: str) -> frozenset[str]:
    """The tokens of a word or number: itself, its stem, and its parts."""
    if _NUMBER.fullmatch(piece):
        return frozenset(_number(piece))
    found: set[str] = set()
    plain = _plain(piece)
    parts = plain.split("-")
    for part in [*parts, "".join(parts)] if len(parts) > 1 else parts:
        if part and part not in UNKEPT:
            found |= {part[:LONGEST], stem(part)[:LONGEST], part.rstrip("+#")[:LONGEST]}
            if len(pieces := _MIXED.findall(part)) > 1:
                found.update(each[:LONGEST] for each in pieces)
    return frozenset(found - {""})


@lru_cache(maxsize=20_000)
def _ways(piece: str) -> tuple[tuple[str, ...], ...]:
    if _NUMBER.fullmatch(piece):
        return ((_number(piece)[0],),)
    plain = _plain(piece)
    parts = [part for part in plain.split("-") if part and part not in UNKEPT]
    if "-" in plain:
        whole = stem(plain.replace("-", ""))[:LONGEST]
        return ((whole,), tuple(dict.fromkeys(stem(part)[:LONGEST] for part in parts)))[: 1 + bool(parts)]
    if not parts:
        return ()
    ways: tuple[tuple[str, ...], ...] = ((stem(parts[0])[:LONGEST],),)
    mixed = _MIXED.findall(parts[0].rstrip("+#"))
    if len(mixed) == 2 and any(len(each) > 1 for each in mixed if not each.isdigit()):
        ways += (tuple(each[:LONGEST] for each in mixed),)
    return ways


def _plain(piece: str) -> str:
    """Without apostrophes: the possessive goes, don't becomes dont."""
    if "'" not in piece and "’" not in piece:
        return piece
    return re.sub(r"['’]s?$", "", piece).replace("'", "").replace("’", "")


def _number(piece: str) -> list[str]:
    """A number with dots or commas: 1,000 is 1000; 2.5 is kept whole and in parts."""
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", piece):
        piece = piece.replace(",", "")
    parts = re.split(r"[.,]", piece)
    return list(dict.fromkeys(each[:LONGEST] for each in (piece.replace(",", "."), *parts)))


def _pairs(word: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(add, word, word[1:]))) if len(word) > 1 else (word,)


_LONGEST_ENDING = max(map(len, ENDINGS))

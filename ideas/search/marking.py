"""Showing what was found: the words of a question marked in a text, and a passage around them.

Korean is marked regardless of spacing and of the particle that the question carries (다크모드 marks "다크 모드"), where
it really stands (`ideas.search.standing`), a long word also in two parts; an English word wherever its stem is met. A
text comes in pieces, (words, marked), which together are the text.
"""

import re
from functools import lru_cache

from core.text import excerpt
from ideas.search.asking import Asked
from ideas.search.cutting import SYLLABIC, normalised, stem, stem_of_syllables
from ideas.search.standing import parts, places

Pieces = list[tuple[str, bool]]

LONGEST_REMEMBERED = 200

MOST_MARKED = 3_000
"""Characters that are looked through."""

_BETWEEN = re.compile(rf"(?<=[{SYLLABIC}]) (?=[{SYLLABIC}])")
_LATIN_WORD = re.compile(rf"[^\W_{SYLLABIC}]+(?:['’+#-]+[^\W_{SYLLABIC}]*)*")
_NOT_A_WORD = re.compile(r"[^\w+#]+|_")


def flattened(text: str) -> str:
    """A text as quoted words are looked for in it: normalised, words parted by one space, and by none between Korean
    (or Chinese, or Japanese) ones, which people space as they like. Those of titles and questions are remembered."""
    return _remembered(text) if len(text) <= LONGEST_REMEMBERED else _flattened(text)


def _flattened(text: str) -> str:
    return _BETWEEN.sub("", " ".join(_NOT_A_WORD.sub(" ", normalised(text)).split()))


_remembered = lru_cache(maxsize=20_000)(_flattened)


def says(text: str, phrase: str) -> bool:
    """Whether a text has these words in this order; Latin ones whole, Korean ones also within longer words."""
    flat = flattened(phrase)
    start = r"(?<![^\W_])" if flat[:1].isascii() else ""
    end = r"(?![^\W_])" if flat[-1:].isascii() else ""
    return (
        bool(flat)
        and re.search(rf"{_parted(start)}{re.escape(flat)}{_parted(end)}", flattened(text)) is not None
    )


def _parted(boundary: str) -> str:
    """Hangul follows Latin words without a space, and parts them all the same."""
    return boundary.replace(r"\W_", rf"\W_{SYLLABIC}")


def marked(text: str, asked: Asked) -> Pieces:
    """The text in pieces, those marked that the question asks for."""
    spans = _spans(text[:MOST_MARKED], asked)
    pieces: Pieces = []
    end = 0
    for first, last in spans:
        if first > end:
            pieces.append((text[end:first], False))
        pieces.append((text[first:last], True))
        end = last
    if end < len(text):
        pieces.append((text[end:], False))
    return pieces


def passage(text: str, asked: Asked, length: int = 160) -> Pieces:
    """About `length` characters of a Markdown text around the first words that were found; its beginning where there
    are none."""
    plain = excerpt(text, MOST_MARKED)
    spans = _spans(plain, asked)
    start = _start(plain, spans[0][0], length) if spans else 0
    end = len(plain) if len(plain) - start <= length else _cut(plain, start + length)
    pieces = marked(plain[start:end].strip(), asked)
    if start:
        pieces.insert(0, ("… ", False))
    if end < len(plain):
        pieces.append(("…", False))
    return pieces


def _start(plain: str, first: int, length: int) -> int:
    """Where a passage begins: at a word, with a third of it before what was found."""
    wanted = max(0, min(first - length // 3, len(plain) - length))
    if not wanted:
        return 0
    space = plain.find(" ", wanted, first)
    return space + 1 if space >= 0 else wanted


def _cut(plain: str, end: int) -> int:
    space = plain.rfind(" ", end - 30, end)
    return space if space > 0 else end


def _spans(text: str, asked: Asked) -> list[tuple[int, int]]:
    """Where something is marked, in order; what touches or overlaps is one."""
    syllables, stems = _looked_for(asked.needed + asked.phrases)
    spans = []
    if stems:
        spans = [
            (found.start(), found.end())
            for found in _LATIN_WORD.finditer(text)
            if _meets(found[0], stems, asked.beginnings)
        ]
    for word in syllables:
        if all(letter in text for letter in word):
            spans += _standing(text, word)
    joined: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def _standing(text: str, word: str) -> list[tuple[int, int]]:
    """Where a Korean word stands; where it doesn't, its parts, if all of them do."""
    spans = list(places(text, word))
    for one, other in () if spans else parts(word):
        first, second = list(places(text, one)), list(places(text, other))
        if first and second:
            return [*first, *second]
    return spans


@lru_cache(maxsize=16_384)
def _meets(word: str, stems: frozenset[str], beginnings: tuple[str, ...]) -> bool:
    plain = normalised(word)
    if plain in stems or (beginnings and plain.startswith(beginnings)):
        return True
    if plain.isalnum():
        return any(each[0] == plain[0] for each in stems) and stem(plain) in stems
    parts = [part for part in re.split(r"['’+#-]+", plain) if part]
    whole = {stem(plain), stem(re.sub(r"['’-]", "", plain)), *parts, *map(stem, parts)}
    return not whole.isdisjoint(stems)


@lru_cache(maxsize=512)
def _looked_for(words: tuple[str, ...]) -> tuple[tuple[str, ...], frozenset[str]]:
    """Runs of syllables, the longest first, and stems of Latin words."""
    syllables: set[str] = set()
    stems: set[str] = set()
    for word in words:
        for run in _RUN.findall(word.replace(" ", "") if _RUN.search(word) else word):
            syllables |= {stem_of_syllables(run)}
        for latin in _LATIN_WORD.findall(word):
            stems |= {latin, stem(latin), stem(re.sub(r"['’-]", "", latin))}
    return tuple(sorted(syllables, key=len, reverse=True)), frozenset(stems - {""})


_RUN = re.compile(rf"[{SYLLABIC}]+")

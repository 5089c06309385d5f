"""Where a Korean word of a question really stands in a text.

The index knows pairs of syllables across spaces, and "글씨를 보다 크게" has the pair 다크. So a word stands where its
syllables follow each other, and where there is a space (or a comma, or a hyphen) among them, only if they begin with a
word of the text or end with one of two syllables or more, its particle aside:

    다크모드 in "달력에 다크 모드를"      begins with a word
    앱알림   in "모바일앱 알림이"         ends with a word, 알림
    다크     not in "보다 크게"          begins within 보다, ends within 크게
    가입     not in "누가 입을"          of the word that it ends with, it has one syllable

Sentences, lines and Latin words part texts. A long word may also be written with something in its middle, 엑셀다운로드
in "엑셀로 다운로드": then both of its parts stand somewhere. Pure functions; no database.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ideas.search.cutting import SYLLABIC, normalised, stem_of_syllables
from ideas.search.matching import NEARLY_FROM
from ideas.search.particles import ENDINGS

_WORD = re.compile(rf"[{SYLLABIC}]{{2,}}")
_REST = re.compile(rf"[{SYLLABIC}]*")
_LAST = re.compile(rf"[{SYLLABIC}]+$")
_SYLLABLE = re.compile(rf"[{SYLLABIC}]")
_GAP = r"(?:[^\w.!?。…\n]|_)*"


def spelt_out(word: str) -> str:
    """What must stand in a text for this word of a question: itself without its particle. "" for a word that isn't
    wholly Korean, Japanese or Chinese, or a single syllable: of these the index knows enough."""
    return stem_of_syllables(word) if _WORD.fullmatch(word) else ""


def parts(word: str) -> list[tuple[str, str]]:
    """The ways to part a long word in two, each part being two syllables or more."""
    if len(word) < NEARLY_FROM:
        return []
    return [(word[:place], word[place:]) for place in range(2, len(word) - 1)]


def places(text: str, word: str) -> Iterator[tuple[int, int]]:
    """Where the word stands in the text: begin and end."""
    pattern, at = _spaced(word), 0
    while found := pattern.search(text, at):
        first, last = found.span()
        if last - first == len(word) or _begins(text, first) or _ends(text, first, last):
            yield first, last
            at = last
        else:
            at = first + 1


def stands(texts: Sequence[str], word: str) -> bool:
    """Whether the word stands in one of these texts, or its parts in one or several of them."""
    if any(word in text for text in texts):
        return True
    plain = [normalised(text) for text in texts]

    def there(wanted: str) -> bool:
        return any(wanted in text or any(places(text, wanted)) for text in plain)

    return there(word) or any(there(one) and there(other) for one, other in parts(word))


def begins_word(text: str, syllable: str) -> bool:
    """Whether a word of the text begins with this syllable."""
    plain = normalised(text)
    return any(_begins(plain, first) for first, _last in places(plain, syllable))


def _begins(text: str, first: int) -> bool:
    return first == 0 or not _SYLLABLE.match(text, first - 1)


def _ends(text: str, first: int, last: int) -> bool:
    own, rest = _LAST.search(text, first, last), _REST.match(text, last)
    return bool(own and len(own[0]) > 1 and rest and (not rest[0] or rest[0] in ENDINGS))


@lru_cache(maxsize=2048)
def _spaced(word: str) -> re.Pattern[str]:
    return re.compile(_GAP.join(word))

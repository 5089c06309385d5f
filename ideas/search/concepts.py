"""Which of the thesaurus' groups a text speaks of, and with which of its words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from operator import add

from ideas.search.cutting import stem
from ideas.search.emphasis import weight
from ideas.search.thesaurus import GROUPS, OPPOSITES

Said = tuple[int, int, int]
"""A group that a text speaks of, and the places of the words that say so: the first, and behind the last."""


@dataclass(frozen=True)
class Terms:
    """The terms of some groups: Latin phrases by their first stem, Korean terms by their first two syllables, and words
    of one syllable."""

    phrases: dict[str, list[tuple[tuple[str, ...], int]]] = field(default_factory=dict)
    written: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    single: dict[str, int] = field(default_factory=dict)


@cache
def known() -> Terms:
    """The thesaurus, its Latin words stemmed as texts are."""
    return _terms(enumerate(_groups()))


@lru_cache(maxsize=1024)
def terms_of(groups: frozenset[int]) -> Terms:
    """The terms of these groups alone: a few are looked for faster than all."""
    return _terms((group, _groups()[group]) for group in sorted(groups))


@cache
def opposed() -> Terms:
    """Both sides of the opposites: group 2n is undone by 2n + 1."""
    return _terms(enumerate(side for both in OPPOSITES for side in both))


@cache
def ways(group: int) -> tuple[tuple[str, ...], ...]:
    """The words of one of the thesaurus' groups, each as what the index keeps of it."""
    terms = _groups()[group].split("|")
    return tuple(dict.fromkeys(way for term in terms if len(term) > 1 and (way := _way(term))))


def spoken_of(pieces: Sequence[str], terms: Terms) -> Iterator[Said]:
    """The groups that these words speak of: Latin words stemmed, Korean ones as they stand. Spaces are no obstacle to a
    Korean term of three syllables or more."""
    for place, begins in enumerate(pieces):
        for phrase, group in terms.phrases.get(begins, ()):
            end = place + len(phrase)
            if tuple(pieces[place:end]) == phrase:
                yield group, place, end
        if begins in terms.single:
            yield terms.single[begins], place, place + 1
    if terms.written:
        yield from _written(pieces, terms)


def _written(pieces: Sequence[str], terms: Terms) -> Iterator[Said]:
    whole = "".join(pieces)
    if whole.isascii():
        return
    starts = [number for number, piece in enumerate(pieces) for _ in piece]
    for place, begins in enumerate(map(add, whole, whole[1:])):
        if begins not in terms.written:
            continue
        for term, group in terms.written[begins]:
            if whole.startswith(term, place):
                first, last = starts[place], starts[place + len(term) - 1]
                if first == last or len(term) > 2:
                    yield group, first, last + 1


@cache
def _groups() -> tuple[str, ...]:
    return tuple(GROUPS.strip().splitlines())


def _terms(groups: Iterable[tuple[int, str]]) -> Terms:
    terms = Terms()
    for number, group in groups:
        for term in group.split("|"):
            if term.isascii():
                stems = tuple(stem(word) for word in term.split())
                terms.phrases.setdefault(stems[0], []).append((stems, number))
            elif len(term) == 1:
                terms.single[term] = number
            else:
                terms.written.setdefault(term[:2], []).append((term, number))
    return terms


def _way(term: str) -> tuple[str, ...]:
    if term.isascii():
        return tuple(dict.fromkeys(stem(word) for word in term.split() if weight(word)))
    return tuple(dict.fromkeys(map(add, term, term[1:])))

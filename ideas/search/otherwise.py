"""What is found by words that mean the same, where a search finds few by its own: 다크 모드 meets "Dark theme".

Each word or run of words that the thesaurus knows may be met by any other of its group, the longest term counting
(로그아웃 is no 로그); the rest of the question is met as it is written. At least one of these terms stands in the title
or a tag, the others may stand in the body. Quoted words mean themselves alone.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from itertools import count

from core.database import Row
from ideas.search.asking import Asked
from ideas.search.concepts import Terms, known, spoken_of, terms_of, ways
from ideas.search.cutting import asked_tokens
from ideas.search.emphasis import bare, weight
from ideas.search.hits import Place, with_words
from ideas.search.marking import LONGEST_REMEMBERED
from ideas.search.matching import Needs, Word, needs_of
from ideas.search.ordering import votes_of
from ideas.search.standing import spelt_out, stands
from ideas.search.titles import cut
from ideas.search.verifying import texts_of

FEW = 5
"""Where fewer have all the words themselves, other words are looked for."""

MOST = 8
READ, MOST_READ = 2_000, 60
"""Characters of a body that are read, and so many texts."""


@dataclass(frozen=True)
class Term:
    """A part of the question: how it is written there, and the groups of the thesaurus that it stands for, if any."""

    written: str
    groups: frozenset[int]

    @property
    def word(self) -> Word:
        """The ways to meet it in the index."""
        other = tuple(way for group in sorted(self.groups) for way in ways(group))
        return tuple(dict.fromkeys((*asked_tokens(self.written), *other)))


async def otherwise(question: Asked, place: Place, but: Collection[int]) -> tuple[list[Row], Asked]:
    """Such ideas but for those that were found already, the most fitting first; and a question of the words by which
    they were found, to be marked in them."""
    terms = [] if question.phrases else terms_in(question.needed)
    if not any(term.groups for term in terms):
        return [], question
    found = await _found(terms, question.without, place, but)
    hits = sorted(
        found, key=lambda hit: (hit["met"][0], votes_of(hit, place.reader), hit["id"]), reverse=True
    )
    words = [word for hit in hits[:MOST] for word in hit["met"][1]]
    return hits[:MOST], replace(question, words=tuple(dict.fromkeys(words)), beginnings=())


async def _found(
    terms: list[Term], without: Collection[str], place: Place, but: Collection[int]
) -> list[Row]:
    """Ideas that say all this, `met`: how well and by which words. Where enough of them say it in their titles, no
    other text is looked at."""
    needs: Needs = tuple(word for term in terms if (word := term.word))
    excluded = needs_of(tuple(without))

    def new(hits: list[Row]) -> list[Row]:
        return [{**hit, "missing": 0} for hit in hits if hit["id"] not in but]

    titled = new(await with_words(needs, place, but=excluded, title=True))
    for hit in titled:
        hit["met"] = _met([hit["found_title"], ""], terms)
    right = {hit["id"]: hit for hit in titled if hit["met"][0]}
    if len(right) >= MOST:
        return list(right.values())
    anywhere = new(await with_words(needs, place, but=excluded))
    others = [hit for hit in (*titled, *anywhere) if hit["id"] not in right][:MOST_READ]
    texts = await texts_of(sorted({hit["found"] for hit in others}))
    for hit in others:
        hit["met"] = _met(texts[hit["found"]], terms)
    return [*right.values(), *{hit["id"]: hit for hit in others if hit["met"][0]}.values()]


def terms_in(words: tuple[str, ...]) -> list[Term]:
    """The question in terms of the thesaurus, the longest first; what no group has is a term without groups."""
    pieces = cut(" ".join(words)).pieces
    whole = "".join(pieces)
    spans: dict[tuple[int, int], set[int]] = {}
    for first, end, group in _said(pieces, whole):
        spans.setdefault((first, end), set()).add(group)
    taken: dict[tuple[int, int], frozenset[int]] = {}
    for first, end in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        if all(end <= other[0] or other[1] <= first for other in taken):
            taken[first, end] = frozenset(spans[first, end])
    found = [Term(whole[first:end], groups) for (first, end), groups in sorted(taken.items())]
    return [*found, *(Term(rest, frozenset()) for rest in _rest(pieces, taken))]


def _said(pieces: tuple[str, ...], whole: str) -> Iterator[tuple[int, int, int]]:
    """Every term of the thesaurus in these words: begin and end in `whole`, and its group."""
    terms: Terms = known()
    starts = [sum(map(len, pieces[:number])) for number in range(len(pieces) + 1)]
    for number, piece in enumerate(pieces):
        for stems, group in terms.phrases.get(piece, ()):
            if pieces[number : number + len(stems)] == stems:
                yield starts[number], starts[number + len(stems)], group
        if piece in terms.single:
            yield starts[number], starts[number + 1], terms.single[piece]
    for at in range(len(whole) - 1):
        for term, group in terms.written.get(whole[at : at + 2], ()):
            within = not any(at < start < at + len(term) for start in starts)
            if whole.startswith(term, at) and (within or (len(term) > 2 and at in starts)):
                yield at, at + len(term), group


def _rest(pieces: tuple[str, ...], taken: dict[tuple[int, int], frozenset[int]]) -> Iterator[str]:
    """What stands beside the terms: whole words, and what two syllables or more of a Korean one are left."""
    covered = {place for first, end in taken for place in range(first, end)}
    places = count()
    for piece in pieces:
        left = "".join(
            " " if place in covered else letter for letter, place in zip(piece, places, strict=False)
        )
        for rest in left.split():
            core = bare(rest)
            if weight(core) == 1 and (rest == piece or (len(core) > 1 and not core.isascii())):
                yield core


def _met(texts: list[str], terms: list[Term]) -> tuple[int, list[str]]:
    """In how many terms the title or a tag says what the question does, 0 where a term is met nowhere; and the words
    that say so."""
    title, body, *tags = texts
    in_title, words = 0, []
    for term in terms:
        if not term.groups:
            if (wanted := spelt_out(term.written)) and not stands(texts, wanted):
                return 0, []
            continue
        found = [*_saying(title, term), *(word for tag in tags for word in _saying(tag, term))]
        in_title += bool(found)
        found = found or _saying(body[:READ], term)
        if not found:
            return 0, []
        words += found
    return in_title, [*words, *(term.written for term in terms if not term.groups)]


def _saying(text: str, term: Term) -> list[str]:
    """The words of a text that say what the term does."""
    pieces = (cut if len(text) <= LONGEST_REMEMBERED else cut.__wrapped__)(text).pieces
    own = terms_of(term.groups)
    return [piece for _, first, end in spoken_of(pieces, own) for piece in pieces[first:end]]

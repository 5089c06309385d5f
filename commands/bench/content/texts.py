"""The words of a chunk of ideas, and what the search's index keeps of them: drawn apart, on all processors."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

from commands.bench.content import sentences
from commands.bench.content.outlines import Outline
from ideas.search.cutting import indexed, tokens
from ideas.search.indexing import vocabulary


class Wanted(NamedTuple):
    """An idea that needs words: its language, kind, whether everyone reads it, and for each comment whether it is the
    official answer and whether everyone reads it."""

    lang: str
    kind: str
    public: bool
    remarks: tuple[tuple[bool, bool], ...]


@dataclass(slots=True)
class Said:
    """A comment's words, and as the index keeps them."""

    body: str
    words: str


@dataclass(slots=True)
class Worded:
    """An idea's words, and as the index keeps them."""

    title: str
    body: str
    tags: Sequence[str]
    words: str
    remarks: list[Said]


@dataclass(slots=True)
class Texts:
    """A chunk's words; `vocabulary` are those that somebody could mistype, of what everyone reads."""

    ideas: list[Worded]
    vocabulary: set[str]


def wanted(outlines: Sequence[Outline]) -> list[Wanted]:
    return [_wanted(each) for each in outlines]


def _wanted(made: Outline) -> Wanted:
    public = made.audience == "everyone" and made.in_sight
    remarks = tuple((said.answers, public and said.audience == "everyone") for said in made.remarks)
    return Wanted(made.lang, made.kind, public, remarks)


def texts(seed: int, first: int, wanted: Sequence[Wanted]) -> Texts:
    """The words of the chunk after `first`, the same for the same seed."""
    rng, words = Random(f"{seed} texts {first}"), set[str]()
    return Texts([_idea(rng, each, words) for each in wanted], words)


def _idea(rng: Random, wanted: Wanted, words: set[str]) -> Worded:
    title = sentences.title(rng, wanted.lang, wanted.kind)
    body = sentences.body(rng, wanted.lang)
    tags = list(sentences.tags(rng))
    remarks = [_said(rng, wanted.lang, *each, words) for each in wanted.remarks]
    if wanted.public:
        words |= vocabulary("\n".join((title, body, ",".join(tags))))
    return Worded(title, body, tags, " ".join(indexed(title, body, tags)), remarks)


def _said(rng: Random, lang: str, answers: bool, public: bool, words: set[str]) -> Said:
    body = sentences.remark(rng, lang, answers)
    if public:
        words |= vocabulary(body)
    return Said(body, " ".join(sorted(tokens(body))))

"""Looking for words in one place after another, until something is found.

Every word must be in an idea's title, body or tags, or all of them in one comment that the reader may read; quoted
words in their order, excluded ones nowhere in the idea. Where that finds nothing, the words that this reader finds
nowhere are looked at: the last one may be the beginning of a longer word, a Latin one may be mistyped, a long Korean
one may be written with something in its middle. Such a word that stays nowhere is left out if others do occur, and
these must all be met. Only then may some of the words be missing; one may be, of three and more, where few ideas have
them all. What lacks words says so and stands behind what has them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from core.database import Row
from ideas.filtering import Filters
from ideas.search.asking import Asked
from ideas.search.hits import Place, everywhere, having, said_with_words, with_words
from ideas.search.matching import Needs, Word, beginning, most_of, nearly, needs_of
from ideas.search.spelling import meant
from ideas.search.verifying import standing, verified
from ideas.visibility import visible_ideas

FEW = 5
"""Fewer than these are filled up with ideas that lack one of the words."""

BEGINNING_FROM = 3
"""Letters of a word that may be the beginning of a longer one."""

MOST_NOWHERE = 3
"""Words that nobody wrote which are looked at more closely."""


@dataclass
class Sought:
    """What was found, by the idea's id, and the question that found it, corrected where that was needed."""

    question: Asked
    hits: dict[int, Row] = field(default_factory=dict)


async def seek(question: Asked, place: Place) -> Sought:
    """Whatever answers the question in this place, in no order. Each hit says how many words are `missing`."""
    words = {word: ways[0] for word in question.needed if (ways := needs_of((word,)))}
    needs = tuple(words.values())
    sought = Sought(question, await _with_all(needs, question, place, words))
    if not sought.hits and words:
        return await _seek_on(words, question, place)
    if len(sought.hits) < FEW and len(needs) > 2:
        partly = await _with_all(most_of(needs, len(needs) - 1), question, place, words, missing=1, lacking=1)
        sought.hits = partly | sought.hits
    return sought


async def _seek_on(words: dict[str, Word], question: Asked, place: Place) -> Sought:
    anywhere = Place(Filters(stage="all"), visible_ideas(place.reader), place.reader)
    known = {word: ways for word, ways in words.items() if await _somewhere(ways, anywhere)}
    sought = Sought(question)
    for word in [word for word in words if word not in known][:MOST_NOWHERE]:
        sought.question, mended = await _mended(word, sought.question, place)
        known |= mended
    missing = len(words) - len(known)
    needs = tuple(known.values())
    loosely = tuple((*ways, *nearly(word)) for word, ways in known.items())
    for wanted in dict.fromkeys((needs, loosely)):
        if wanted and not sought.hits:
            sought.hits = await _with_all(wanted, sought.question, place, known, missing=missing)
    for size in (len(needs) - 1, (len(needs) + 1) // 2):
        if 0 < size < len(needs) and not sought.hits:
            some, lacking = most_of(needs, size), len(needs) - size
            sought.hits = await _with_all(
                some, sought.question, place, known, missing=missing + lacking, lacking=lacking
            )
    return sought


async def _mended(word: str, question: Asked, place: Place) -> tuple[Asked, dict[str, Word]]:
    """The question with a word that is nowhere read otherwise, and how; as it was where it can't be."""
    unfinished = (
        word == question.words[-1] and len(word) >= BEGINNING_FROM and word.isascii() and word.isalnum()
    )
    if unfinished and await _somewhere(beginning(word), place):
        return replace(question, beginnings=(word,)), {word: beginning(word)}
    if (ways := nearly(word)) and await _somewhere(ways, place):
        return question, {word: ways}
    found = {other: len(await with_words(needs_of((other,)), place)) for other in await meant(word)}
    best = max(found, key=lambda other: found[other], default="")
    if not best or not found[best]:
        return question, {}
    return question.instead(word, best), {best: needs_of((best,))[0]}


async def _somewhere(word: Word, place: Place) -> bool:
    return bool(await with_words((word,), place) or await said_with_words((word,), place))


async def _with_all(
    needs: Needs,
    question: Asked,
    place: Place,
    words: Iterable[str],
    *,
    missing: int = 0,
    lacking: int = 0,
) -> dict[int, Row]:
    """Ideas with all of this, in themselves or in a comment, and with the phrases; without what is excluded. `lacking`
    of the `words` that this asks for may not stand in them."""
    wanted = needs + needs_of(tuple(word for phrase in question.phrases for word in phrase.split()))
    single = tuple(each for each in question.without if " " not in each)
    but = needs_of(single)
    hits, said = await everywhere(wanted, place, but=but)
    for word in but:
        excluded = await having([hit["found"] for hit in said], (word,)) if said else set()
        said = [hit for hit in said if hit["found"] not in excluded]
    hits += said
    quoted = tuple(each for each in question.without if " " in each)
    if hits and (question.phrases or quoted):
        hits = await verified(hits, question.phrases, quoted)
    hits = await standing(hits, words, lacking=lacking)
    for hit in hits:
        hit["missing"] = missing
    return {hit["id"]: hit for hit in reversed(hits)}

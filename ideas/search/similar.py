"""Similar ideas: what may want the same as a title and a text, or as an idea that stands; as far as the reader sees.

Found in the index, compared by their text, and shown whatever their stage: what was declined or shipped is news to
whoever asks. What was merged stands for what it went into; what was withdrawn, hidden or waits for review isn't shown.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest
from math import sqrt

from core.database import Row, along, on_sqlite, rows
from ideas.loop import OPEN
from ideas.queries import visible_idea
from ideas.search import candidates
from ideas.search.likeness import Question
from ideas.search.sameness import same, shared
from ideas.search.statistics import Statistics, statistics
from ideas.semantic.near import near
from ideas.visibility import Where, visible_ideas
from people.models import Person

CANDIDATES, COMPARED = 120, 32
"""So many ideas that the index finds are looked at, and so many of them, the best at a glance, compared in full."""
WORTH_SHOWING = 0.12
"""Less likeness than this is chance."""
MEANING, FULLY, BEYOND = 0.5, 6.0, 1.5
"""What meaning counts beside words where it is known; so many standard deviations above chance are the same meaning;
and so far beyond that it counts."""
MOST_ASKED = 4_000
"""Characters of a body that are asked about."""

IN_SIGHT = Where("NOT i.held AND i.hidden_at IS NULL AND i.stage <> 'withdrawn'")


@dataclass(frozen=True)
class Text:
    """An idea to compare with: its title, its tokens in the index, and what it stands for."""

    id: int
    root: int
    title: str
    indexed: list[str]

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(self.indexed)


@dataclass(frozen=True)
class Match:
    """An idea that is like another. `score`: 0 nothing in common, 1 the same; `shared`: words of the question that its
    title has too; `clear`: it wants the same in all probability."""

    id: int
    score: float
    shared: list[str]
    clear: bool


async def similar(
    title: str, body: str = "", *, reader: Person | None, limit: int = 5, but: int = 0
) -> list[Row]:
    """Ideas that may want the same, the likest first. `but` is left out, and what was merged into it."""
    matches = await closest(title, body, visible=visible_ideas(reader), limit=limit, but=(but,))
    return await shown(matches, reader)


async def like(idea_id: int, *, reader: Person | None, limit: int = 4) -> list[Row]:
    """Other ideas like this one. Raises `NotFound` where the reader may not see it."""
    idea = await visible_idea(idea_id, reader)
    but = (idea.id, idea.merged_into_id or idea.id)
    visible = visible_ideas(reader)
    matches = await closest(idea.title, idea.body, visible=visible, limit=limit, but=but, stored=idea.id)
    return await shown(matches, reader)


async def closest(
    title: str, body: str, *, visible: Where, limit: int, but: Sequence[int] = (), stored: int = 0
) -> list[Match]:
    """The same without the ideas' columns, among what `visible` lets through, each under what it stands for. `stored`
    is the idea that is asked about, if it stands already."""
    known = await statistics()
    question = Question(title, body[:MOST_ASKED], known.rarity)
    meaning, ids = await asyncio.gather(
        near(title, body[:MOST_ASKED], like=stored), candidates.found(question, known, CANDIDATES)
    )
    close = await meaning.closest(ids) if meaning else None
    texts = [
        text
        for text in await _texts(list(dict.fromkeys((*ids, *(close or ())))), visible)
        if not {text.id, text.root} & {*but}
    ]
    return await asyncio.to_thread(_compared, Comparison(question, title, known, close), texts, limit)


@dataclass(frozen=True)
class Comparison:
    """What texts are compared by. `close`: how near each idea is in meaning, where that is known."""

    question: Question
    title: str
    known: Statistics
    close: dict[int, float] | None

    def score(self, text: Text) -> float:
        by_words = self.question.score(text.title, text.words)
        if self.close is None:
            return by_words
        by_meaning = min(BEYOND, max(0.0, self.close.get(text.id, 0.0) / FULLY))
        return (1 - MEANING) * sqrt(by_words) + MEANING * by_meaning

    def best_at_a_glance(self, texts: list[Text]) -> list[Text]:
        """Those that may be the likest by their words, and the nearest in meaning where that is known."""
        by_words = nlargest(
            COMPARED, texts, key=lambda text: (self.question.glance(text.title, text.indexed), text.id)
        )
        close = self.close
        if close is None:
            return by_words
        by_meaning = nlargest(COMPARED, texts, key=lambda text: (close.get(text.id, 0.0), text.id))
        return list({text.id: text for text in (*by_words, *by_meaning)}.values())

    @property
    def least(self) -> float:
        """What is less than this isn't shown."""
        return WORTH_SHOWING if self.close is None else (1 - MEANING) * sqrt(WORTH_SHOWING)


def _compared(by: Comparison, texts: list[Text], limit: int) -> list[Match]:
    scored = sorted(((by.score(text), text) for text in by.best_at_a_glance(texts)), key=_best)
    found: dict[int, Match] = {}
    for score, text in scored:
        if score < by.least or len(found) == limit:
            break
        if text.root not in found:
            words = shared(by.title, text.title)
            clear = same(by.title, text.title, by.known.rarity)
            found[text.root] = Match(text.root, round(min(1.0, score), 3), words, clear)
    return list(found.values())


def _best(scored: tuple[float, Text]) -> tuple[float, int]:
    return -scored[0], scored[1].id


async def _texts(ids: Sequence[int], visible: Where) -> list[Text]:
    where = visible & IN_SIGHT
    words = "s.words" if on_sqlite() else "array_to_string(tsvector_to_array(s.words), ' ')"
    found = await rows(
        f"""SELECT i.id, COALESCE(i.merged_into_id, i.id) AS root, i.title, {words} AS words
            FROM idea i {along()} JOIN idea_search s ON s.idea_id = i.id WHERE i.id IN :ids AND {where.sql}""",
        **{**where.values, "ids": list(ids)},
    )
    return [Text(each["id"], each["root"], each["title"], each["words"].split(" ")) for each in found]


async def shown(matches: Sequence[Match], reader: Person | None) -> list[Row]:
    """The ideas of these matches that the reader sees, in their order."""
    where = visible_ideas(reader) & IN_SIGHT
    found = await rows(
        f"""SELECT i.id, i.title, i.lang, i.kind, i.stage, i.votes, i.votes_imported, i.comments,
                   b.slug AS board_slug, b.name AS board_name, b.lang AS board_lang, b.hide_counts
            FROM idea i {along()} JOIN board b ON b.id = i.board_id WHERE i.id IN :ids AND {where.sql}""",
        **{**where.values, "ids": [match.id for match in matches]},
    )
    by_id = {each["id"]: each for each in found}
    return [_row(by_id[match.id], match) for match in matches if match.id in by_id]


def _row(found: Row, match: Match) -> Row:
    return {
        **found,
        "hide_counts": bool(found["hide_counts"]),
        "votable": found["stage"] in OPEN,
        "shared": match.shared,
        "likeness": match.score,
        "clear": match.clear,
    }

"""In which order ideas that were found are shown: by how well their titles fit, then by votes and, mildly, by age.

Where a board hides its counts, its ideas stand as without votes for whoever isn't staff. A place depends on nothing but
the idea and the question, so that pages by key fit together.
"""

from dataclasses import dataclass
from math import log10
from typing import Any

from core.database import Row, moment
from ideas.loop import Stage
from ideas.ranking import hot
from ideas.search.cutting import stem, stem_of_syllables
from ideas.search.marking import flattened
from people.models import Person

WHOLE_TITLE = 3.0
IN_ORDER = 1.5
EXACTLY = 1.0
AS_WRITTEN = 0.3
BY_VOTES = 0.4
BY_YEAR = 0.1
ONLY_SAID = 1.0
DECLINED = 0.3
PARTLY = 100.0
"""What is less relevant stands behind all that has every word."""


@dataclass(frozen=True)
class Sought:
    """A question's words as titles are compared with them: as written, and what is asked for at least."""

    words: tuple[tuple[str, str], ...]
    whole: str


def sought(words: tuple[str, ...]) -> Sought:
    pairs = tuple((flattened(word), _least(word)) for word in words)
    return Sought(tuple((word, least) for word, least in pairs if least), flattened(" ".join(words)))


def _least(word: str) -> str:
    flat = flattened(word)
    return stem(flat) if flat.isascii() else stem_of_syllables(flat)


def fit(found: Row, wanted: Sought, reader: Person | None, *, missing: int = 0) -> float:
    """How well an idea fits: higher is better. `missing` words are nowhere in it."""
    title = f" {flattened(found['found_title'])} "
    there = [(word, least) for word, least in wanted.words if _begins(title, least)]
    score = WHOLE_TITLE * (len(there) / len(wanted.words)) ** 2 if wanted.words else 0.0
    if wanted.words and len(there) == len(wanted.words):
        score += IN_ORDER * (wanted.whole in title) + EXACTLY * (wanted.whole == title.strip())
    score += sum(AS_WRITTEN for word, _least in there if word in title) / max(1, len(wanted.words))
    score += BY_VOTES * log10(1 + votes_of(found, reader))
    score += BY_YEAR * moment(found["created_at"]).timestamp() / (365.25 * 86_400)
    score -= DECLINED * (found["stage"] in (Stage.DECLINED, Stage.WITHDRAWN))
    score -= ONLY_SAID * bool(found.get("comment"))
    return round(float(score) - PARTLY * missing, 6)


def _begins(title: str, least: str) -> bool:
    """Latin words count where a word begins with them, others wherever they stand."""
    return f" {least}" in title if least.isascii() else least in title


def votes_of(found: Row, reader: Person | None) -> int:
    if found["hide_counts"] and not (reader and reader.is_staff):
        return 0
    return int(found["votes"] + found["votes_imported"])


def key_of(sort: str, found: Row, reader: Person | None) -> float:
    """By what an order other than relevance goes, as lists do."""
    if sort == "new":
        return float(moment(found["created_at"]).timestamp())
    if sort == "top":
        return float(votes_of(found, reader))
    if sort == "discussed":
        return float(found["comments"])
    hidden: Any = found["hide_counts"] and not (reader and reader.is_staff)
    return hot(0, moment(found["created_at"])) if hidden else float(found["hot"])

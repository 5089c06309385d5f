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
from ideas.search.standing import begins_word
from people.models import Person

WHOLE_TITLE = 3.0
IN_ORDER = 1.5
EXACTLY = 1.0
BEGINNING = 5.0
AS_WRITTEN = 0.3
BY_VOTES = 0.4
BY_YEAR = 0.1
ONLY_SAID = 1.0
DECLINED = 0.3
PARTLY = 100.0
"""What is less relevant stands behind all that has every word."""

_DECLINED = (Stage.DECLINED.value, Stage.WITHDRAWN.value)


@dataclass(frozen=True)
class Sought:
    """A question's words as titles are compared with them: as written, and what is asked for at least: Latin words
    where a word begins with them, others wherever they stand; `syllables` best where a word begins with them."""

    words: tuple[tuple[str, str], ...]
    whole: str
    syllables: tuple[str, ...] = ()


def sought(words: tuple[str, ...]) -> Sought:
    pairs = [(flat, _least(flat)) for flat in map(flattened, words)]
    wanted = tuple((flat, f" {least}" if least.isascii() else least) for flat, least in pairs if least)
    syllables = tuple(flat for flat, _least in pairs if len(flat) == 1 and not flat.isascii())
    return Sought(wanted, flattened(" ".join(words)), syllables)


def _least(flat: str) -> str:
    return stem(flat) if flat.isascii() else stem_of_syllables(flat)


def fit(found: Row, wanted: Sought, reader: Person | None, *, missing: int = 0) -> float:
    """How well an idea fits: higher is better. `missing` words are nowhere in it."""
    score = _fit_of_title(f" {flattened(found['found_title'])} ", wanted) if wanted.words else 0.0
    for syllable in wanted.syllables:
        score += BEGINNING / len(wanted.words) * begins_word(found["found_title"], syllable)
    score += BY_VOTES * log10(1 + votes_of(found, reader))
    score += BY_YEAR * moment(found["created_at"]).timestamp() / (365.25 * 86_400)
    if found["stage"] in _DECLINED:
        score -= DECLINED
    if found.get("comment"):
        score -= ONLY_SAID
    return round(float(score) - PARTLY * missing, 6)


def _fit_of_title(title: str, wanted: Sought) -> float:
    there = [word for word, least in wanted.words if least in title]
    if not there:
        return 0.0
    share = len(there) / len(wanted.words)
    score = WHOLE_TITLE * share**2 + AS_WRITTEN * sum(word in title for word in there) / len(wanted.words)
    if share == 1:
        score += IN_ORDER * (wanted.whole in title) + EXACTLY * (wanted.whole == title.strip())
    return score


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

"""Answering a question with a page of ideas."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

from core.database import Row
from core.paging import decode, encode
from ideas.filtering import Filters
from ideas.listing import PAGE, SORTS, list_ideas
from ideas.search.asking import Asked, asked
from ideas.search.hits import Place
from ideas.search.marking import marked
from ideas.search.narrowing import narrowed, written_by
from ideas.search.ordering import fit, key_of, sought
from ideas.search.otherwise import FEW, otherwise
from ideas.search.seeking import Sought, seek
from ideas.search.showing import shown_with_marks
from ideas.search.verifying import first_standing
from people.models import Person


@dataclass(frozen=True)
class Found:
    """A page of what was found. `corrected` is the question as it was answered, where a word of it was mistyped.
    `otherwise`: beside the first page, what was found by words that mean the same, where these find few."""

    rows: list[Row]
    after: str | None
    asked: Asked
    corrected: str = ""
    otherwise: Sequence[Row] = ()


async def search_ideas(
    text: str, filters: Filters, *, reader: Person | None, after: str = "", limit: int = PAGE
) -> Found:
    """What the reader finds that answers `text` within `filters`: the most fitting first, or in the filters' order
    where that is one of a list's (not "" or "relevance"). See `ideas.search.seeking` for what counts as an answer.

    `filters.stage` "open" keeps to what is on the way; "" and "all" look everywhere but among what was merged (which is
    met where it goes on) or withdrawn. Rows are those of a list with `title_pieces`, `excerpt_pieces`,
    `found_in_comment` and `partly` (see `ideas.search.showing`). A question that is nothing but operators is a list.
    """
    question = asked(text)
    if question.empty:
        return Found([], None, question)
    within, where = await narrowed(filters, question, reader)
    if not question.worded:
        return await _listed(question, within, reader, after, limit)
    place = Place(within, where, reader)
    answer = await seek(question, place)
    other = await _otherwise(answer, place)
    ordered = _ordered(answer.hits, answer.question, within.sort, reader)
    key = _key(after)
    rest = [hit for hit in ordered if key is None or hit["place"] < key]
    rest = await first_standing(rest, limit + 1)
    page = await shown_with_marks(rest[:limit], answer.question)
    more = encode(rest[limit - 1]["place"]) if len(rest) > limit else None
    corrected = (
        answer.question.text if (answer.hits or other) and answer.question.text != question.text else ""
    )
    return Found(page, more, answer.question, corrected, () if after else other)


async def _otherwise(answer: Sought, place: Place) -> list[Row]:
    """What says the same in other words, where few say it in these; taken out of what lacks some of these words."""
    whole = [number for number, hit in answer.hits.items() if not hit["missing"]]
    if len(whole) >= FEW:
        return []
    hits, said = await otherwise(answer.question, place, whole)
    for hit in hits:
        answer.hits.pop(hit["id"], None)
    return await shown_with_marks(hits, said)


def _key(after: str) -> tuple[float, int] | None:
    """The place that the page begins after; None at the beginning, and for another list's."""
    found = decode(after) if after else None
    return (float(found[0]), found[1]) if found and not isinstance(found[0], str) else None


def _ordered(hits: dict[int, Row], question: Asked, sort: str, reader: Person | None) -> list[Row]:
    """The hits in their order, each with its `place` in it."""
    wanted = sought(question.needed + question.phrases)
    for number, hit in hits.items():
        if sort in SORTS:
            hit["place"] = key_of(sort, hit, reader), number
        else:
            hit["place"] = fit(hit, wanted, reader, missing=hit["missing"]), number
    return sorted(hits.values(), key=itemgetter("place"), reverse=True)


async def _listed(question: Asked, within: Filters, reader: Person | None, after: str, limit: int) -> Found:
    """What operators alone ask for, in a list's order."""
    order = within.sort if within.sort in SORTS else "trending"
    written = await written_by(question.author) if question.author else None
    page = await list_ideas(
        within.but(sort=order), reader=reader, narrowing=written, after=after, limit=limit
    )
    rows = [
        {
            **each,
            "title_pieces": marked(each["title"], question),
            "excerpt_pieces": [(each["excerpt"], False)],
            "found_in_comment": None,
            "partly": False,
        }
        for each in page.rows
    ]
    return Found(rows, page.after, question)

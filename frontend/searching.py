"""Searching a list, as its page shows it: the field, what was found, and the ways on from there."""

from types import SimpleNamespace
from urllib.parse import urlencode

from starlette.requests import Request

from frontend.facets import FOUND, address, chosen_in
from frontend.forms import query
from frontend.rendering import url_for
from ideas.listing import Filters
from ideas.search.finding import Found

TITLE = 120
"""Characters of what was searched for that begin a proposal: as long as a title may be."""


def searched_for(request: Request) -> str:
    """What the reader searches for, as it was typed; "" where this is no search."""
    return query(request, "q").strip()


def field(path: str, filters: Filters, q: str, *, board: str = "") -> SimpleNamespace:
    """The search field over a list. What narrows the list goes on narrowing; a search finds its own order."""
    kept = chosen_in(filters, board=board, q=q)
    for name in () if q else ("sort", "voted"):
        kept.pop(name, None)
    return SimpleNamespace(q=q, path=path, kept=kept, found=None)


def result(path: str, filters: Filters, q: str, found: Found, *, board: str = "") -> SimpleNamespace:
    """The same after a search: what was really looked for, and where to go when it isn't there."""
    made = field(path, filters, q, board=board)
    words = found.corrected or q
    made.found = SimpleNamespace(
        corrected=found.corrected,
        corrected_url=address(path, filters, board=board, q=words),
        unnarrowed_url=_unnarrowed(path, filters, q, board),
        everywhere_url=address(url_for("home"), filters.but(board=""), q=q) if board else None,
        propose_url=_proposal(found, board),
    )
    return made


def _unnarrowed(path: str, filters: Filters, q: str, board: str) -> str | None:
    """The same search without any filter, where there is one."""
    whole = FOUND.but(board=board) if board else FOUND
    return address(path, whole, board=board, q=q) if filters.but(sort=whole.sort) != whole else None


def _proposal(found: Found, board: str) -> str:
    """The composer, its title begun with the words that nobody has written yet; operators are none."""
    asked = found.asked
    plain = not (asked.phrases or asked.without or asked.stage or asked.author or asked.tag or asked.kind)
    words = asked.text if plain and not asked.board else " ".join([*asked.phrases, *asked.words])
    words = " ".join(words.split())[:TITLE]
    return f"{url_for('new_idea')}?{urlencode({'title': words, **({'board': board} if board else {})})}"

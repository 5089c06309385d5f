"""Searching a list, as its page shows it: the field, what was found, and the ways on from there."""

from collections.abc import Sequence
from types import SimpleNamespace
from urllib.parse import urlencode

from starlette.requests import Request

from core.database import Row
from core.limits import spend
from core.words import _
from frontend.facets import FOUND, address, chosen_in
from frontend.forms import query
from frontend.ladder import who
from frontend.rendering import url_for
from frontend.requests import network_address
from ideas.listing import Filters
from ideas.loop import Stage
from ideas.models import Kind
from ideas.search.asking import Asked
from ideas.search.finding import Found
from ideas.search.operators import bare

TITLE = 120
"""Characters of what was searched for that begin a proposal: as long as a title may be."""


def searched_for(request: Request) -> str:
    """What the reader searches for, as it was typed; "" where this is no search."""
    return query(request, "q").strip()


async def spent(request: Request, kind: str = "search") -> None:
    """Count one search: of a person who is signed in by that, for a whole office may share an address."""
    reader = who(request)
    await spend(kind, f"person {reader.id}" if reader else network_address(request))


def field(path: str, filters: Filters, q: str, *, board: str = "") -> SimpleNamespace:
    """The search field over a list. What narrows the list goes on narrowing; a search finds its own order."""
    kept = chosen_in(filters, board=board, q=q)
    for name in () if q else ("sort", "voted"):
        kept.pop(name, None)
    return SimpleNamespace(q=q, path=path, kept=kept, found=None)


def result(
    path: str, filters: Filters, q: str, found: Found, *, board: str = "", boards: Sequence[Row] = ()
) -> SimpleNamespace:
    """The same after a search: what was really looked for, and where to go when it isn't there. `boards`: those that
    this reader sees."""
    made = field(path, filters, q, board=board)
    words = found.corrected or q
    made.found = SimpleNamespace(
        corrected=found.corrected,
        corrected_url=address(path, filters, board=board, q=words),
        unnarrowed_url=_unnarrowed(path, filters, q, board),
        everywhere_url=address(url_for("home"), filters.but(board=""), q=q) if board else None,
        propose_url=_proposal(found, board),
        wordless=found.asked.empty and not found.asked.unknown,
        unknown=_unknown(found.asked, [] if found.rows else boards, path, filters, board),
    )
    return made


def _unknown(
    question: Asked, boards: Sequence[Row], path: str, filters: Filters, board: str
) -> SimpleNamespace | None:
    """A stage, kind or board that was asked for and isn't there; with those that are, each a search for it instead."""
    wrong = question.unknown
    if wrong is None:
        return _unknown_board(question, boards, filters)
    members: list[Stage | Kind] = [*Stage] if wrong.operator == "stage" else [*Kind]
    there = []
    for label in [_(each.label) for each in members]:
        value = f'"{label}"' if " " in label else label
        written = (
            _("stage:%(name)s", name=value) if wrong.operator == "stage" else _("kind:%(name)s", name=value)
        )
        words = f"{wrong.before}{written}{wrong.after}"
        there.append(SimpleNamespace(name=label, url=address(path, filters, board=board, q=words)))
    return SimpleNamespace(operator=wrong.operator, name=wrong.name, there=there)


def _unknown_board(question: Asked, boards: Sequence[Row], filters: Filters) -> SimpleNamespace | None:
    """The same for a board, which is called by its address or name."""
    wanted = bare(question.board)
    if not (wanted and boards) or any(wanted in (bare(each["slug"]), bare(each["name"])) for each in boards):
        return None
    words = " ".join([*(f'"{phrase}"' for phrase in question.phrases), *question.words])
    there = [
        SimpleNamespace(
            name=each["name"],
            url=address(url_for("board", slug=each["slug"]), filters.but(board=""), q=words),
        )
        for each in boards
    ]
    return SimpleNamespace(operator="board", name=question.board, there=there)


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

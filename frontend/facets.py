"""The choices beside a list: each is a plain link to the same list, otherwise chosen.

A list of what was found has defaults of its own (what fits best first, in any stage), and every choice keeps what was
asked for.
"""

from dataclasses import dataclass, fields
from functools import lru_cache
from gettext import NullTranslations
from types import SimpleNamespace
from urllib.parse import urlencode

from starlette.requests import Request

from core.database import Row
from core.words import N_, _, active
from frontend.forms import query
from ideas.listing import Filters
from ideas.loop import Stage
from ideas.models import Kind
from ideas.tags import normalised
from people.models import Person

SORT_LABELS = {
    "trending": N_("Trending"),
    "new": N_("New"),
    "top": N_("Top"),
    "discussed": N_("Most discussed"),
}
FOUND_LABELS = {
    "relevance": N_("Best match"),
    **{name: SORT_LABELS[name] for name in ("new", "top", "discussed")},
}
SWITCHES = {"mine": N_("Mine"), "voted": N_("I voted"), "unanswered": N_("Unanswered")}

LISTED = Filters()
FOUND = Filters(sort="relevance", stage="all")
"""What a search shows unless told otherwise."""


@dataclass(frozen=True)
class Choice:
    label: str
    url: str
    active: bool


def filters_of(request: Request, *, board: str = "", q: str = "") -> Filters:
    """The filters that stand in the address; what isn't one is left out. `q`: what is searched for, if it is."""
    sort, kind, stage = query(request, "sort"), query(request, "kind"), query(request, "stage")
    signed_in = request.state.person is not None
    default = _default(q)
    return Filters(
        sort=sort if sort in _sorts(q) else default.sort,
        kind=kind if kind in list(Kind) else "",
        board=board or query(request, "board"),
        stage=stage if stage in ("open", "all", *Stage) else default.stage,
        tag=normalised(query(request, "tag")),
        mine=signed_in and query(request, "mine") == "1",
        voted=signed_in and not q and query(request, "voted") == "1",
        unanswered=query(request, "unanswered") == "1",
    )


def _default(q: str) -> Filters:
    return FOUND if q else LISTED


def _offered(name: str, signed_in: bool, q: str) -> bool:
    """Visitors have nothing of their own; a search doesn't look at votes."""
    return name == "unanswered" or (signed_in and not (q and name == "voted"))


def _sorts(q: str) -> dict[str, str]:
    return FOUND_LABELS if q else SORT_LABELS


def address(path: str, filters: Filters, *, board: str = "", after: str = "", q: str = "") -> str:
    """The list at `path` with these filters; defaults stay out of the address. `board`: the one in the path."""
    chosen = {**({"q": q} if q else {}), **chosen_in(filters, board=board, q=q)}
    if after:
        chosen["after"] = after
    return f"{path}?{urlencode(chosen)}" if chosen else path


def chosen_in(filters: Filters, *, board: str = "", q: str = "") -> dict[str, str]:
    """The filters that aren't what they are by default, as an address or a form carries them."""
    default, chosen = _default(q), {}
    for each in fields(filters):
        value = getattr(filters, each.name)
        if value != getattr(default, each.name) and not (each.name == "board" and board):
            chosen[each.name] = "1" if value is True else str(value)
    return chosen


def facets(
    path: str, filters: Filters, boards: list[Row], reader: Person | None, *, board: str = "", q: str = ""
) -> SimpleNamespace:
    """Every choice, grouped as the list's template shows them. To be read only: the same choices are made once."""
    named = tuple((each["slug"], each["name"]) for each in boards)
    return _facets(active(), path, filters, named, reader is not None, board, q)


@lru_cache(maxsize=512)
def _facets(
    words: NullTranslations,
    path: str,
    filters: Filters,
    boards: tuple[tuple[str, str], ...],
    signed_in: bool,
    board: str,
    q: str,
) -> SimpleNamespace:
    def at(wanted: Filters) -> str:
        return address(path, wanted, board=board, q=q)

    def choice(label: str, **changed: object) -> Choice:
        wanted = filters.but(**changed)
        return Choice(label, at(wanted), wanted == filters)

    def switch(name: str) -> Choice:
        on = bool(getattr(filters, name))
        return Choice(_(SWITCHES[name]), at(filters.but(**{name: not on})), on)

    tag = SimpleNamespace(label=filters.tag, clear_url=at(filters.but(tag="")))
    stages = [choice(_("On the way"), stage="open"), choice(_("In any stage"), stage="all")]
    return SimpleNamespace(
        sorts=[choice(_(label), sort=name) for name, label in _sorts(q).items()],
        kinds=[choice(_("Ideas and complaints"), kind="")]
        + [
            choice(_("Ideas only") if kind is Kind.IDEA else _("Complaints only"), kind=kind.value)
            for kind in Kind
        ],
        stages=(stages[::-1] if q else stages)
        + [choice(_(stage.label), stage=stage.value) for stage in Stage],
        boards=[choice(_("On all boards"), board="")] + [choice(name, board=slug) for slug, name in boards],
        toggles=[switch(name) for name in SWITCHES if _offered(name, signed_in, q)],
        active_tag=tag if filters.tag else None,
    )

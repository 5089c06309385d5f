"""The choices beside a list: each is a plain link to the same list, otherwise chosen."""

from dataclasses import dataclass, fields
from types import SimpleNamespace
from urllib.parse import urlencode

from starlette.requests import Request

from core.database import Row
from core.words import N_, _
from frontend.forms import query
from ideas.listing import SORTS, Filters
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
SWITCHES = ("mine", "voted", "unanswered")


@dataclass(frozen=True)
class Choice:
    label: str
    url: str
    active: bool


def filters_of(request: Request, *, board: str = "") -> Filters:
    """The filters that stand in the address; what isn't one is left out."""
    sort, kind, stage = query(request, "sort"), query(request, "kind"), query(request, "stage")
    signed_in = request.state.person is not None
    return Filters(
        sort=sort if sort in SORTS else "trending",
        kind=kind if kind in list(Kind) else "",
        board=board or query(request, "board"),
        stage=stage if stage == "all" or stage in list(Stage) else "open",
        tag=normalised(query(request, "tag")),
        mine=signed_in and query(request, "mine") == "1",
        voted=signed_in and query(request, "voted") == "1",
        unanswered=query(request, "unanswered") == "1",
    )


def address(path: str, filters: Filters, *, board: str = "", after: str = "") -> str:
    """The list at `path` with these filters; defaults stay out of the address. `board`: the one in the path."""
    chosen = {}
    for each in fields(filters):
        value = getattr(filters, each.name)
        if value != each.default and not (each.name == "board" and board):
            chosen[each.name] = "1" if value is True else value
    if after:
        chosen["after"] = after
    return f"{path}?{urlencode(chosen)}" if chosen else path


def facets(
    path: str, filters: Filters, boards: list[Row], reader: Person | None, *, board: str = ""
) -> SimpleNamespace:
    """Every choice, grouped as the list's template shows them."""

    def choice(label: str, **changed: object) -> Choice:
        wanted = filters.but(**changed)
        return Choice(label, address(path, wanted, board=board), wanted == filters)

    toggles = [
        choice_of_switch(path, filters, name, board) for name in SWITCHES if reader or name == "unanswered"
    ]
    tag = SimpleNamespace(label=filters.tag, clear_url=address(path, filters.but(tag=""), board=board))
    return SimpleNamespace(
        sorts=[choice(_(label), sort=name) for name, label in SORT_LABELS.items()],
        kinds=[choice(_("Ideas and complaints"), kind="")]
        + [
            choice(_("Ideas only") if kind is Kind.IDEA else _("Complaints only"), kind=kind.value)
            for kind in Kind
        ],
        stages=[choice(_("On the way"), stage="open"), choice(_("In any stage"), stage="all")]
        + [choice(_(stage.label), stage=stage.value) for stage in Stage],
        boards=[choice(_("On all boards"), board="")]
        + [choice(each["name"], board=each["slug"]) for each in boards],
        toggles=toggles,
        active_tag=tag if filters.tag else None,
    )


def choice_of_switch(path: str, filters: Filters, name: str, board: str) -> Choice:
    """A choice that goes on and off."""
    labels = {"mine": _("Mine"), "voted": _("I voted"), "unanswered": _("Unanswered")}
    on = bool(getattr(filters, name))
    return Choice(labels[name], address(path, filters.but(**{name: not on}), board=board), on)

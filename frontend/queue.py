"""The inbox's queue: what it shows, every way to show it otherwise, and where in it somebody stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qsl, urlencode

from core.database import Row
from core.words import _
from frontend.facets import Choice
from frontend.rendering import url_for
from frontend.views import idea_url
from ideas.models import Kind
from people.models import Person
from triage.inbox import STANDING, Choices, Page, Reason, counts, reasons_for, waiting
from triage.models import SavedView, Why

NOBODYS = {"mine": False, "unowned": False}
"""Two choices that exclude each other."""


@dataclass(frozen=True)
class Place:
    """Where somebody stands in the inbox: what it shows, and after which key its page begins."""

    choices: Choices = field(default_factory=Choices)
    after: str = ""

    @property
    def chosen(self) -> dict[str, str]:
        """The choices as they stand in an address; defaults stay out of it."""
        values = {each.name: getattr(self.choices, each.name) for each in fields(self.choices)}
        return {name: "1" if value is True else value for name, value in values.items() if value}

    @property
    def fields(self) -> dict[str, str]:
        """The same with the page."""
        return {**self.chosen, **({"after": self.after} if self.after else {})}

    @property
    def query(self) -> str:
        return urlencode(self.fields)

    def address(self, **more: object) -> str:
        """The inbox at this place; `idea=7` looks at that one."""
        asked = {**self.fields, **{name: value for name, value in more.items() if value}}
        return url_for("triage") + (f"?{urlencode(asked)}" if asked else "")

    def but(self, **changed: object) -> "Place":
        """The first page of the inbox otherwise chosen."""
        return Place(self.choices.but(**changed))


def place_of(values: Mapping[str, str]) -> Place:
    """The place that an address names; what isn't a choice is left out."""
    why, kind = values.get("why", ""), values.get("kind", "")
    choices = Choices(
        why=why if why in list(Why) else "",
        board=values.get("board", "")[:60],
        kind=kind if kind in list(Kind) else "",
        mine=values.get("mine") == "1",
        unowned=values.get("unowned") == "1",
    )
    return Place(choices, values.get("after", "")[:200])


def place_in(query: str) -> Place:
    """The place that a form came from, as its field `queue` says."""
    try:
        return place_of(dict(parse_qsl(query, max_num_fields=20)))
    except ValueError:
        return Place()


async def page_at(place: Place, reader: Person) -> tuple[Place, Page]:
    """What waits at this place. A page that ran empty is the first one again."""
    page = await waiting(place.choices, reader=reader, after=place.after)
    if page.rows or not place.after:
        return place, page
    return await page_at(replace(place, after=""), reader)


async def queue(
    place: Place,
    reader: Person,
    boards: Sequence[Row],
    views: Sequence[SavedView],
    picked: Sequence[int] = (),
) -> SimpleNamespace:
    """A page of the queue with all that stands around it."""
    place, page = await page_at(place, reader)
    return SimpleNamespace(
        place=place,
        query=place.query,
        fields=list(place.fields.items()),
        narrowed=place.choices != Choices(),
        entries=[_entry(each, place, each["id"] in picked) for each in page.rows],
        more_url=replace(place, after=page.after).address() if page.after else None,
        back_url=place.address(),
        views=[_view(view, place) for view in views],
        **await _facets(place, reader, boards),
    )


def _entry(found: Row, place: Place, picked: bool) -> SimpleNamespace:
    """One that waits. Where a reason was chosen, that one stands first."""
    reasons = sorted(found["reasons"], key=lambda reason: reason.why != place.choices.why)
    return SimpleNamespace(
        **{
            **found,
            "reasons": reasons_shown(reasons),
            "url": place.address(idea=found["id"]),
            "picked": picked,
        }
    )


def reasons_shown(reasons: Sequence[Reason]) -> list[SimpleNamespace]:
    """The reasons with the address of what it may be a duplicate of."""
    return [
        SimpleNamespace(
            why=reason.why.value,
            since=reason.since,
            words=reason.words,
            passing=reason.why not in STANDING,
            other=_linked(reason.other) if reason.other else None,
        )
        for reason in reasons
    ]


def _linked(other: Row) -> SimpleNamespace:
    return SimpleNamespace(**other, url=idea_url(other["id"], other["title"]))


def _view(view: SavedView, place: Place) -> SimpleNamespace:
    saved = place_in(view.query)
    return SimpleNamespace(
        id=view.id, name=view.name, url=saved.address(), active=saved.choices == place.choices
    )


async def _facets(place: Place, reader: Person, boards: Sequence[Row]) -> dict[str, list[Any]]:
    """Every choice as a link. A reason for which nothing waits isn't offered, unless it is the one chosen."""
    chosen = place.choices

    def choice(label: str, **changed: object) -> Choice:
        wanted = place.but(**changed)
        return Choice(label, wanted.address(), wanted.choices == chosen)

    numbers = await counts(reader, chosen.but(why=""))
    whys = [("", _("All"))] + [(why.value, _(why.label)) for why in reasons_for(reader)]
    return {
        "whys": [
            SimpleNamespace(**vars(choice(label, why=why)), count=numbers[why])
            for why, label in whys
            if not why or numbers[why] or why == chosen.why
        ],
        "kinds": [choice(_("Ideas and complaints"), kind="")]
        + [
            choice(_("Ideas only") if kind is Kind.IDEA else _("Complaints only"), kind=kind.value)
            for kind in Kind
        ],
        "boards": [choice(_("On all boards"), board="")]
        + [choice(each["name"], board=each["slug"]) for each in boards],
        "toggles": [
            SimpleNamespace(
                label=label,
                url=place.but(**{**NOBODYS, name: not getattr(chosen, name)}).address(),
                active=getattr(chosen, name),
            )
            for name, label in (("mine", _("I look after")), ("unowned", _("Nobody looks after")))
        ],
    }

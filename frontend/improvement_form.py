"""The form in which an improvement is written: what was typed into it, and what stands in it."""

import re
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from core.database import Row
from core.errors import Invalid
from core.words import _
from frontend.forms import Form
from frontend.ladder import me
from frontend.rendering import page, url_for
from frontend.views import idea_url
from ideas.queries import titles
from people.models import Person
from roadmap.drafts import MOST_COMPLAINTS, TEXTS, Words, answerable
from roadmap.evidence import MOST, Given
from roadmap.models import Moment
from roadmap.quotes import said_about

PARTS = ("text", "value", "unit", "measured_at", "source")
ADDED = re.compile(r"(?:\S*/ideas/|#)?(\d{1,18})(?:-\S*)?")
"""A complaint by its number or its address."""


def typed(form: Form) -> Words:
    """What `improvements.draft` and `change` take. What stands in the field for further complaints counts as well.

    Raises `Invalid` for field `add`.
    """
    known = known_in(form)
    chosen = [each for each in known if form[f"complaint-{each}"]]
    return Words(
        title=form["title"],
        complaints=[*chosen, *(each for each in added(form) if each not in known)],
        quotes={each: form[f"quote-{each}"] for each in chosen},
        what_was_wrong=form["what_was_wrong"],
        what_changed=form["what_changed"],
        lesson=form["lesson"],
        unmeasured_because=form["unmeasured_because"],
        evidence=evidence_in(form),
    )


def added(form: Form) -> list[int]:
    """The complaints that were just added, by number."""
    found = [ADDED.fullmatch(word) for word in re.split(r"[\s,]+", form["add"]) if word]
    if not all(found):
        raise Invalid({"add": _("Write numbers or addresses, such as 12 or /ideas/12.")})
    return [int(each[1]) for each in found if each]


async def with_added(form: Form, reader: Person) -> Form:
    """The form in which those complaints have places of their own, and are chosen. Raises `Invalid` for `add`."""
    found, wrong = await answerable(added(form), reader)
    if wrong:
        raise Invalid({"add": " ".join(wrong.values())})
    form.values |= begun_with(list(found)).values
    form.values["add"] = ""
    return form


def known_in(form: Form) -> list[int]:
    """The complaints that have a place in the form, chosen or not."""
    names = [name.removeprefix("known-") for name in form.values if name.startswith("known-")]
    return [int(each) for each in names if re.fullmatch(r"\d{1,18}", each)][: 2 * MOST_COMPLAINTS]


def evidence_in(form: Form) -> list[Given]:
    """Every place in the form up to the last, also empty ones, so that an error finds the place that it is about."""
    return [
        Given(
            form[f"evidence-{place}-moment"] or Moment.BEFORE,
            *(form[f"evidence-{place}-{part}"] for part in PARTS),
        )
        for place in range(max(_places(form), default=-1) + 1)
    ]


def _places(form: Form) -> list[int]:
    found = (re.fullmatch(r"evidence-(\d{1,2})-moment", name) for name in form.values)
    return sorted({int(each[1]) for each in found if each and int(each[1]) <= MOST})


def pieces(form: Form) -> list[tuple[str, list[int]]]:
    """The places for evidence of each moment: one at least, and one more where it was asked for."""
    shown: list[tuple[str, list[int]]] = []
    places = _places(form)
    following = max(places, default=-1) + 1
    for moment in Moment:
        mine = [each for each in places if form[f"evidence-{each}-moment"] == moment]
        if (not mine or form["more"] == moment) and following <= MOST:
            mine.append(following)
            following += 1
        shown.append((moment.value, mine))
    return shown


def begun_with(complaints: list[int]) -> Form:
    """An empty form in which these complaints are chosen."""
    return Form({f"{name}-{each}": "yes" for each in complaints for name in ("known", "complaint")})


def form_of(found: Row) -> Form:
    """A draft, back in its form."""
    form = begun_with([each["id"] for each in found["answered"]])
    form.values |= {name: found[name] for name in ("title", "unmeasured_because", *TEXTS)}
    form.values |= {f"quote-{each['id']}": each["quote"] for each in found["answered"]}
    for place, piece in enumerate(found["evidence"]):
        form.values |= {f"evidence-{place}-{name}": value for name, value in _piece(piece).items()}
    return form


def _piece(piece: Any) -> Mapping[str, str]:
    return {
        "moment": piece.moment.value,
        "text": piece.text,
        "value": "" if piece.value is None else f"{piece.value:.15g}",
        "unit": piece.unit,
        "measured_at": piece.measured_at.isoformat() if piece.measured_at else "",
        "source": piece.source,
    }


async def show_form(
    request: Request, form: Form, *, draft: int | None = None, shown: SimpleNamespace | None = None
) -> Response:
    """The page of the form. `draft` is changed by it, if any is; `shown` is how it would look."""
    url = url_for("improvement", id=draft) if draft else ""
    return await page(
        request,
        "improvements/form.html",
        status=form.status,
        form=form,
        complaints=await complaints_in(form, me(request)),
        pieces=pieces(form),
        preview=shown,
        improvement=SimpleNamespace(id=draft, url=url) if draft else None,
    )


async def complaints_in(form: Form, reader: Person) -> list[SimpleNamespace]:
    """The complaints of the form with what was said there, for quoting."""
    known = known_in(form)
    found = await titles(known, reader) if known else {}
    shown = []
    for each in known:
        if each in found:
            said = [SimpleNamespace(**one, who=one["name"] or one["given"]) for one in await said_about(each)]
            url = idea_url(each, found[each]["title"])
            shown.append(SimpleNamespace(**found[each], url=url, said=said))
    return shown

"""Two and three texts side by side, worked out beside the event loop."""

from types import SimpleNamespace
from typing import Any

from core.text import clean
from frontend.forms import Form
from frontend.requests import number
from partners.aside import aside
from partners.differences import compare, folded
from partners.merging import Piece, clashes, merge, merged_title, text_of
from partners.models import DocumentVersion
from partners.versions import Suggested, pair_of
from partners.writers import Standing
from people.models import Person


async def difference(one: Any, other: Any, *, whole: bool = False) -> SimpleNamespace:
    """The way from one text to the other, `title` and `lines`; `whole` also shows what stayed as it was."""
    return await aside(_difference, one, other, whole)


def _difference(one: Any, other: Any, whole: bool) -> SimpleNamespace:
    shown = compare(one.body, other.body)
    return SimpleNamespace(
        title=compare(one.title, other.title) if one.title != other.title else [],
        lines=shown if whole else folded(shown),
        same=one.title == other.title and one.body == other.body,
    )


async def overtaken(form: Form, standing: Standing, reader: Person) -> tuple[Form, dict[str, Any]]:
    """What was typed on a version that isn't the current one any more: the form with it put onto the current one, and
    what its page shows: what changed since, what was typed, and where the two meet."""
    current = standing.document.current
    base = number(form["base"]) or 0
    _standing, was, stands = await pair_of(
        standing.document.id, reader, base if 0 < base <= current else current, current
    )
    mine = SimpleNamespace(title=clean(form["title"]), body=clean(form["body"]))
    pieces = await aside(merge, was.body, stands.body, mine.body)
    values = {
        **form.values,
        "base": str(current),
        "title": merged_title(was.title, stands.title, mine.title),
        "body": text_of(pieces),
    }
    return Form(values), {
        "since": await difference(was, stands),
        "mine": await difference(was, mine),
        "clashes": [_clash(place, piece) for place, piece in enumerate(clashes(pieces))],
        "typed": mine,
        "base": was.n,
    }


async def put_together(found: Suggested) -> dict[str, Any]:
    """A suggestion, and where the document has gone on, what came of it since and how the two read together."""
    made, was, stands = found.suggestion, found.base, found.current
    shown: dict[str, Any] = {"changed": await difference(was, made)}
    if was.n == stands.n:
        return {**shown, "since": None, "together": None, "clashes": []}
    pieces = await aside(merge, was.body, stands.body, made.body)
    title = merged_title(was.title, stands.title, made.title)
    together = SimpleNamespace(title=title, body=text_of(pieces))
    met = [_clash(place, piece) for place, piece in enumerate(clashes(pieces))]
    return {
        **shown,
        "since": await difference(was, stands),
        "together": None if met else await difference(stands, together),
        "clashes": met,
    }


async def renewed(found: Suggested) -> Form:
    """One's own suggestion put onto the current version, to be written on."""
    made, was, stands = found.suggestion, found.base, found.current
    pieces = await aside(merge, was.body, stands.body, made.body)
    title = merged_title(was.title, stands.title, made.title)
    return Form({"base": str(stands.n), "title": title, "body": text_of(pieces), "note": made.note})


def begun(version: DocumentVersion, current: int) -> Form:
    """The form in which a version is written on, as the one after the current one."""
    return Form({"base": str(current), "title": version.title, "body": version.body})


def _clash(place: int, piece: Piece) -> SimpleNamespace:
    return SimpleNamespace(
        name=f"choice-{place}",
        number=place + 1,
        before="\n".join(piece.before),
        current="\n".join(piece.current),
        other="\n".join(piece.other),
    )

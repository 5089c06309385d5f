"""What was merged into an idea, on its page: each with its author, and all of them among those who asked for it."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from core.asking import Question
from core.database import Row
from frontend.parts import Part
from frontend.views import idea_url, somebody
from ideas.queries import Shown, sources
from people.models import Person
from triage.merges import merges_of
from triage.permissions import can_undo_merges


def for_merged(found: Shown, reader: Person | None) -> Part:
    """`merged_in`: what went into this idea, with the merge to undo where the reader may; `askers`: all its authors."""
    asks: dict[str, Question[Any]] = {"those": sources(found.id, reader)} if found.has_sources else {}
    if asks and can_undo_merges(reader):
        asks["merges"] = merges_of(found.id)
    return Part(asks, lambda those=(), merges=None: _shown(found, those, merges or {}))


def _shown(found: Shown, those: Sequence[Row], merges: dict[int, int]) -> dict[str, Any]:
    merged_in = [_merged_in(each, merges.get(each["id"])) for each in those]
    return {"merged_in": merged_in, "askers": _askers(found, merged_in) if merged_in else []}


def _merged_in(found: Row, merge_id: int | None) -> SimpleNamespace:
    made = SimpleNamespace(**found, merge_id=merge_id)
    made.url = idea_url(made.id, made.title)
    made.author = somebody(
        made.author_id, made.author_name, made.author_department or "", made.author_role or ""
    )
    return made


def _askers(found: Shown, merged_in: list[SimpleNamespace]) -> list[SimpleNamespace]:
    """Everybody who asked for it under a name of their own, each once, the first one first."""
    first = somebody(found.author_id, found.author_person, found.author_department or "")
    known = {each.id: each for each in (first, *(one.author for one in merged_in)) if each and each.name}
    return list(known.values())

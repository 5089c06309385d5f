"""What was merged into an idea, on its page: each with its author, and all of them among those who asked for it."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from core.asking import Question
from core.database import Row
from frontend.parts import Part
from frontend.views import authors_of, idea_url
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
    made.authors = authors_of(made)
    made.author = made.authors[0] if made.author_id else None
    return made


def _askers(found: Shown, merged_in: list[SimpleNamespace]) -> list[SimpleNamespace]:
    """Everybody who asked for it under a name of their own, each once, the first one first."""
    every = [*authors_of(found), *(author for one in merged_in for author in one.authors)]
    return list({each.id: each for each in reversed(every) if each.name}.values())[::-1]

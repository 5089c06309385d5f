"""Rows of an unknown file as ideas, by a mapping of its columns; what others call stages and kinds is understood."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from core.text import one_line
from core.words import _
from ideas.imports.places import Places
from ideas.imports.rows import LeftOut, Unsaid, Wanted, checked
from ideas.loop import Stage
from ideas.models import Kind
from moving.arriving.files import File, Raw
from moving.arriving.forms import Place
from moving.arriving.seen import Seen
from moving.arriving.shaping import Shaper
from moving.arriving.stages import GONE, known_stage

KINDS = {
    **dict.fromkeys(("complaint", "bug", "issue", "problem", "불만", "버그", "오류"), Kind.COMPLAINT),
    **dict.fromkeys(
        ("idea", "feature", "feature request", "suggestion", "아이디어", "제안", "기능"), Kind.IDEA
    ),
}


@dataclass(frozen=True)
class Read:
    """A row: the idea that it is, or why it isn't one; and what was changed to fit."""

    line: int
    source_id: str
    title: str
    wanted: Wanted | None
    reasons: tuple[str, ...] = ()


def read_rows(file: File, columns: Mapping[str, str], places: Places, unsaid: Unsaid) -> Iterator[Read]:
    """Every row of the file, in order."""
    with Seen() as seen:
        for raw in file.rows():
            said = {field: raw.values.get(column) for field, column in columns.items()}
            shown = [one_line(str(said.get(field) or ""))[:160] for field in ("source_id", "title")]
            shaper = Shaper(Place(str(raw.line)))
            try:
                wanted = _wanted(raw, said, places, unsaid, shaper)
                first = seen.first_line(wanted.source_id, raw.line)
                if first != raw.line:
                    raise LeftOut(_("The source_id stands on line %(line)s already.", line=first))
            except LeftOut as reason:
                yield Read(raw.line, shown[0], shown[1], None, (str(reason),))
                continue
            changed = tuple(each.reason for each in shaper.changed)
            yield Read(raw.line, shown[0], shown[1], wanted, changed)


def _wanted(raw: Raw, said: dict[str, object], places: Places, unsaid: Unsaid, shaper: Shaper) -> Wanted:
    if raw.problem:
        raise LeftOut(raw.problem)
    board = one_line(str(said.get("board") or ""))
    title, body = shaper.title(str(said.get("title") or ""), str(said.get("body") or ""))
    given = {
        **said,
        "title": title,
        "body": shaper.body(body) if "body" in said else None,
        "kind": KINDS.get(one_line(str(said.get("kind") or "")).casefold()),
        "board": board if places.knows(board) else unsaid.board,
        "tags": list(shaper.tags(_tags(said.get("tags")))) if "tags" in said else None,
        "stage": _stage(said.get("stage")),
        "author_name": one_line(str(said.get("author_name") or ""))[:80],
    }
    wanted = checked(given, unsaid)
    places.demand(wanted.board)
    return wanted


def _tags(given: object) -> tuple[str, ...]:
    if isinstance(given, list):
        return tuple(str(each) for each in given)
    return tuple(re.split(r"[,;\n]+", str(given or "")))


def _stage(given: object) -> str:
    """The stage in this house's word; an unknown one is left for `checked` to refuse."""
    words = one_line(str(given or ""))
    stage = known_stage(words)
    if stage == GONE:
        raise LeftOut(_("It was deleted there."))
    return stage.value if isinstance(stage, Stage) else words if stage is None else Stage.MERGED.value

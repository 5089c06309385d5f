"""How it was before and how it is now: what is given as evidence, and the pairs of numbers that can be compared."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from core.clock import now
from core.text import clean, one_line
from core.words import _
from roadmap.models import Moment

MOST = 20
"""Pieces of evidence for one improvement."""
LONGEST_TEXT, LONGEST_UNIT, LONGEST_SOURCE = 2000, 40, 200
LARGEST = 1e15
FARTHEST_ZONE = timedelta(hours=14)
"""So far ahead of UTC is the first place where a day begins."""
NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?")
"""A number as people type it, with or without commas between the thousands."""


@dataclass(frozen=True)
class Given:
    """One piece of evidence as it was typed. What is empty altogether isn't kept."""

    moment: str
    text: str = ""
    value: str = ""
    unit: str = ""
    measured_at: str = ""
    source: str = ""

    @property
    def empty(self) -> bool:
        return not any(
            each.strip() for each in (self.text, self.value, self.unit, self.measured_at, self.source)
        )


@dataclass(frozen=True)
class Piece:
    """One piece of evidence as it is kept. `place` is where it stood among those that were given."""

    place: int
    moment: Moment
    text: str
    value: float | None
    unit: str
    measured_at: date | None
    source: str

    @property
    def columns(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name != "place"}


@dataclass(frozen=True)
class Measure:
    """What was measured before and after in one unit, in the order in which it was written down."""

    unit: str
    pieces: Sequence[Any]


def checked(given: Sequence[Given]) -> tuple[list[Piece], dict[str, str]]:
    """What is kept of the evidence, and what is wrong with it: fields are named `evidence-<place>-<part>`."""
    kept: list[Piece] = []
    wrong: dict[str, str] = {}
    for place, each in enumerate(given):
        if not each.empty:
            piece, amiss = _read(place, each)
            kept.append(piece)
            wrong |= {f"evidence-{place}-{part}": sentence for part, sentence in amiss.items()}
    if len(kept) > MOST:
        wrong[f"evidence-{kept[MOST].place}-text"] = _("%(most)s pieces of evidence at most.", most=MOST)
    return kept, wrong


def _read(place: int, given: Given) -> tuple[Piece, dict[str, str]]:
    text, unit, source = clean(given.text), one_line(given.unit), one_line(given.source)
    value, day, wrong = _number(given.value), _day(given.measured_at), {}
    for part, words, most in (
        ("text", text, LONGEST_TEXT),
        ("unit", unit, LONGEST_UNIT),
        ("source", source, LONGEST_SOURCE),
    ):
        if len(words) > most:
            wrong[part] = _("This has at most %(number)s characters.", number=most)
    if given.moment not in list(Moment):
        wrong["moment"] = _("Choose before or after.")
    if given.value.strip() and value is None:
        wrong["value"] = _("Write a number, such as 12.5, and its unit beside it.")
    if unit and not given.value.strip():
        wrong["value"] = _("Write the number that this unit belongs to.")
    if given.measured_at.strip() and day is None:
        wrong["measured_at"] = _("Write the date like 2027-03-31.")
    if day and day > (now() + FARTHEST_ZONE).date():
        wrong["measured_at"] = _("Nothing can be measured in the future.")
    moment = Moment(given.moment) if given.moment in list(Moment) else Moment.BEFORE
    return Piece(place, moment, text, value, unit, day, source), wrong


def _number(typed: str) -> float | None:
    plain = one_line(typed).replace("−", "-")
    if not NUMBER.fullmatch(plain):
        return None
    value = float(plain.replace(",", ""))
    return value if math.isfinite(value) and abs(value) <= LARGEST else None


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        return None


def missing(pieces: Sequence[Any], unmeasured_because: str) -> dict[str, str]:
    """What keeps this from being posted: evidence of both moments or a reason why there is none, and with every
    number its unit, its source and its day. The pieces are named by their order."""
    wrong: dict[str, str] = {}
    if not unmeasured_because:
        for moment, sentence in (
            (
                Moment.BEFORE,
                _("Show how it was before, in words or as a number, or say why it can't be measured."),
            ),
            (
                Moment.AFTER,
                _("Show how it is now, in words or as a number, or say why it can't be measured."),
            ),
        ):
            if not any(each.moment is moment and (each.text or each.value is not None) for each in pieces):
                wrong[moment.value] = sentence
    for place, each in enumerate(pieces):
        if each.value is not None:
            wrong |= {f"evidence-{place}-{part}": sentence for part, sentence in _unproven(each)}
    return wrong


def _unproven(piece: Any) -> Iterable[tuple[str, str]]:
    if not piece.unit:
        yield "unit", _("A number needs its unit.")
    if not piece.source:
        yield "source", _("Say where the number comes from.")
    if piece.measured_at is None:
        yield "measured_at", _("Say when it was measured.")


def measures(pieces: Sequence[Any]) -> list[Measure]:
    """The numbers that can be set side by side: those of one unit, where it was measured before and after."""
    units: dict[str, list[Any]] = {}
    for each in pieces:
        if each.value is not None:
            units.setdefault(each.unit, []).append(each)
    return [
        Measure(unit, sorted(those, key=lambda each: each.moment is Moment.AFTER))
        for unit, those in units.items()
        if {each.moment for each in those} == set(Moment)
    ]

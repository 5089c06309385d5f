"""What a check found."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Mark(StrEnum):
    """How bad it is. Only what is wrong makes the doctor end with status 1."""

    WELL = "✓"
    NOTE = "–"
    WRONG = "✗"


@dataclass(frozen=True)
class Finding:
    mark: Mark
    sentence: str


def well(sentence: str) -> Finding:
    return Finding(Mark.WELL, sentence)


def note(sentence: str) -> Finding:
    return Finding(Mark.NOTE, sentence)


def wrong(sentence: str) -> Finding:
    return Finding(Mark.WRONG, sentence)


def minute(moment: datetime) -> str:
    """A moment, as the doctor says it."""
    return moment.strftime("%Y-%m-%d %H:%M UTC")

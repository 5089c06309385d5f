"""What a check found."""

from dataclasses import dataclass
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

"""Two people's changes to one text put together, line by line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from partners.differences import lines
from partners.matching import Hunk, hunks

CURRENT, OTHER, BOTH = "current", "other", "both"
CHOICES = (CURRENT, OTHER, BOTH)
"""What may stand where both changed the same lines; `BOTH` is the one below the other."""
MOST_CLASHES = 60
"""Where there are more, the two texts are one single clash."""

MINE, THEIRS = 0, 1


@dataclass(frozen=True)
class Piece:
    """A stretch of the text: `agreed`, or where both changed the same lines what the one and the other have there."""

    agreed: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    current: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    clash: bool = False


@dataclass
class _Group:
    """Hunks that touch the same lines of the base, `base[begin:end]`."""

    begin: int
    end: int
    sides: tuple[list[Hunk], list[Hunk]]

    def meets(self, hunk: Hunk) -> bool:
        both_insert = self.begin == self.end == hunk.a == hunk.b
        return hunk.a < self.end or both_insert


def merge(base: str, current: str, other: str) -> list[Piece]:
    """The text with the changes of both. What only one changed is as they have it; what both changed alike, too."""
    old = lines(base)
    sides = (lines(current), lines(other))
    pieces: list[Piece] = []
    at = 0
    for group in _groups(hunks(old, sides[0]), hunks(old, sides[1])):
        pieces.append(Piece(agreed=tuple(old[at : group.begin])))
        pieces.append(_settled(old, sides, group))
        at = group.end
    pieces.append(Piece(agreed=tuple(old[at:])))
    if sum(piece.clash for piece in pieces) > MOST_CLASHES:
        return [Piece(before=tuple(old), current=tuple(sides[0]), other=tuple(sides[1]), clash=True)]
    return [piece for piece in pieces if piece.clash or piece.agreed]


def clashes(pieces: Sequence[Piece]) -> list[Piece]:
    return [piece for piece in pieces if piece.clash]


def text_of(pieces: Sequence[Piece], choices: Mapping[int, str] | None = None) -> str:
    """The merged text; `choices` says for each clash by its place among them what stands there, otherwise both do."""
    made: list[str] = []
    at = 0
    for piece in pieces:
        if not piece.clash:
            made += piece.agreed
            continue
        choice = (choices or {}).get(at, BOTH)
        made += piece.current if choice != OTHER else ()
        made += piece.other if choice != CURRENT else ()
        at += 1
    return "\n".join(made)


def merged_title(base: str, current: str, other: str) -> str:
    """A title is one line: who changed it has it, and where both did, the one who comes second."""
    return current if other == base else other


def _groups(mine: list[Hunk], theirs: list[Hunk]) -> list[_Group]:
    """What both changed, in the order of the base, hunks that touch the same lines together."""
    every = [(hunk, MINE) for hunk in mine] + [(hunk, THEIRS) for hunk in theirs]
    groups: list[_Group] = []
    for hunk, side in sorted(every, key=lambda each: (each[0].a, each[0].b, each[1])):
        if not groups or not groups[-1].meets(hunk):
            groups.append(_Group(hunk.a, hunk.b, ([], [])))
        groups[-1].end = max(groups[-1].end, hunk.b)
        groups[-1].sides[side].append(hunk)
    return groups


def _settled(old: Sequence[str], sides: tuple[Sequence[str], Sequence[str]], group: _Group) -> Piece:
    mine, theirs = (_read(old, sides[side], group, group.sides[side]) for side in (MINE, THEIRS))
    if not group.sides[THEIRS] or mine == theirs:
        return Piece(agreed=mine)
    if not group.sides[MINE]:
        return Piece(agreed=theirs)
    return Piece(before=tuple(old[group.begin : group.end]), current=mine, other=theirs, clash=True)


def _read(old: Sequence[str], new: Sequence[str], group: _Group, own: list[Hunk]) -> tuple[str, ...]:
    """How this stretch of the base reads with one side's changes."""
    made: list[str] = []
    at = group.begin
    for hunk in own:
        made += [*old[at : hunk.a], *new[hunk.c : hunk.d]]
        at = hunk.b
    return (*made, *old[at : group.end])

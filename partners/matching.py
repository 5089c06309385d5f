"""What two sequences have in common, found in bounded time however they look.

Lines or words that stand once on either side are found first, and what lies between them by `difflib`. Where so much
repeats itself that `difflib` would take seconds, the stretch counts as replaced.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

WORK = 1_000_000
"""Steps that one comparison may cost `difflib` at worst: some tenths of a second."""
DEEPEST = 8
"""How often what lies between two anchors is searched for anchors of its own."""

Match = tuple[int, int, int]
"""Where it begins in the one and in the other, and how long it is."""


@dataclass(frozen=True)
class Hunk:
    """`old[a:b]` became `new[c:d]`; one of the two may be empty."""

    a: int
    b: int
    c: int
    d: int


@dataclass
class Patience:
    """What is left of the steps that a comparison may cost, however many parts it has."""

    left: int = WORK

    def spend(self, steps: int) -> bool:
        """Whether there were so many left."""
        if steps > self.left:
            return False
        self.left -= steps
        return True


def hunks(old: Sequence[str], new: Sequence[str], patience: Patience | None = None) -> list[Hunk]:
    """What was replaced, added and removed on the way from `old` to `new`, in order; between two hunks stands at least
    one thing that is the same."""
    found, a, c = [], 0, 0
    for i, j, size in [*matches(old, new, patience), (len(old), len(new), 0)]:
        if i > a or j > c:
            found.append(Hunk(a, i, c, j))
        a, c = i + size, j + size
    return found


def matches(old: Sequence[str], new: Sequence[str], patience: Patience | None = None) -> list[Match]:
    """What stands in both, in order, each stretch as long as it gets."""
    patience = patience or Patience()
    found: list[Match] = []
    spans = [(0, len(old), 0, len(new), 0)]
    while spans:
        a, b, c, d, depth = spans.pop()
        first, last = _shared(old, new, a, b, c, d)
        found += [(a, c, first), (b - last, d - last, last)]
        a, b, c, d = a + first, b - last, c + first, d - last
        if a == b or c == d:
            continue
        anchors = _anchors(old[a:b], new[c:d]) if depth < DEEPEST else []
        if not anchors:
            found += _slowly(old, new, (a, b, c, d), patience)
            continue
        for i, j in anchors:
            found.append((a + i, c + j, 1))
        spans += [(a + i, a + k, c + j, c + m, depth + 1) for (i, j), (k, m) in _gaps(anchors, b - a, d - c)]
    return list(_joined(sorted(match for match in found if match[2])))


def _shared(old: Sequence[str], new: Sequence[str], a: int, b: int, c: int, d: int) -> tuple[int, int]:
    """How much both begin with, and how much of the rest both end with."""
    shortest = min(b - a, d - c)
    first = next((at for at in range(shortest) if old[a + at] != new[c + at]), shortest)
    rest = shortest - first
    last = next((at for at in range(rest) if old[b - 1 - at] != new[d - 1 - at]), rest)
    return first, last


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """The longest row of things that stand once on either side, in the same order on both."""
    theirs = {each: at for at, each in enumerate(new)}
    once, once_there = Counter(old), Counter(new)
    both = [
        (at, theirs[each])
        for at, each in enumerate(old)
        if once[each] == 1 and once_there[each] == 1 and each.strip()
    ]
    return _rising(both)


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of these pairs, which rise on the left, that also rises on the right."""
    ends: list[int] = []
    at_end: list[int] = []
    before: list[int] = []
    for place, (_, right) in enumerate(pairs):
        at = bisect_left(ends, right)
        ends[at : at + 1] = [right]
        at_end[at : at + 1] = [place]
        before.append(at_end[at - 1] if at else -1)
    row, place = [], at_end[-1] if at_end else -1
    while place >= 0:
        row.append(pairs[place])
        place = before[place]
    return row[::-1]


def _gaps(
    anchors: list[tuple[int, int]], left: int, right: int
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """What lies before, between and behind the anchors."""
    begun = (0, 0)
    for i, j in anchors:
        if begun != (i, j):
            yield begun, (i, j)
        begun = (i + 1, j + 1)
    if begun != (left, right):
        yield begun, (left, right)


def _slowly(
    old: Sequence[str], new: Sequence[str], span: tuple[int, int, int, int], patience: Patience
) -> list[Match]:
    """What `difflib` finds in this span, or nothing where that would take too long."""
    a, b, c, d = span
    theirs = Counter(new[c:d])
    pairs = sum(theirs[each] for each in old[a:b])
    if not pairs or not patience.spend(pairs * min(b - a, d - c)):
        return []
    matcher = SequenceMatcher(None, old[a:b], new[c:d], autojunk=False)
    return [(a + i, c + j, size) for i, j, size in matcher.get_matching_blocks() if size]


def _joined(found: list[Match]) -> Iterator[Match]:
    """The same with what touches made one."""
    i, j, size = 0, 0, 0
    for k, m, more in found:
        if (k, m) == (i + size, j + size):
            size += more
            continue
        if size:
            yield i, j, size
        i, j, size = k, m, more
    if size:
        yield i, j, size

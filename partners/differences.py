"""What changed between two texts, for people to read: line by line, and word by word inside a line that was changed."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from partners.matching import Hunk, Patience, hunks, matches

WORDS = re.compile(r"\w+|[^\w\s]|\s+")
ALIKE = 0.4
"""From this share of common words on, one line is another line changed."""
AHEAD = 20
"""So many lines ahead the one is looked for that a new line was made of."""
LOOK = 50
"""What it costs to hold one line beside another, in steps of `Patience`."""
AROUND = 2
"""Lines that stay in sight before and after each change."""

Pieces = tuple[tuple[str, str], ...]
"""("same" | "removed" | "added", text), in order."""


@dataclass(frozen=True)
class Line:
    """A line of two texts compared: `kind` is same, added, removed, changed, or skipped, which stands for `count` lines
    that are the same."""

    kind: str
    pieces: Pieces = ()
    count: int = 0


def lines(text: str) -> list[str]:
    """A text's lines. No text has none."""
    return text.split("\n") if text else []


def compare(before: str, after: str) -> list[Line]:
    """The whole of both texts, line by line."""
    old, new, patience = lines(before), lines(after), Patience()
    shown: list[Line] = []
    at = 0
    for hunk in hunks(old, new, patience):
        shown += [_whole("same", line) for line in old[at : hunk.a]]
        shown += _replaced(old, new, hunk, patience)
        at = hunk.b
    return shown + [_whole("same", line) for line in old[at:]]


def folded(shown: Sequence[Line]) -> list[Line]:
    """The same with long stretches that didn't change left out."""
    parts: list[Line] = []
    runs = [list(run) for _, run in groupby(shown, key=lambda line: line.kind == "same")]
    for place, run in enumerate(runs):
        before = AROUND if place > 0 else 0
        after = AROUND if place < len(runs) - 1 else 0
        left_out = len(run) - before - after
        if run[0].kind != "same" or left_out < 2:
            parts += run
        else:
            parts += [*run[:before], Line("skipped", count=left_out), *run[len(run) - after :]]
    return parts


def changed_words(before: str, after: str, patience: Patience | None = None) -> Pieces:
    """The way from one line to the other, word by word."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    stretches: list[list[str]] = []  # same, removed, added, by turns
    a = c = 0
    for i, j, size in [*matches(old, new, patience), (len(old), len(new), 0)]:
        gone, come, same = "".join(old[a:i]), "".join(new[c:j]), "".join(old[i : i + size])
        if stretches and not stretches[-1][2].strip() and (gone or come):
            between = stretches[-1][2]
            stretches[-1] = [stretches[-1][0] + between + gone, stretches[-1][1] + between + come, same]
        else:
            stretches.append([gone, come, same])
        a, c = i + size, j + size
    parts = [
        part
        for gone, come, same in stretches
        for part in (("removed", gone), ("added", come), ("same", same))
    ]
    return tuple((kind, text) for kind, text in parts if text)


def _replaced(old: Sequence[str], new: Sequence[str], hunk: Hunk, patience: Patience) -> Iterator[Line]:
    """Lines that are others changed stand as one; what is gone stands before what came in its place."""
    stood = [_counted(line) for line in old[hunk.a : hunk.b]] if hunk.d > hunk.c else []
    at, come = hunk.a, list[Line]()
    for line in new[hunk.c : hunk.d]:
        near = stood[at - hunk.a : at - hunk.a + AHEAD]
        found = _origin(near, _counted(line), patience)
        if found is None:
            come.append(_whole("added", line))
            continue
        yield from (_whole("removed", each) for each in old[at : at + found])
        yield from come
        yield Line("changed", changed_words(old[at + found], line, patience))
        at, come = at + found + 1, []
    yield from (_whole("removed", each) for each in old[at : hunk.b])
    yield from come


def _origin(stood: Sequence[Counter[str]], line: Counter[str], patience: Patience) -> int | None:
    """Which of these lines this one was made of: the most alike, if any is."""
    if not line or not patience.spend(LOOK * len(stood)):
        return None
    likeness = [_alike(each, line) for each in stood]
    best = max(likeness, default=0.0)
    return likeness.index(best) if best >= ALIKE else None


def _counted(line: str) -> Counter[str]:
    return Counter(word for word in WORDS.findall(line) if not word.isspace())


def _alike(one: Counter[str], other: Counter[str]) -> float:
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def _whole(kind: str, line: str) -> Line:
    return Line(kind, ((kind, line),))

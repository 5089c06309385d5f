"""Whose text stands in a version of a document.

Each word belongs to whoever's version brought it. It stays theirs while others write around it, also where its line
is moved, or taken out and brought back. A line that was written anew is its new writer's, even where some words of the
old one come again.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Protocol

from partners.credit import Credit, Gone, Owned, read
from partners.matching import Hunk, Patience, hunks, matches

PHRASE = 4
"""So many words in a row stay their writer's wherever they stand."""
KEPT = 0.5
"""Where at least this share of a line's words stood there before, all of them stay their writer's."""
MOST_REMEMBERED = 1_000
"""Lines that were taken out; of more, those that were first to go are forgotten."""


class Version(Protocol):
    """A version as it is read here."""

    @property
    def n(self) -> int: ...
    @property
    def body(self) -> str: ...
    @property
    def author_id(self) -> int | None: ...


def authors_of(versions: Sequence[Version], n: int) -> list[int]:
    """The persons whose text stands in version `n`, in the order in which they first wrote."""
    return credit_of(versions, n).authors()


def lines_of(versions: Sequence[Version], n: int) -> list[tuple[str, int | None]]:
    """The lines of version `n`, and who wrote each (most of it); None for a blank one."""
    credit = credit_of(versions, n)
    return [(line.text, credit.owner(line)) for line in credit.standing]


def credit_of(versions: Iterable[Version], n: int) -> Credit:
    """Whose text stands in version `n`, read from all versions up to it in their order."""
    credit = Credit()
    for version in versions:
        if version.n <= n:
            credit = after(credit, version.body, version.author_id or 0)
    return credit


def after(before: Credit, body: str, author: int) -> Credit:
    """Whose text stands in it when `author` has saved `body` next."""
    new = read(body)
    found = hunks([line.key for line in before.standing], [line.key for line in new])
    gone = _with_gone(before, found)
    standing: list[Owned] = []
    at, patience = 0, Patience()
    for hunk in found:
        standing += _kept(before, new, at, hunk)
        standing += _owned(before.standing[hunk.a : hunk.b], new[hunk.c : hunk.d], gone, author, patience)
        at = hunk.b
    standing += _kept(before, new, at, Hunk(len(before.standing), 0, len(new), 0))
    if len(found) > 1:
        _move(standing, before, found, author, patience)
    writers = before.writers if author in before.writers else [*before.writers, author]
    return Credit(standing, writers, gone)


def _kept(before: Credit, new: Sequence[Owned], at: int, until: Hunk) -> list[Owned]:
    """Lines that stood there already, as they are written now."""
    old = before.standing[at : until.a]
    same = new[until.c - len(old) : until.c]
    return [Owned(now.text, now.words, was.owners) for was, now in zip(old, same, strict=True)]


def _with_gone(before: Credit, found: Sequence[Hunk]) -> Gone:
    """What was taken out earlier, and now: the latest first to be known again."""
    gone = {mark: list(owners) for mark, owners in before.gone.items()}
    for hunk in found:
        for line in before.standing[hunk.a : hunk.b]:
            if mark := line.mark:
                gone[mark] = [*gone.pop(mark, []), line.owners]
    for mark in list(gone)[: max(0, len(gone) - MOST_REMEMBERED)]:
        del gone[mark]
    return gone


def _owned(
    old: Sequence[Owned],
    new: Sequence[Owned],
    gone: Gone,
    author: int,
    patience: Patience,
) -> list[Owned]:
    """The new lines of a hunk: known again, made of the old ones, or their writer's own."""
    known = [_known(line, gone) for line in new]
    fresh = [line for line, again in zip(new, known, strict=True) if again is None]
    made = iter(_made_of(old, fresh, author, patience))
    return [
        Owned(line.text, line.words, next(made) if again is None else again)
        for line, again in zip(new, known, strict=True)
    ]


def _move(
    standing: list[Owned], before: Credit, found: Sequence[Hunk], author: int, patience: Patience
) -> None:
    """Of what is new, give back what was moved and changed at once: made of lines that stood elsewhere."""
    gone = [line for hunk in found for line in before.standing[hunk.a : hunk.b]]
    places = [
        place for hunk in found for place in range(hunk.c, hunk.d) if set(standing[place].owners) == {author}
    ]
    made = _made_of(gone, [standing[place] for place in places], author, patience)
    for place, owners in zip(places, made, strict=True):
        standing[place] = Owned(standing[place].text, standing[place].words, owners)


def _known(line: Owned, gone: Gone) -> tuple[int, ...] | None:
    owners = gone.get(mark) if (mark := line.mark) else None
    if not owners:
        return None
    last = owners.pop()
    if not owners:
        del gone[mark]
    return last


def _made_of(
    old: Sequence[Owned], new: Sequence[Owned], author: int, patience: Patience
) -> list[tuple[int, ...]]:
    """Whose the words of the new lines are, of which some stood in the old ones."""
    words = [word for line in old for word in line.words]
    owners = [owner for line in old for owner in line.owners]
    written = [word for line in new for word in line.words]
    found: list[int | None] = [None] * len(written)
    for i, j, size in matches(words, written, patience):
        found[j : j + size] = owners[i : i + size]
    made, at = [], 0
    for line in new:
        made.append(_claimed(found[at : at + len(line.words)], author))
        at += len(line.words)
    return made


def _claimed(found: Sequence[int | None], author: int) -> tuple[int, ...]:
    """A line's words: kept by their writers where enough of them were kept, otherwise only where a phrase was."""
    kept = sum(owner is not None for owner in found)
    enough = kept >= KEPT * len(found)
    claimed: list[int] = []
    for stood, run in groupby(found, key=lambda owner: owner is not None):
        stretch = list(run)
        stay = stood and (enough or len(stretch) >= PHRASE)
        claimed += [owner if stay and owner is not None else author for owner in stretch]
    return tuple(claimed)

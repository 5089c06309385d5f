"""Taking what a source has, kind by kind and batch by batch: each batch whole or not at all, and again without effect.

People come first, for all others name them, then ideas, votes and comments, and in the end what was a duplicate of
what. Whatever ends an import, running it again takes up the rest. A dry run does all of it and takes it back.
"""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from core.database import in_transaction
from core.errors import Refused
from core.words import N_, _
from ideas.imports.places import Places
from ideas.imports.rows import LONGEST_SOURCE, Unsaid
from moving.arriving import comments, ideas, merges, mutings, people, votes
from moving.arriving.forms import Arriving, Left, Place, Said, Source
from moving.arriving.tally import Tally

BATCH = 500
"""Rows that are committed together."""

Report = Callable[[Left], None]
Progress = Callable[[str, int], None]
"""Hears which kind of row is being taken, a message id, and how many of them have been."""

Phase = tuple[str, Iterator[Any], Callable[[Sequence[Any]], Awaitable[Tally]]]


@dataclass(frozen=True)
class Manner:
    """How a source is taken. `unsaid.board`: the board of what names none that is here; "" is the first one."""

    source: str
    unsaid: Unsaid
    dry_run: bool = False
    strict: bool = False


@dataclass
class Outcome:
    """What became of the rows, by their kind (a message id), in order; and how many weren't taken as they stood."""

    kinds: dict[str, Tally] = field(default_factory=dict)
    wrong: int = 0
    by_design: int = 0

    @property
    def changed(self) -> bool:
        return any(each.taken or each.updated for each in self.kinds.values())


class _TakenBack(Exception):
    """Undoes the transaction of a dry run."""


async def take(source: Source, manner: Manner, report: Report, progress: Progress) -> Outcome:
    """Take a source in. `strict`: nothing of it is, where a row is wrong. Raises `Refused` before the first row where
    the source's name or the board can't be."""
    if not manner.source or len(manner.source) > LONGEST_SOURCE:
        raise Refused(_("A source's name has 1 to %(most)s characters.", most=LONGEST_SOURCE))
    run = _Run(source, await _placed(manner), progress)
    if not (manner.strict or manner.dry_run):
        return await run.whole(report)
    outcome = await run.and_back(report)
    if manner.dry_run or outcome.wrong:
        return outcome
    return await run.at_once()


async def _placed(manner: Manner) -> Manner:
    places = await Places.known(create=False)
    name = manner.unsaid.board
    if name and not places.knows(name):
        known = ", ".join(places.slugs)
        raise Refused(_("There is no board “%(board)s” here. There are: %(known)s.", board=name, known=known))
    return replace(manner, unsaid=replace(manner.unsaid, board=name or places.first))


class _Run:
    def __init__(self, source: Source, manner: Manner, progress: Progress) -> None:
        self._source = source
        self._manner = manner
        self._progress = progress

    async def whole(self, report: Report) -> Outcome:
        """Everything, batch by batch."""
        places = await Places.known(create=False)
        outcome = Outcome()
        for kind, found, taker in self._phases(places):
            tally = outcome.kinds.setdefault(kind, Tally())
            for batch, unread in _batches(found):
                done = await taker(batch) if batch else Tally()
                tally.add(done)
                for left in unread + done.left:
                    report(left)
                    outcome.by_design += left.by_design
                    outcome.wrong += not left.by_design
                self._progress(kind, tally.taken + tally.unchanged + tally.updated)
        return outcome

    async def and_back(self, report: Report) -> Outcome:
        """Everything, and nothing of it stays."""
        done = Outcome()

        @in_transaction
        async def attempt() -> None:
            nonlocal done
            done = await self.whole(report)
            raise _TakenBack

        with suppress(_TakenBack):
            await attempt()
        return done

    @in_transaction
    async def at_once(self) -> Outcome:
        """Everything in one transaction, after it was seen that all of it can be taken."""
        outcome = await self.whole(lambda left: None)
        if outcome.wrong:
            raise Refused(_("The yard changed meanwhile, so nothing was imported. Please try again."))
        return outcome

    def _phases(self, places: Places) -> list[Phase]:
        name, unsaid, source = self._manner.source, self._manner.unsaid, self._source
        return [
            (N_("people"), source.people(), lambda batch: people.take(batch, name)),
            (N_("ideas"), source.ideas(), lambda batch: ideas.take(batch, name, places, unsaid)),
            (N_("votes"), source.votes(), lambda batch: votes.take(batch, name, unsaid.zone)),
            (N_("answers"), _answers(source), lambda batch: comments.take(batch, name, unsaid.zone)),
            (N_("comments"), source.comments(), lambda batch: comments.take(batch, name, unsaid.zone)),
            (N_("duplicates"), _duplicates(source), lambda batch: merges.take(batch, name)),
            (N_("unsubscribed"), source.mutings(), lambda batch: mutings.take(batch, name)),
            (N_("the rest"), source.rest(), _nothing),
        ]


def _answers(source: Source) -> Iterator[Said]:
    """The official answers, as comments. Their ideas were reported already where they can't be read."""
    for each in source.ideas():
        if isinstance(each, Arriving) and each.answer:
            key, answer = f"answer:{each.key}", each.answer
            place = Place(each.place.where, each.key, each.place.title)
            yield Said(
                place, key, each.key, answer.body, answer.by, answer.at or each.created, is_answer=True
            )


def _duplicates(source: Source) -> Iterator[Arriving]:
    return (each for each in source.ideas() if isinstance(each, Arriving) and each.duplicate_of)


async def _nothing(batch: Sequence[Any]) -> Tally:
    return Tally()


def _batches(found: Iterator[Any]) -> Iterator[tuple[list[Any], list[Left]]]:
    """By so many rows: those that were read, and those that couldn't be."""
    batch: list[Any] = []
    unread: list[Left] = []
    for each in found:
        (unread if isinstance(each, Left) else batch).append(each)
        if len(batch) + len(unread) == BATCH:
            yield batch, unread
            batch, unread = [], []
    if batch or unread:
        yield batch, unread

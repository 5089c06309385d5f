"""Ideas that come along: brought into the form of `ideas.imports`, which writes them, and given their old addresses."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from core.database import in_transaction
from core.words import _
from ideas.imports.places import Places
from ideas.imports.rows import LeftOut, Unsaid, Wanted, checked, checked_moment
from ideas.imports.taking import take as take_rows
from moving.arriving.addresses import lead
from moving.arriving.arrivals import addresses_of, persons, settled
from moving.arriving.forms import Arriving, Left
from moving.arriving.shaping import Shaper
from moving.arriving.tally import Tally


async def take(batch: Sequence[Arriving], source: str, places: Places, unsaid: Unsaid) -> Tally:
    """Bring these ideas in, each once. What is here already is brought up to date, as `ideas.imports` does it."""
    first: dict[str, Arriving] = {}
    for each in batch:
        first.setdefault(each.key or each.place.where, each)
    batch = list(first.values())
    people = await persons(source, [each.author for each in batch])
    emails = await addresses_of(people.values())
    tally, wanted = Tally(), []
    for number, each in enumerate(batch):
        author = people.get(each.author)
        shaper = Shaper(each.place)
        try:
            row = _wanted(each, shaper, places, unsaid)
        except LeftOut as reason:
            tally.left.append(Left(each.place, str(reason)))
            continue
        email = emails.get(author, "") if author else ""
        wanted.append((number, replace(row, author_email=email, author_id=None if email else author)))
        tally.left += shaper.changed
    done = await take_rows(wanted, source=source, places=places)
    tally.left += [Left(batch[number].place, reason) for number, reason in done.left_out]
    tally.taken, tally.unchanged, tally.updated = done.taken, done.unchanged, done.updated
    tally.left += await _lead(batch, source)
    return tally


def _wanted(each: Arriving, shaper: Shaper, places: Places, unsaid: Unsaid) -> Wanted:
    title, body = shaper.title(each.title, each.body)
    row = checked(
        {
            "source_id": each.key,
            "kind": each.kind.value if each.kind else None,
            "board": each.board if places.knows(each.board) else unsaid.board,
            "title": title,
            "body": shaper.body(body),
            "author_name": each.author_name[:80],
            "created": each.created,
            "votes": str(each.votes) if each.votes is not None else None,
            "tags": list(shaper.tags(each.tags)),
            "stage": each.stage.value,
        },
        unsaid,
    )
    places.demand(row.board)
    return replace(row, answered=_answered(each, row, unsaid), held=each.held)


def _answered(each: Arriving, row: Wanted, unsaid: Unsaid) -> datetime | None:
    if each.answer is None:
        return None
    with suppress(LeftOut):  # the answer itself is reported where it is taken
        return checked_moment(each.answer.at, unsaid.zone) or row.created
    return row.created


@in_transaction
async def _lead(batch: Sequence[Arriving], source: str) -> list[Left]:
    """The old addresses, each to its idea; one that leads elsewhere already stays as it is."""
    here = await settled(source, {each.key for each in batch})
    wanted = {path: here[each.key].id for each in batch if each.key in here for path in each.addresses}
    taken = await lead(wanted)
    return [
        Left(each.place, _("The address %(path)s leads to another idea already.", path=path), by_design=True)
        for each in batch
        for path in each.addresses
        if path in taken and each.key in here
    ]

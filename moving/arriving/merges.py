"""Duplicates that come along: merged as `triage` merges, so that each can be undone."""

from collections.abc import Sequence

from core.database import in_transaction
from core.errors import Refused
from core.words import _
from moving.arriving.arrivals import Settled, one_at_a_time, persons, settled
from moving.arriving.forms import Arriving, Left, Newcomer, Place, Who
from moving.arriving.people import take as take_people
from moving.arriving.tally import Tally
from triage.brought import bring_merge

HOUSE = Who(key="-")
"""Who merged what nobody is named for: one nameless row for each source."""


async def take(batch: Sequence[Arriving], source: str) -> Tally:
    """Merge each of these into its original, wherever that goes on. What can't be merged stands by itself."""
    tally = Tally()
    here = await settled(source, {key for each in batch for key in (each.key, each.duplicate_of)})
    named = await persons(source, [each.answer.by for each in batch if each.answer])
    for each in batch:
        if each.key not in here:
            continue  # it was reported where it wasn't taken
        by = named.get(each.answer.by) if each.answer else None
        try:
            merged = await _merge(each, here, by, source)
        except Refused as reason:
            tally.left.append(Left(each.place, str(reason), by_design=True))
            continue
        tally.taken += merged
        tally.unchanged += not merged
    return tally


@in_transaction
async def _merge(each: Arriving, here: dict[str, Settled], by: int | None, source: str) -> bool:
    await one_at_a_time(source)
    if each.duplicate_of not in here:
        raise Refused(_("It is a duplicate of something that isn't here, so it stands by itself."))
    into = here[each.duplicate_of].id
    return await bring_merge(here[each.key].id, into, by=by or await _house(source), imported_from=source)


async def _house(source: str) -> int:
    found = await persons(source, [HOUSE])
    if not found:
        await take_people([Newcomer(Place("-"), HOUSE)], source)
        found = await persons(source, [HOUSE])
    return found[HOUSE]

"""Whoever had unsubscribed from an idea stays unsubscribed, until they follow it here."""

from collections.abc import Sequence

from activity.operations import mute
from core.database import in_transaction
from moving.arriving.arrivals import one_at_a_time, persons, remember, settled, subjects
from moving.arriving.forms import Muting
from moving.arriving.tally import Tally
from moving.models import Thing


@in_transaction
async def take(batch: Sequence[Muting], source: str) -> Tally:
    """Mute these ideas for these persons, each once: what they choose here afterwards stands. Who isn't here needs no
    muting."""
    await one_at_a_time(source)
    keyed = {f"{each.idea}/{each.person.key or each.person.email}"[:160]: each for each in batch}
    known = await subjects(source, Thing.MUTING, keyed.keys())
    here = await settled(source, {each.idea for each in keyed.values()})
    people = await persons(source, [each.person for each in keyed.values()])
    new = {
        key: (people[each.person], here[each.idea].id)
        for key, each in keyed.items()
        if key not in known and each.person in people and each.idea in here
    }
    for person, idea in new.values():
        await mute(person, ("idea", idea))
    await remember(source, Thing.MUTING, {key: idea for key, (_person, idea) in new.items()})
    return Tally(taken=len(new), unchanged=len(batch) - len(new))

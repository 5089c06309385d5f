"""People who come along: found by their address, or given a place without a sign-in. Nobody becomes staff by it."""

from collections.abc import Sequence

from activity.models import Audience, Event
from core.database import in_transaction
from core.errors import Invalid
from core.words import _
from moving.arriving.arrivals import address, free_ids, known_by, one_at_a_time, remember, subjects
from moving.arriving.forms import Left, Newcomer, Who
from moving.arriving.tally import Tally
from moving.models import Thing
from people.events import PersonEvent
from people.models import Person, Role, Visibility
from people.names import checked_name, free_handle, plain_line
from people.operations import bring


@in_transaction
async def take(batch: Sequence[Newcomer], source: str) -> Tally:
    """Bring these people in. Who has no address gets a row by their key; who has one is one person, however often and
    in whatever case it is written."""
    await one_at_a_time(source)
    tally = Tally()
    first: dict[Who, Newcomer] = {}
    for each in batch:
        first.setdefault(each.who, each)
    known = await subjects(source, Thing.PERSON, {who.key for who in first if who.key})
    new = {who: each for who, each in first.items() if not who.key or who.key not in known}
    arrived = await _by_address(list(new.values()), tally)
    arrived |= await _without([each for each in new.values() if not address(each.who.email)], source, tally)
    tally.unchanged += len(batch) - tally.taken
    await remember(source, Thing.PERSON, {key: person for key, person in arrived.items() if key})
    for each in new.values():
        _say(each, tally)
    return tally


async def _by_address(new: Sequence[Newcomer], tally: Tally) -> dict[str, int]:
    """Whoever has an address: their places here, by their keys."""
    named = {mail: each for each in reversed(new) if (mail := address(each.who.email))}
    known = await known_by(named.keys())
    for mail in sorted(named.keys() - known.keys()):
        known[mail] = int((await bring(mail, name=sayable(named[mail].name))).id)
        tally.taken += 1
    return {each.who.key: known[mail] for each in new if (mail := address(each.who.email))}


async def _without(new: Sequence[Newcomer], source: str, tally: Tally) -> dict[str, int]:
    """Whoever has no address here: a row of their own, without a way in."""
    keyed = [each for each in new if each.who.key]
    ids = await free_ids("person", len(keyed)) if keyed else []
    made = [
        Person(
            id=number,
            email=None,
            handle=await free_handle(""),
            name=sayable(each.name),
            role=Role.CUSTOMER,
            visibility=Visibility.HIDDEN,
        )
        for number, each in zip(ids, keyed, strict=True)
    ]
    await Person.bulk_create(made)
    await Event.bulk_create([_joined(person, source) for person in made])
    tally.taken += len(made)
    return {each.who.key: number for number, each in zip(ids, keyed, strict=True)}


def _joined(person: Person, source: str) -> Event:
    return Event(
        action=PersonEvent.JOINED.value,
        actor_id=person.id,
        subject_type="person",
        subject_id=person.id,
        audience=Audience.STAFF,
        details={"role": person.role.value, "brought": True, "source": source},
    )


def sayable(name: str) -> str:
    """The name as far as it can be one."""
    try:
        return checked_name(plain_line(name)[:80])
    except Invalid:
        return ""


def _say(each: Newcomer, tally: Tally) -> None:
    if each.who.email and not address(each.who.email):
        reason = _(
            "This is no e-mail address, so nobody can sign in by it: %(given)s", given=each.who.email[:80]
        )
        tally.left.append(Left(each.place, reason, by_design=True))
    if each.was_staff:
        reason = _(
            "Was “%(role)s” there and is a customer here: appoint them on the page of people.",
            role=each.was_staff,
        )
        tally.left.append(Left(each.place, reason, by_design=True))

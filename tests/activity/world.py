"""A subject that belongs to no floor, and people who follow it: what the tests of `activity` need of the
world."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from activity import events
from activity.events import Tells, declare
from activity.models import Delivery, Event, Notice, Reason, Subscription
from activity.operations import Subject, record
from activity.ports import also_followed, may_see, render_mail, seen_in_sql, visible_among
from core.clock import now
from core.database import in_transaction, rows
from core.mail import Mail
from people.models import Person

THING: Subject = ("thing", 1)


class Act(StrEnum):
    MOVED = "thing.moved"
    SAID = "thing.said"
    ASKED = "thing.asked"
    COUNTED = "thing.counted"


BLIND: set[int] = set()
"""Persons who may not see things at the moment."""
SOURCES: dict[int, list[int]] = {}
"""What was merged into a thing."""


async def _who(event: Event, persons: Sequence[int]) -> set[int]:
    return set(persons) - BLIND


async def _what(person: int, those: Sequence[Event]) -> set[int]:
    return set() if person in BLIND else {event.id for event in those}


def _in_sql(person: Person) -> tuple[str, dict[str, object]]:
    return ("FALSE" if person.id in BLIND else "TRUE"), {}


async def _sources(thing: int) -> list[int]:
    return SOURCES.get(thing, [])


async def _letter(delivery: Delivery) -> Mail:
    return Mail(
        to=delivery.target,
        subject=f"Letter {delivery.reference}",
        text="Words.",
        html="<p>Words.</p>",
        message_id=f"letter-{delivery.reference}@test",
    )


def exists() -> None:
    """Fill the ports for things and letters, and declare what happens to things."""
    may_see.fill("thing", _who)
    visible_among.fill("thing", _what)
    seen_in_sql.fill("thing", _in_sql)
    also_followed.fill("thing", _sources)
    render_mail.fill("letter", _letter)
    BLIND.clear()
    SOURCES.clear()
    if Act.MOVED.value not in events.DECLARED:
        declare(Act.MOVED, Tells.FOLLOWERS, kind="moves")
        declare(Act.SAID, Tells.FOLLOWERS, kind="comments")
        declare(Act.ASKED, Tells.ADDRESSEES, kind="posts")
        declare(Act.COUNTED, Tells.NOBODY, in_story=False)


async def somebody(name: str = "ada", **fields: Any) -> Person:
    return await Person.create(
        **{"name": name.title(), "handle": name, "email": f"{name}@example.com", **fields}
    )


async def a_crowd(size: int) -> list[int]:
    """So many people who follow the thing, in one statement for each table."""
    people = [Person(name="", handle=f"p{n}", email=f"p{n}@example.com") for n in range(size)]
    await Person.bulk_create(people, batch_size=500)
    await rows(
        """INSERT INTO subscription (created_at, person_id, subject_type, subject_id, reason, muted)
           SELECT :now, id, 'thing', 1, 'follower', FALSE FROM person WHERE handle LIKE 'p%' ORDER BY id""",
        now=now(),
    )
    return [each["id"] for each in await rows("SELECT id FROM person WHERE handle LIKE 'p%' ORDER BY id")]


async def follows(
    person: Person, thing: int = 1, *, muted: bool = False, because: Reason = Reason.FOLLOWER
) -> None:
    await Subscription.create(
        person=person, subject_type="thing", subject_id=thing, reason=because, muted=muted
    )


@in_transaction
async def happens(action: Act, by: Person | None = None, **more: Any) -> Event:
    return await record(action, by=by, about=THING, **more)


async def told() -> list[int]:
    """Who has notices, one entry a notice."""
    return sorted([int(str(each)) for each in await Notice.all().values_list("person_id", flat=True)])


async def mailed() -> list[str]:
    """Whom deliveries of notices go to."""
    return sorted(
        [str(each) for each in await Delivery.filter(kind="notice").values_list("target", flat=True)]
    )

"""Fan-out: one event becomes notices, and notices become mail.

Whoever the event is addressed to comes first, then the followers of its subject, then those of each thing that was
merged into it, a chunk at a time. A chunk, with its notices, its deliveries and the cursor behind it, is one
transaction, and a person has one notice for each act (`notice` is unique by root and person): whatever crashes, the
next worker goes on where the last whole chunk ended.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from activity import digests, tasks
from activity.events import DECLARED, Tells
from activity.models import Calling, Event, Reason, Task
from activity.ports import may_see
from activity.preferences import MENTIONS
from activity.sources import with_sources
from core.clock import now
from core.database import Row, in_transaction, rows

CHUNK = 500
SAME_MOMENT = timedelta(seconds=5)
"""Who begins to follow so soon after an event still hears of it: an act may subscribe people at its end."""

ADDRESSEES, FOLLOWERS = "addressees", "followers"


@dataclass(frozen=True)
class Place:
    """How far a fan-out has come: the addressees or followers up to an id. `source`: of what was merged into the
    subject; 0 is the subject itself."""

    phase: str = ADDRESSEES
    after: int = 0
    source: int = 0

    @classmethod
    def at(cls, cursor: str) -> "Place":
        phase, after, source = (*cursor.split(":"), "0", "0")[:3]
        return cls(phase or ADDRESSEES, int(after), int(source))

    def __str__(self) -> str:
        return f"{self.phase}:{self.after}:{self.source}"


@in_transaction
async def step(task: Task) -> bool:
    """Tell the next chunk of people. True when there is nobody left, or when another worker does it now."""
    cursor = await tasks.hold(task)
    if cursor is None:
        return True
    event, place = await Event.get(id=task.reference), Place.at(cursor)
    subjects = await with_sources((event.subject_type, event.subject_id))
    found = await (_addressees if place.phase == ADDRESSEES else _followers)(event, place)
    await _tell(event, place, subjects, found)
    further = _further(event, place, subjects, found)
    if further is None:
        await tasks.finish(task)
        return True
    await tasks.move_to(task, str(further))
    return False


def _further(event: Event, place: Place, subjects: Sequence[int], found: Sequence[Row]) -> Place | None:
    """Where the next chunk begins; None at the end."""
    if len(found) == CHUNK:
        return replace(place, after=found[-1]["id"])
    if DECLARED[event.action].tells is not Tells.FOLLOWERS:
        return None
    if place.phase == ADDRESSEES:
        return Place(FOLLOWERS)
    source = next((each for each in subjects[1:] if each > place.source), None)
    return Place(FOLLOWERS, 0, source) if source else None


async def _addressees(event: Event, place: Place) -> list[Row]:
    """Whoever is called by name."""
    return await rows(
        """SELECT id, person_id FROM addressee WHERE event_id = :event AND id > :after
           ORDER BY id LIMIT :chunk""",
        event=event.id,
        after=place.after,
        chunk=CHUNK,
    )


async def _followers(event: Event, place: Place) -> list[Row]:
    """Whoever followed the subject, or this source of it, when it happened."""
    return await rows(
        """SELECT id, person_id FROM subscription
           WHERE subject_type = :type AND subject_id = :followed AND id > :after
             AND NOT muted AND created_at <= :moment
           ORDER BY id LIMIT :chunk""",
        type=event.subject_type,
        followed=place.source or event.subject_id,
        moment=event.created_at + SAME_MOMENT,
        after=place.after,
        chunk=CHUNK,
    )


async def _tell(event: Event, place: Place, subjects: Sequence[int], found: Sequence[Row]) -> None:
    """Of those found, whoever may see it and has muted neither the subject nor any of its sources."""
    people = [each["person_id"] for each in found if each["person_id"] != event.actor_id]
    if not people:
        return
    seeing = await may_see.of(event.subject_type)(event, people)
    hearing = seeing.intersection(people) - await _muted(event, place, subjects, people)
    told = [each["id"] for each in found if each["person_id"] in hearing]
    if told:
        await _mail(await _notices(event, place, told), DECLARED[event.action].kind)


async def _muted(event: Event, place: Place, subjects: Sequence[int], people: Sequence[int]) -> set[int]:
    if place.phase == FOLLOWERS and len(subjects) == 1:
        return set()  # whoever has muted the subject wasn't found among its followers
    found = await rows(
        """SELECT person_id FROM subscription
           WHERE subject_type = :type AND subject_id IN :subjects AND person_id IN :people AND muted""",
        type=event.subject_type,
        subjects=subjects,
        people=people,
    )
    return {each["person_id"] for each in found}


async def _notices(event: Event, place: Place, told: Sequence[int]) -> list[int]:
    """A notice for each of them who has none of this act. Who follows a source alone follows what was merged."""
    table = "addressee" if place.phase == ADDRESSEES else "subscription"
    reason = f"'{Reason.MERGED.value}'" if place.source else "reason"
    made = await rows(
        f"""INSERT INTO notice (created_at, root_id, event_id, person_id, reason)
            SELECT :now, :root, :event, person_id, {reason} FROM {table} WHERE id IN :told ORDER BY person_id
            ON CONFLICT (root_id, person_id) DO NOTHING RETURNING id""",
        now=now(),
        root=event.root_id or event.id,
        event=event.id,
        told=told,
    )
    return [each["id"] for each in made]


async def _mail(notices: Sequence[int], kind: str) -> None:
    """A delivery for each new notice whose reader has an address, is here, and wants this kind by mail: at once, or
    in the next digest."""
    await rows(
        f"""INSERT INTO delivery (created_at, channel, kind, reference, target, attempts, next_at, last_error)
            SELECT :now, 'mail', 'notice', n.id, p.email, 0, :now, '' FROM {_CHOSEN}
              AND COALESCE(c.choice, 'at_once') = 'at_once'
            ON CONFLICT (channel, kind, reference) DO NOTHING""",
        now=now(),
        **_asked(notices, kind),
    )
    digested = await rows(f"SELECT n.id FROM {_CHOSEN} AND c.choice = 'digest'", **_asked(notices, kind))
    if digested:
        await digests.join([each["id"] for each in digested])


_CHOSEN = """notice n JOIN person p ON p.id = n.person_id LEFT JOIN preference c ON c.person_id = p.id
             AND c.kind = CASE WHEN n.reason = :mentioned THEN :mentions ELSE :kind END
             WHERE n.id IN :notices AND p.email IS NOT NULL AND p.deactivated_at IS NULL"""
"""New notices whose readers can be mailed, with what they have chosen for this kind."""


def _asked(notices: Sequence[int], kind: str) -> dict[str, object]:
    return {
        "kind": kind,
        "mentioned": Calling.MENTIONED.value,
        "mentions": MENTIONS,
        "notices": list(notices),
    }

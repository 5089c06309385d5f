"""Fan-out: one event becomes notices, and notices become mail.

Whoever the event is addressed to comes first, then the followers of its subject, a chunk at a time. A
chunk, with its notices, its deliveries and the cursor behind it, is one transaction, and a person has one
notice for each act (`notice` is unique by root and person): whatever crashes, the next worker goes on where
the last whole chunk ended.
"""

from collections.abc import Sequence
from datetime import timedelta

from activity import tasks
from activity.events import DECLARED, Tells
from activity.models import Calling, Event, Task
from activity.ports import may_see
from activity.preferences import MENTIONS
from core.clock import now
from core.database import Row, in_transaction, rows

CHUNK = 500
SAME_MOMENT = timedelta(seconds=5)
"""Who begins to follow so soon after an event still hears of it: an act may subscribe people at its end."""

ADDRESSEES, FOLLOWERS = "addressees", "followers"


@in_transaction
async def step(task: Task) -> bool:
    """Tell the next chunk of people. True when there is nobody left, or when another worker does it now."""
    cursor = await tasks.hold(task)
    if cursor is None:
        return True
    event = await Event.get(id=task.reference)
    phase, _, after = (cursor or f"{ADDRESSEES}:0").partition(":")
    found = await (_addressees if phase == ADDRESSEES else _followers)(event, int(after))
    await _tell(event, phase, found)
    if len(found) == CHUNK:
        await tasks.move_to(task, f"{phase}:{found[-1]['id']}")
        return False
    if phase == ADDRESSEES and DECLARED[event.action].tells is Tells.FOLLOWERS:
        await tasks.move_to(task, f"{FOLLOWERS}:0")
        return False
    await tasks.finish(task)
    return True


async def _addressees(event: Event, after: int) -> list[Row]:
    """Whoever is called by name is told, unless they have muted the subject."""
    return await rows(
        """SELECT a.id, a.person_id FROM addressee a
           WHERE a.event_id = :event AND a.id > :after AND NOT EXISTS (
             SELECT 1 FROM subscription s
             WHERE s.subject_type = :type AND s.subject_id = :subject
               AND s.person_id = a.person_id AND s.muted)
           ORDER BY a.id LIMIT :chunk""",
        event=event.id,
        type=event.subject_type,
        subject=event.subject_id,
        after=after,
        chunk=CHUNK,
    )


async def _followers(event: Event, after: int) -> list[Row]:
    """Whoever followed the subject when it happened and hasn't muted it."""
    return await rows(
        """SELECT id, person_id FROM subscription
           WHERE subject_type = :type AND subject_id = :subject AND id > :after
             AND NOT muted AND created_at <= :moment
           ORDER BY id LIMIT :chunk""",
        type=event.subject_type,
        subject=event.subject_id,
        moment=event.created_at + SAME_MOMENT,
        after=after,
        chunk=CHUNK,
    )


async def _tell(event: Event, phase: str, found: Sequence[Row]) -> None:
    people = [each["person_id"] for each in found if each["person_id"] != event.actor_id]
    if not people:
        return
    seeing = await may_see.of(event.subject_type)(event, people)
    told = [
        each["id"] for each in found if each["person_id"] in seeing and each["person_id"] != event.actor_id
    ]
    if told:
        await _mail(await _notices(event, phase, told), DECLARED[event.action].kind)


def kind_of(action: str, reason: str) -> str:
    """The kind of notice that a reader's preferences are asked for: being mentioned is a kind of its own."""
    return MENTIONS if reason == Calling.MENTIONED else DECLARED[action].kind


async def _notices(event: Event, phase: str, told: Sequence[int]) -> list[int]:
    made = await rows(
        f"""INSERT INTO notice (created_at, root_id, event_id, person_id, reason)
            SELECT :now, :root, :event, person_id, reason
            FROM {"addressee" if phase == ADDRESSEES else "subscription"} WHERE id IN :told ORDER BY person_id
            ON CONFLICT (root_id, person_id) DO NOTHING RETURNING id""",
        now=now(),
        root=event.root_id or event.id,
        event=event.id,
        told=told,
    )
    return [each["id"] for each in made]


async def _mail(notices: Sequence[int], kind: str) -> None:
    """A delivery for each new notice whose reader has an address, is here, and wants this kind by mail."""
    await rows(
        """INSERT INTO delivery (created_at, channel, kind, reference, target, attempts, next_at, last_error)
           SELECT :now, 'mail', 'notice', n.id, p.email, 0, :now, ''
           FROM notice n JOIN person p ON p.id = n.person_id
           LEFT JOIN preference c ON c.person_id = p.id
             AND c.kind = CASE WHEN n.reason = :mentioned THEN :mentions ELSE :kind END
           WHERE n.id IN :notices AND p.email IS NOT NULL AND p.deactivated_at IS NULL
             AND COALESCE(c.choice, 'at_once') = 'at_once'
           ON CONFLICT (channel, kind, reference) DO NOTHING""",
        now=now(),
        kind=kind,
        mentioned=Calling.MENTIONED.value,
        mentions=MENTIONS,
        notices=notices,
    )

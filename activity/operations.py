"""Recording what happened, following, and leaving the telling to the worker."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Protocol

from activity.events import DECLARED, Tells
from activity.models import Addressee, Audience, Calling, Event, Reason, Statement, Subscription
from core.clock import now
from core.database import act, after_commit, in_transaction, rows
from core.wake import wake


class Somebody(Protocol):
    id: Any


Subject = tuple[str, int]
"""A subject's type and id, such as `("idea", 7)`."""


async def record(
    action: StrEnum,
    *,
    by: Somebody | None,
    about: Subject,
    audience: Audience = Audience.PUBLIC,
    words: Mapping[str, tuple[str, str]] | None = None,
    calling: Mapping[int, Calling] | None = None,
    **details: Any,
) -> Event:
    """Append an event to the act that is under way, and leave a task to tell whom its action declares.

    `words` maps a part ("reason") to a person's words and their language; `calling` maps persons to why
    they are addressed; `details` are ids, codes, numbers and dates. The first event of a transaction is the
    root of those that follow, so that one act gives a person one notice.
    """
    declared = DECLARED[action.value]
    event = await Event.create(
        action=action.value,
        actor_id=by.id if by else None,
        subject_type=about[0],
        subject_id=about[1],
        root_id=act().facts.get("root"),
        audience=audience,
        in_story=declared.in_story,
        details=details,
        created_at=now(),
    )
    act().facts.setdefault("root", event.id)
    for part, (body, lang) in (words or {}).items():
        await Statement.create(event_id=event.id, part=part, body=body, lang=lang)
    await _address(event, calling or {})
    if declared.tells is Tells.FOLLOWERS or calling:
        await leave_task("fanout", event.id)
    await _leave_for_webhooks(event)
    return event


async def _leave_for_webhooks(event: Event) -> None:
    """A task to tell programs, where one that is on wants to hear of this kind."""
    left = await rows(
        """INSERT INTO task (created_at, kind, key, reference, due_at, cursor, attempts, last_error)
           SELECT :now, 'webhooks', :key, :event, :now, '', 0, ''
           WHERE EXISTS (SELECT 1 FROM webhook_kind k JOIN webhook w ON w.id = k.webhook_id
                         WHERE k.kind = :action AND w.off_because IS NULL)
           ON CONFLICT (key) DO NOTHING RETURNING id""",
        now=event.created_at,
        key=f"webhooks:{event.id}",
        event=event.id,
        action=event.action,
    )
    if left:
        after_commit(wake)


async def _address(event: Event, calling: Mapping[int, Calling]) -> None:
    told = [Addressee(event_id=event.id, person_id=person, reason=why) for person, why in calling.items()]
    if told:
        await Addressee.bulk_create(told)


async def leave_task(kind: str, reference: int, *, due_at: Any = None, again: bool = False) -> None:
    """Work for the worker, once for each kind and reference, committed together with what it is about.

    With `again`, what was done already is to be done once more, and what is still to be done is due at the earlier
    of both times: such a step looks for itself whether its time has come.
    """
    anew = """DO UPDATE SET done_at = NULL, cursor = CASE WHEN task.done_at IS NULL THEN task.cursor ELSE '' END,
      due_at = CASE WHEN task.done_at IS NULL AND task.due_at < excluded.due_at
                    THEN task.due_at ELSE excluded.due_at END"""
    await rows(
        f"""INSERT INTO task (created_at, kind, key, reference, due_at, cursor, attempts, last_error)
            VALUES (:now, :kind, :key, :reference, :due, '', 0, '')
            ON CONFLICT (key) {anew if again else "DO NOTHING"}""",
        now=now(),
        kind=kind,
        key=f"{kind}:{reference}",
        reference=reference,
        due=due_at or now(),
    )
    after_commit(wake)


@in_transaction
async def subscribe(person_id: int, about: Subject, because: Reason) -> None:
    """Follow a subject from now on. Whoever follows or has muted it already keeps their reason and their
    choice."""
    await rows(
        """INSERT INTO subscription (created_at, person_id, subject_type, subject_id, reason, muted)
           VALUES (:now, :person, :type, :id, :reason, FALSE)
           ON CONFLICT (subject_type, subject_id, person_id) DO NOTHING""",
        now=now(),
        person=person_id,
        type=about[0],
        id=about[1],
        reason=because.value,
    )


@in_transaction
async def follow(person_id: int, about: Subject) -> None:
    """Follow a subject by choice: a mute ends."""
    await subscribe(person_id, about, Reason.FOLLOWER)
    await _subscription(person_id, about).update(muted=False)


@in_transaction
async def mute(person_id: int, about: Subject) -> None:
    """Hear no more of a subject, also not after voting or commenting again."""
    await subscribe(person_id, about, Reason.FOLLOWER)
    await _subscription(person_id, about).update(muted=True)


@in_transaction
async def unfollow(person_id: int, about: Subject) -> None:
    """Stop following; voting or commenting again follows again."""
    await _subscription(person_id, about).delete()


def _subscription(person_id: int, about: Subject) -> Any:
    return Subscription.filter(person_id=person_id, subject_type=about[0], subject_id=about[1])

"""Fan-out to programs: one event becomes a message for each webhook that wants its kind and may know of it.

All of an event's messages, their deliveries and the end of the task are one transaction, and a webhook has one message
for each event (`webhook_message` is unique by both): whatever crashes, each of them is told once.
"""

from secrets import token_hex

from activity import tasks
from activity.models import Event, Task, Webhook
from activity.ports import open_now, render_webhook
from core.clock import now
from core.database import after_commit, in_transaction, rows
from core.wake import wake

KIND = "webhook"
"""The kind of a webhook's deliveries, whose reference is the message."""


@in_transaction
async def step(task: Task) -> bool:
    """Leave a message for every webhook that is to hear of this event."""
    if await tasks.hold(task) is None:
        return True
    event = await Event.get(id=task.reference)
    for webhook in await _listening(event.action):
        if await may_hear(webhook, event):
            await make(webhook.id, event.id, event.action)
    await tasks.finish(task)
    return True


async def _listening(action: str) -> list[Webhook]:
    found = await rows(
        """SELECT w.id FROM webhook_kind k JOIN webhook w ON w.id = k.webhook_id
           WHERE k.kind = :action AND w.off_because IS NULL ORDER BY w.id""",
        action=action,
    )
    return await Webhook.filter(id__in=[each["id"] for each in found]).order_by("id")


async def may_hear(webhook: Webhook, event: Event) -> bool:
    """Whether this webhook may know of this event now: asked at the fan-out, and again at each sending."""
    if not open_now.knows(event.subject_type) or not render_webhook.knows(event.action):
        return False
    return await open_now.of(event.subject_type)(event, webhook.internal)


async def make(webhook_id: int, event_id: int | None, kind: str) -> int | None:
    """Inside a transaction: a message and its delivery. None where this webhook has one of this event."""
    made = await rows(
        """INSERT INTO webhook_message (created_at, webhook_id, event_id, kind, uid)
           VALUES (:now, :webhook, :event, :kind, :uid)
           ON CONFLICT (webhook_id, event_id) DO NOTHING RETURNING id""",
        now=now(),
        webhook=webhook_id,
        event=event_id,
        kind=kind,
        uid=f"msg_{token_hex(16)}",
    )
    for message in made:
        await rows(
            """INSERT INTO delivery
                 (created_at, channel, kind, reference, target, attempts, next_at, last_error)
               VALUES (:now, 'webhook', 'webhook', :message, :target, 0, :now, '')""",
            now=now(),
            message=message["id"],
            target=str(webhook_id),
        )
    after_commit(wake)
    return made[0]["id"] if made else None

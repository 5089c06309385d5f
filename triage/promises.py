"""Promises to one asker: somebody was asked and hasn't answered, or a declined idea was to be looked at again.

Whoever owns an idea that nobody has answered, or is mentioned in a comment, is asked; the next public word of an
employee answers. The board's promise, as it is by then, says when it is overdue.
"""

from datetime import UTC, date, datetime, time

from activity import tasks
from activity.models import Event, Task
from activity.operations import leave_task
from core.clock import now
from core.database import in_transaction, moment, row
from ideas.events import IdeaEvent
from ideas.loop import DONE, OPEN, Stage
from ideas.models import Idea
from triage.attention import needed
from triage.models import Why
from triage.silence import promise_of
from triage.stewards import STAFF

OVERDUE, REVISIT = "overdue", "revisit"
"""The kinds of task; each refers to its idea."""

ROLES = [role.value for role in STAFF]


async def staff_is_asked(event: Event) -> bool:
    """Whether this comment calls somebody who works here by name. A public word of an employee is no question."""
    found = await row(
        """SELECT a.id FROM addressee a JOIN person p ON p.id = a.person_id JOIN event e ON e.id = a.event_id
           LEFT JOIN person b ON b.id = e.actor_id
           WHERE a.event_id = :event AND a.reason = 'mentioned' AND p.role IN :staff
             AND NOT (e.audience = 'public' AND b.role IN :staff) LIMIT 1""",
        event=event.id,
        staff=ROLES,
    )
    return found is not None


async def expect_answer(idea: Idea) -> None:
    """Inside a transaction: somebody was asked just now."""
    await leave_task(OVERDUE, idea.id, due_at=now() + await promise_of(idea.board_id), again=True)


async def expect_revisit(idea: Idea) -> None:
    """Inside a transaction: a declined idea is looked at again on the day that was named, if one was."""
    if day := await _revisit_day(idea.id):
        await leave_task(REVISIT, idea.id, due_at=day, again=True)


@in_transaction
async def overdue_step(task: Task) -> bool:
    """Whoever was asked has answered, has time still, or is overdue (fills `activity.ports.work`)."""
    idea = await Idea.select_for_update().get(id=task.reference)
    if await tasks.hold(task) is None:
        return True
    since = await _asked_since(idea) if Stage(idea.stage) in (*OPEN, *DONE) else None
    due = since + await promise_of(idea.board_id) if since else None
    if due and now() < due:
        await tasks.wait_until(task, due)
        return True
    if due:
        await needed([idea.id], Why.OVERDUE, since=since)
    await tasks.finish(task)
    return True


@in_transaction
async def revisit_step(task: Task) -> bool:
    """The day has come on which a declined idea is looked at again (fills `activity.ports.work`)."""
    idea = await Idea.select_for_update().get(id=task.reference)
    if await tasks.hold(task) is None:
        return True
    day = await _revisit_day(idea.id) if idea.stage is Stage.DECLINED else None
    if day and now() < day:
        await tasks.wait_until(task, day)
        return True
    if day:
        await needed([idea.id], Why.REVISIT, since=day)
    await tasks.finish(task)
    return True


async def _asked_since(idea: Idea) -> datetime | None:
    """Since when somebody who works here has been asked and nobody who works here has spoken."""
    moments = [await _mentioned_since(idea)]
    if idea.owner_id and idea.answered_at is None:
        named = Event.filter(
            subject_type="idea", subject_id=idea.id, in_story=True, action=IdeaEvent.OWNER_CHANGED.value
        )
        latest = await named.order_by("-id").first()
        moments.append(latest.created_at if latest else None)
    return min((each for each in moments if each), default=None)


async def _mentioned_since(idea: Idea) -> datetime | None:
    found = await row(
        """SELECT min(e.created_at) AS since FROM event e JOIN addressee a ON a.event_id = e.id
           JOIN person p ON p.id = a.person_id
           WHERE e.subject_type = 'idea' AND e.subject_id = :idea AND e.in_story AND e.action = 'comment.posted'
             AND a.reason = 'mentioned' AND p.role IN :staff AND p.deactivated_at IS NULL AND e.id > :spoken""",
        idea=idea.id,
        staff=ROLES,
        spoken=await _last_word(idea),
    )
    since: datetime | None = moment(found["since"]) if found else None
    return since


async def _last_word(idea: Idea) -> int:
    """The last event in which an employee said something to everyone; their own idea nobody answers."""
    found = await row(
        """SELECT max(e.id) AS id FROM event e JOIN person p ON p.id = e.actor_id
           WHERE e.subject_type = 'idea' AND e.subject_id = :idea AND e.in_story AND e.audience = 'public'
             AND p.role IN :staff AND e.actor_id <> :author
             AND NOT EXISTS (SELECT 1 FROM coauthor WHERE idea_id = :idea AND person_id = e.actor_id
                             AND state = 'accepted')
             AND (e.action IN ('comment.posted', 'comment.answered') OR (e.action = 'idea.moved'
                  AND EXISTS (SELECT 1 FROM statement s WHERE s.event_id = e.id)))""",
        idea=idea.id,
        staff=ROLES,
        author=idea.author_id or 0,
    )
    return int(found["id"] or 0) if found else 0


async def _revisit_day(idea_id: int) -> datetime | None:
    """When the day begins that the latest decline named."""
    moves = Event.filter(subject_type="idea", subject_id=idea_id, in_story=True, action=IdeaEvent.MOVED.value)
    for event in await moves.order_by("-id").limit(50):
        if event.details.get("to") == Stage.DECLINED.value:
            named = event.details.get("revisit_on")
            day = date.fromisoformat(str(named)) if named else None
            return datetime.combine(day, time.min, UTC) if day else None
    return None

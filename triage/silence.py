"""Silence is an alarm: what no named employee has answered within its board's promise is raised to the board's
managers, and after the same time once more to all staff.

The promise counts as it is when the alarm is due. Answers by automation don't end the silence (`ideas.answering`).
"""

from datetime import timedelta

from activity import tasks
from activity.models import Audience, Task
from activity.operations import leave_task, record
from core.clock import now
from core.database import in_transaction
from ideas.loop import OPEN, Stage
from ideas.models import Board, Idea
from triage.attention import needed, settled
from triage.events import TriageEvent
from triage.models import Why
from triage.stewards import asked, everybody_here, stewards_of

SILENCE = "silence"
"""The kind of task that watches over an idea (its reference)."""

MANAGERS, STAFF = "managers", "staff"
"""To whom an alarm is raised, first and second."""


async def watch(idea: Idea) -> None:
    """Inside a transaction: from now on this idea's silence is watched. What came from elsewhere was never promised
    an answer here."""
    if is_waiting(idea) and idea.source is None:
        await leave_task(
            SILENCE, idea.id, due_at=idea.created_at + await promise_of(idea.board_id), again=True
        )


def is_waiting(idea: Idea) -> bool:
    """Whether somebody who sees it waits for a first answer to it."""
    seen = not idea.held and idea.hidden_at is None
    return seen and idea.answered_at is None and Stage(idea.stage) in OPEN


async def promise_of(board_id: int) -> timedelta:
    """Within how long this board promises an answer."""
    return timedelta(days=(await Board.get(id=board_id)).promise_days)


@in_transaction
async def step(task: Task) -> bool:
    """Look whether it is answered, and raise the alarm where it isn't (fills `activity.ports.work`)."""
    idea = await Idea.select_for_update().get(id=task.reference)
    cursor = await tasks.hold(task)
    if cursor is None:
        return True
    promise = await promise_of(idea.board_id)
    if not is_waiting(idea):
        await tasks.finish(task)
    elif now() < idea.created_at + promise:
        await tasks.wait_until(task, idea.created_at + promise, cursor=cursor)
    elif cursor == STAFF:
        await _raise(idea, STAFF)
        await tasks.finish(task)
    else:
        await _raise(idea, MANAGERS)
        await tasks.wait_until(task, now() + promise, cursor=STAFF)
    return True


async def _raise(idea: Idea, to: str) -> None:
    await settled(idea.id, [Why.NEW])
    await needed([idea.id], Why.UNANSWERED, since=idea.created_at)
    called = await (everybody_here() if to == STAFF else stewards_of(idea.board_id))
    await record(
        TriageEvent.SILENT,
        by=None,
        about=("idea", idea.id),
        audience=Audience.STAFF,
        calling=asked(called, but=idea.author_id),
        days=(now() - idea.created_at).days,
        to=to,
    )

"""What this floor does when something happens to an idea: it comes into the inbox, or leaves it."""

from collections.abc import Sequence

from activity.models import Audience, Event
from activity.operations import leave_task
from core.clock import now
from core.database import rows
from ideas.events import CommentEvent, IdeaEvent
from ideas.finding import authors_of
from ideas.loop import DONE, OPEN, Stage, Way
from ideas.models import Idea
from people.models import Person
from triage import promises, silence
from triage.attention import needed, settled
from triage.duplicates import AFTER_IMPORT, LOOKING
from triage.models import Why

UNTIL_ANSWERED = (Why.NEW, Why.UNANSWERED, Why.PARTLY, Why.OVERDUE)
UNTIL_MOVED = (Why.NEW, Why.REOPENED, Why.DISPUTED, Why.REVISIT)
UNTIL_CLOSED = tuple(why for why in Why if why is not Why.REPORTED)
"""Whatever becomes of an idea, what was reported about it is judged."""


async def hear(event: Event, idea: Idea, by: Person | None) -> None:
    """Fills `ideas.ports.happened`."""
    match event.action:
        case IdeaEvent.POSTED:
            await _arrived(idea)
        case IdeaEvent.HELD:
            await needed([idea.id], Why.HELD, since=idea.created_at)
        case IdeaEvent.RELEASED:
            await settled(idea.id, [Why.HELD])
            await _arrived(idea)
        case IdeaEvent.RESTORED | IdeaEvent.BOARD_CHANGED:
            await silence.watch(idea)
        case IdeaEvent.OWNER_CHANGED:
            if idea.owner_id and idea.answered_at is None:
                await promises.expect_answer(idea)
        case CommentEvent.POSTED | CommentEvent.ANSWERED:
            await _spoken(event, idea, by)
    if event.details.get("way", Way.MERGE) != Way.MERGE:  # a merge only pauses what waits: see triage.pausing
        await _moved(event, idea, by)


async def _arrived(idea: Idea) -> None:
    if idea.stage in OPEN:
        await needed([idea.id], Why.NEW, since=idea.created_at)
        await silence.watch(idea)
        await leave_task(LOOKING, idea.id)


async def _spoken(event: Event, idea: Idea, by: Person | None) -> None:
    in_public = event.audience is Audience.PUBLIC
    if by and by.is_staff and in_public and by.id not in await authors_of(idea.id):
        await settled(idea.id, [*UNTIL_ANSWERED, Why.REVISIT])
    elif event.action == CommentEvent.POSTED and await promises.staff_is_asked(event):
        await promises.expect_answer(idea)


async def _moved(event: Event, idea: Idea, by: Person | None) -> None:
    """A step along the loop, in whichever way it was made."""
    was, to = Stage(str(event.details["from"])), Stage(str(event.details["to"]))
    if to in OPEN:
        await _on_the_way(was, to, idea, by)
    elif was not in DONE:
        await settled(idea.id, UNTIL_CLOSED)
    if to is Stage.DECLINED:
        await promises.expect_revisit(idea)


async def _on_the_way(was: Stage, to: Stage, idea: Idea, by: Person | None) -> None:
    if by and by.is_staff:
        await settled(idea.id, UNTIL_MOVED)
        if idea.answered_at:
            await settled(idea.id, UNTIL_ANSWERED)
    if was in DONE and to is Stage.REVIEWING:
        await needed([idea.id], Why.REOPENED)
    elif was not in OPEN and silence.is_waiting(idea):
        await needed([idea.id], Why.NEW, since=now() if idea.source else idea.created_at)
        await silence.watch(idea)


async def hear_import(idea_ids: Sequence[int]) -> None:
    """Fills `ideas.ports.imported`: what came from elsewhere and is on the way waits for a look."""
    found = await rows(
        "SELECT id, held FROM idea WHERE id IN :ids AND stage IN :stages AND answered_at IS NULL",
        ids=list(idea_ids),
        stages=[stage.value for stage in OPEN],
    )
    await needed([each["id"] for each in found if not each["held"]], Why.NEW)
    await needed([each["id"] for each in found if each["held"]], Why.HELD)
    if found:
        await leave_task(AFTER_IMPORT, min(each["id"] for each in found))

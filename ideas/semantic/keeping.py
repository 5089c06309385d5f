"""Making vectors, in the worker: of an idea that came or changed, and of all that have none yet."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from activity import tasks
from activity.models import Task
from activity.operations import leave_task
from core.clock import now
from core.database import Row, in_transaction, rows
from core.text import excerpt
from ideas.events import IdeaEvent
from ideas.semantic.embedding import Embedder, available, in_its_thread, model_name

if TYPE_CHECKING:
    from activity.models import Event
    from ideas.models import Idea
    from people.models import Person

ONE, REST = "vector", "vectors"
"""The kinds of task: for the idea of its reference, and for all from its reference on that have no vector."""

AT_ONCE = 16
"""So many vectors are made between two looks at other tasks."""

BEGINNING = 200
"""So many characters of a body are taken for its meaning."""


TEXT = "i.id, i.title, substr(i.body, 1, 1200) AS body"


def text_of(title: str, body: str) -> str:
    """What is given to the model."""
    begins = excerpt(body, BEGINNING)
    return f"{title}. {begins}" if begins else title


async def hear(event: "Event", idea: "Idea", by: "Person | None") -> None:
    """A new text has a new meaning (fills `ideas.ports.happened`)."""
    if event.action in (IdeaEvent.POSTED, IdeaEvent.HELD, IdeaEvent.EDITED) and available():
        await leave_task(ONE, idea.id, again=True)


async def hear_import(idea_ids: Sequence[int]) -> None:
    """Fills `ideas.ports.imported`."""
    if idea_ids and available():
        await leave_task(REST, min(idea_ids), again=True)


async def catch_up() -> None:
    """Where some ideas have no vector, or another model's, have them made (fills `activity.ports.clean`)."""
    if available():
        name = await model_name()
        if found := await _without(name, 0, 1):
            await _leave(found[0]["id"])


async def one_step(task: Task) -> bool:
    """Make one idea's vector (fills `activity.ports.work`)."""
    if available():
        found = await rows(
            "SELECT id, title, substr(body, 1, 1200) AS body FROM idea WHERE id = :id", id=task.reference
        )
        return await _keep(task, found, await _made(found), "")
    return await _keep(task, [], [], "")


async def rest_step(task: Task) -> bool:
    """Make some more of those that are missing (fills `activity.ports.work`)."""
    if not available():
        return await _keep(task, [], [], "")
    last = int(task.cursor or task.reference - 1)
    found = await _without(await model_name(), last, AT_ONCE)
    return await _keep(task, found, await _made(found), str(found[-1]["id"]) if found else "")


async def _without(model: str, last: int, many: int) -> list[Row]:
    return await rows(
        f"""SELECT {TEXT} FROM idea i
           WHERE i.id > :last AND NOT EXISTS (SELECT 1 FROM idea_vector v WHERE v.idea_id = i.id AND v.model = :model)
           ORDER BY i.id LIMIT :many""",
        last=last,
        model=model,
        many=many,
    )


async def _made(found: Sequence[Row]) -> list[bytes]:
    """One after the other, so that a question that comes meanwhile waits for one text only."""
    texts = [text_of(each["title"], each["body"]) for each in found]
    return [(await in_its_thread(partial(_passage, text)))[0] for text in texts]


def _passage(text: str, model: Embedder) -> list[bytes]:
    return model.passages([text])


@in_transaction
async def _keep(task: Task, found: Sequence[Row], vectors: Sequence[bytes], further: str) -> bool:
    """Store them; the task goes on behind others from where it has come to, or ends."""
    if await tasks.hold(task) is None:
        return True
    name = await model_name() if found else ""
    for each, vector in zip(found, vectors, strict=True):
        await rows(
            """INSERT INTO idea_vector (idea_id, model, made_at, vector) VALUES (:id, :model, :made, :vector)
               ON CONFLICT (idea_id) DO UPDATE
               SET model = excluded.model, made_at = excluded.made_at, vector = excluded.vector""",
            id=each["id"],
            model=name,
            made=int(now().timestamp()),
            vector=vector,
        )
    if further:
        await tasks.wait_until(task, now(), cursor=further)
    else:
        await tasks.finish(task)
    return True


@in_transaction
async def _leave(idea_id: int) -> None:
    await leave_task(REST, idea_id, again=True)

"""What those who mistype may be led to, when a board is opened to everyone or isn't any more: some ideas at a time,
in the worker.

Opened, its words join the vocabulary. Closed, those leave it that a visitor finds nowhere else. (Whoever mistypes is
led to nothing that they don't find, with or without this; see `ideas.search.seeking`.)
"""

import asyncio
from collections.abc import Sequence

from activity import tasks
from activity.models import Task
from activity.operations import leave_task
from core.clock import now
from core.database import Row, in_transaction, row, rows
from ideas.filtering import Filters
from ideas.search.hits import FAR, Place, said_with_words, with_words
from ideas.search.indexing import PUBLIC, learn, vocabulary
from ideas.search.matching import needs_of
from ideas.visibility import visible_ideas

BOARD = "vocabulary"
"""The kind of task: for the board of its reference."""

AT_ONCE = 50
"""Ideas whose words are looked at by one step."""


async def audience_changed(board_id: int) -> None:
    """Have the vocabulary follow, within the change's own transaction."""
    await leave_task(BOARD, board_id, again=True)


async def step(task: Task) -> bool:
    """The words of some ideas of the board, and of what was said about them (fills `activity.ports.work`)."""
    board = await row("SELECT audience FROM board WHERE id = :id", id=task.reference)
    opened = bool(board and board["audience"] == "everyone")
    way, _, last = task.cursor.partition(":")
    after = int(last) if way == str(opened) else 0
    found = await rows(
        "SELECT id FROM idea WHERE board_id = :board AND id > :after ORDER BY id LIMIT :most",
        board=task.reference,
        after=after,
        most=AT_ONCE,
    )
    ids = [each["id"] for each in found]
    words = await _words(ids, "TRUE" if not opened else PUBLIC)
    lost = set() if opened else {word for word in words if not await _found(word)}
    return await _keep(task, words if opened else frozenset(), lost, f"{opened}:{ids[-1]}" if ids else "")


async def forget_words(words: frozenset[str]) -> None:
    """Inside an operation: those of these words leave the vocabulary that a visitor finds nowhere."""
    lost = [word for word in sorted(words) if not await _found(word)]
    if lost:
        await rows("DELETE FROM search_word WHERE word IN :words", words=lost)


async def _words(idea_ids: Sequence[int], condition: str) -> frozenset[str]:
    texts: list[Row] = await rows(
        f"""SELECT i.title, i.body FROM idea i JOIN board b ON b.id = i.board_id WHERE i.id IN :ids AND {condition}
            UNION ALL
            SELECT '', c.body FROM comment c JOIN idea i ON i.id = c.idea_id JOIN board b ON b.id = i.board_id
            WHERE i.id IN :ids AND c.audience = 'everyone' AND c.removed_at IS NULL AND c.hidden_at IS NULL
              AND {condition}
            UNION ALL
            SELECT t.name, '' FROM idea_tag it JOIN tag t ON t.id = it.tag_id JOIN idea i ON i.id = it.idea_id
              JOIN board b ON b.id = i.board_id WHERE i.id IN :ids AND {condition}""",
        ids=list(idea_ids) or [0],
    )
    whole = "\n".join(f"{each['title']}\n{each['body']}" for each in texts)
    return await asyncio.to_thread(vocabulary, whole)


async def _found(word: str) -> bool:
    """Whether a visitor finds the word anywhere."""
    place = Place(Filters(stage="all"), visible_ideas(None), None)
    needs = needs_of((word,))
    return bool(await with_words(needs, place, reach=FAR) or await said_with_words(needs, place))


@in_transaction
async def _keep(task: Task, learnt: frozenset[str], lost: set[str], further: str) -> bool:
    """Write it down; the task goes on behind others from where it has come to, or ends."""
    if await tasks.hold(task) is None:
        return True
    await learn(learnt)
    if lost:
        await rows("DELETE FROM search_word WHERE word IN :words", words=sorted(lost))
    if further:
        await tasks.wait_until(task, now(), cursor=further)
    else:
        await tasks.finish(task)
    return True

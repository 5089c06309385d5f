"""What may want the same: found by the likeness of words in the index, off the request where nobody waits for it, and
always decided by people."""

import re

from activity import tasks
from activity.models import Task
from core.clock import now
from core.database import Row, in_transaction, rows
from core.text import one_line
from ideas.loop import OPEN
from ideas.models import Idea
from ideas.queries import visible_idea
from ideas.search.similar import IN_SIGHT, MOST_ASKED, Match, closest, shown
from ideas.search.titled import with_words
from ideas.visibility import Where, visible_ideas
from people.models import Person
from triage.attention import needed
from triage.models import Why

BATCH = 500
"""So many ideas that an import brought are one task's."""
SLICE = 20
"""So many of them are looked at before others' tasks have their turn."""

LOOKING, AFTER_IMPORT = "duplicates", "import_duplicates"
"""The kinds of task: for one idea (its reference), and for the 500 that an import brought from its reference on."""

UNMERGED = IN_SIGHT & Where("i.stage <> 'merged'")
NUMBER = re.compile(r"#?(\d{1,18})|(?:\S*/)?ideas/(\d{1,18})(?:\D\S*)?")


async def candidates(idea_id: int, reader: Person, limit: int = 5) -> list[Row]:
    """What may want the same as this idea, the likest first, each with its `shared` words.

    Raises `NotFound` where the reader doesn't see the idea itself.
    """
    idea = await visible_idea(idea_id, reader)
    found = await closest(idea.title, idea.body, visible=visible_ideas(reader), limit=limit, but=(idea.id,))
    return await shown(found, reader)


async def search(text: str, reader: Person, limit: int = 10, *, but: int = 0) -> list[Row]:
    """Ideas to merge into: by number (#7), by address, or by words in their titles, wherever their spaces stand; where
    no title has the words, the likest. What was merged stands for what it went into; `but` is left out."""
    wanted = one_line(text)[:200]
    if number := NUMBER.fullmatch(wanted):
        found = await _by_number(int(number[1] or number[2]), reader)
        if found:
            return [each for each in found if each["id"] != but]
    if not wanted:
        return []
    ids = await with_words(wanted, visible_ideas(reader) & UNMERGED, limit, (but,))
    if ids:
        return await shown([Match(each, 0, [], False) for each in ids], reader)
    like = await closest(wanted, "", visible=visible_ideas(reader), limit=limit, but=(but,))
    return await shown(like, reader)


async def look_step(task: Task) -> bool:
    """Look once for what is like a new idea (fills `activity.ports.work`)."""
    matches = await _look("i.id = :first", first=task.reference, limit=1)
    return await _note(task, matches, "")


async def import_step(task: Task) -> bool:
    """The same for what an import brought in, some at a time (fills `activity.ports.work`)."""
    done, last = (int(part) for part in (task.cursor or f"0:{task.reference - 1}").split(":"))
    matches = await _look("i.id > :last AND i.source IS NOT NULL", last=last, limit=min(SLICE, BATCH - done))
    further = f"{done + len(matches)}:{max(matches)}" if matches else ""
    return await _note(task, matches, further if done + len(matches) < BATCH else "")


async def _look(which: str, **values: int) -> dict[int, list[Match]]:
    """For each of these ideas, what is most like it."""
    found = await rows(
        f"""SELECT i.id, i.title, substr(i.body, 1, :beginning) AS body FROM idea i
            WHERE {which} AND {UNMERGED.sql} AND i.stage IN :stages ORDER BY i.id LIMIT :limit""",
        **values,
        stages=[stage.value for stage in OPEN],
        beginning=MOST_ASKED,
    )
    return {
        each["id"]: await closest(
            each["title"], each["body"], visible=Where("TRUE"), limit=5, but=(each["id"],)
        )
        for each in found
    }


@in_transaction
async def _note(task: Task, matches: dict[int, list[Match]], further: str) -> bool:
    """The later of two that are clearly alike is shown beside the earlier."""
    if await tasks.hold(task) is None:
        return True
    for idea_id, found in matches.items():
        earlier = next((match for match in found if match.clear and match.id < idea_id), None)
        if earlier and await Idea.exists(id=idea_id, stage__in=OPEN):
            await needed([idea_id], Why.DUPLICATE, other=earlier.id, words=", ".join(earlier.shared))
    if further:
        await tasks.wait_until(task, now(), cursor=further)
    else:
        await tasks.finish(task)
    return True


async def _by_number(number: int, reader: Person) -> list[Row]:
    roots = await rows("SELECT COALESCE(merged_into_id, id) AS id FROM idea WHERE id = :id", id=number)
    return await shown([Match(each["id"], 0, [], False) for each in roots], reader)

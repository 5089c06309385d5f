"""What may want the same: found by likeness of words among a bounded number of ideas, off the request where nobody
waits for it, and always decided by people."""

import asyncio
import re
from collections.abc import Sequence

from activity import tasks
from activity.models import Task
from core.database import Row, along, in_transaction, rows
from core.text import one_line
from ideas.loop import OPEN
from ideas.models import Idea
from ideas.queries import visible_idea
from ideas.visibility import Where, visible_ideas
from people.models import Person
from triage.attention import needed
from triage.likeness import Likeness, Match, Text
from triage.models import Why

NEWEST, HOTTEST = 2000, 500
"""So many ideas are compared: the newest in any stage, and the hottest on the way."""
SEARCHED = 20_000
"""So many of the newest are searched for words in their titles."""
BEGINNING = 200
BATCH = 500

LOOKING, AFTER_IMPORT = "duplicates", "import_duplicates"
"""The kinds of task: for one idea (its reference), and for the 500 that an import brought from its reference on."""

IN_SIGHT = Where("NOT i.held AND i.hidden_at IS NULL AND i.stage NOT IN ('withdrawn', 'merged')")
NUMBER = re.compile(r"#?(\d{1,18})|(?:\S*/)?ideas/(\d{1,18})(?:\D\S*)?")


async def candidates(idea_id: int, reader: Person, limit: int = 5) -> list[Row]:
    """What may want the same as this idea, the likest first, each with its `shared` words.

    Raises `NotFound` where the reader doesn't see the idea itself.
    """
    idea = await visible_idea(idea_id, reader)
    one = Text(idea.id, idea.title, idea.body[:BEGINNING])
    found = await _closest([one], visible_ideas(reader), limit)
    return await _rows(found[one.id], reader)


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
    ids = await _by_words(wanted, reader, limit, but)
    if ids:
        return await _rows([Match(each, 0, [], False) for each in ids], reader)
    like = await _closest([Text(but, wanted, "")], visible_ideas(reader), limit)
    return await _rows(like[but], reader)


async def look_step(task: Task) -> bool:
    """Look once for what is like a new idea (fills `activity.ports.work`)."""
    return await _look(task, "i.id = :first")


async def import_step(task: Task) -> bool:
    """The same for what an import brought in, in one go (fills `activity.ports.work`)."""
    return await _look(task, "i.id >= :first AND i.source IS NOT NULL")


async def _look(task: Task, which: str) -> bool:
    found = await rows(
        f"""SELECT i.id, i.title, substr(i.body, 1, :beginning) AS body FROM idea i
            WHERE {which} AND {IN_SIGHT.sql} AND i.stage IN :stages ORDER BY i.id LIMIT :batch""",
        first=task.reference,
        stages=[stage.value for stage in OPEN],
        beginning=BEGINNING,
        batch=BATCH,
    )
    matches = await _closest([Text(**each) for each in found], Where("TRUE"), 5)
    return await _note(task, matches)


@in_transaction
async def _note(task: Task, matches: dict[int, list[Match]]) -> bool:
    """The later of two that are clearly alike is shown beside the earlier."""
    if await tasks.hold(task) is None:
        return True
    for idea_id, found in matches.items():
        earlier = next((match for match in found if match.clear and match.id < idea_id), None)
        if earlier and await Idea.exists(id=idea_id, stage__in=OPEN):
            await needed([idea_id], Why.DUPLICATE, other=earlier.id, words=", ".join(earlier.words))
    await tasks.finish(task)
    return True


async def _closest(those: Sequence[Text], visible: Where, limit: int) -> dict[int, list[Match]]:
    """For each of those, what is most like it; compared in a thread, for it takes a while."""
    if not those:
        return {}
    texts = await _texts(visible & IN_SIGHT)

    def compared() -> dict[int, list[Match]]:
        likeness = Likeness(texts)
        return {one.id: likeness.closest(one, limit) for one in those}

    return await asyncio.to_thread(compared)


async def _texts(where: Where) -> list[Text]:
    columns = "i.id, i.title, substr(i.body, 1, :beginning) AS body"
    found = await rows(
        f"""SELECT * FROM (SELECT {columns} FROM idea i {along()} WHERE {where.sql}
                           ORDER BY i.id DESC LIMIT :newest) newest
            UNION SELECT * FROM (SELECT {columns} FROM idea i {along("idea_hot")}
                                 WHERE {where.sql} AND i.stage IN :stages
                                 ORDER BY i.hot DESC, i.id DESC LIMIT :hottest) hottest""",
        **where.values,
        stages=[stage.value for stage in OPEN],
        beginning=BEGINNING,
        newest=NEWEST,
        hottest=HOTTEST,
    )
    return [Text(**each) for each in sorted(found, key=lambda each: int(each["id"]))]


async def _by_number(number: int, reader: Person) -> list[Row]:
    roots = await rows("SELECT COALESCE(merged_into_id, id) AS id FROM idea WHERE id = :id", id=number)
    return await _rows([Match(each["id"], 0, [], False) for each in roots], reader)


async def _by_words(text: str, reader: Person, limit: int, but: int) -> list[int]:
    where = visible_ideas(reader) & IN_SIGHT
    words = text.lower().split()[:6]
    asked = [f"replace(lower(title), ' ', '') LIKE :word_{place} ESCAPE '!'" for place in range(len(words))]
    found = await rows(
        f"""SELECT id FROM (SELECT i.id, i.title FROM idea i {along()} WHERE {where.sql}
                            ORDER BY i.id DESC LIMIT :searched) newest
            WHERE {" AND ".join(asked)} AND id <> :but ORDER BY id DESC LIMIT :limit""",
        **where.values,
        **{f"word_{place}": f"%{_escaped(word)}%" for place, word in enumerate(words)},
        searched=SEARCHED,
        but=but,
        limit=limit,
    )
    return [each["id"] for each in found]


def _escaped(word: str) -> str:
    return "".join(f"!{sign}" if sign in "!%_" else sign for sign in word)


async def _rows(matches: Sequence[Match], reader: Person) -> list[Row]:
    """The ideas of these matches that the reader sees, in their order."""
    where = visible_ideas(reader) & IN_SIGHT
    found = await rows(
        f"""SELECT i.id, i.title, i.lang, i.kind, i.stage, i.votes, i.votes_imported, i.comments,
                   b.slug AS board_slug, b.name AS board_name, b.lang AS board_lang
            FROM idea i JOIN board b ON b.id = i.board_id WHERE i.id IN :ids AND {where.sql}""",
        **{**where.values, "ids": [match.id for match in matches]},
    )
    by_id = {each["id"]: each for each in found}
    return [
        {**by_id[match.id], "shared": match.words, "likeness": match.score}
        for match in matches
        if match.id in by_id
    ]

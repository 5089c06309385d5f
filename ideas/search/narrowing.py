"""Where a search looks: the list's filters and the question's operators, as conditions on the idea `i`."""

import re
from dataclasses import replace

from core.database import on_sqlite, rows
from ideas.filtering import TAGGED, Filters
from ideas.loop import OPEN, Stage
from ideas.models import Kind
from ideas.search.asking import Asked
from ideas.search.cutting import normalised
from ideas.search.indexing import name_token
from ideas.search.matching import matching
from ideas.search.reaching import among_newest
from ideas.tags import normalised as normalised_tag
from ideas.visibility import WROTE, Where, audiences, visible_ideas
from people.models import Person

ANYWHERE = tuple(stage.value for stage in Stage if stage not in (Stage.MERGED, Stage.WITHDRAWN))
"""Where a question looks that names no stage: what was merged is met where it goes on."""

MOST_NAMESAKES = 50
MOST_IMPORTED = 5_000
"""Ideas that an import says somebody of one name wrote; the newest."""


async def narrowed(filters: Filters, question: Asked, reader: Person | None) -> tuple[Filters, Where]:
    """The filters with the operators in them, and the whole condition. An operator wins over the list's filter."""
    both = replace(
        filters,
        kind=question.kind or filters.kind,
        stage=question.stage or filters.stage,
        tag=normalised_tag(question.tag) or filters.tag,
        board=await _board(question.board, reader) if question.board else filters.board,
    )
    where = visible_ideas(reader) & _where(both, reader)
    if question.author:
        where &= await written_by(question.author)
    return both, where


def _where(filters: Filters, reader: Person | None) -> Where:
    where = Where("TRUE")
    if filters.stage in list(Stage):
        where &= Where("i.stage = :stage", {"stage": filters.stage})
    else:
        stages = [stage.value for stage in OPEN] if filters.stage == "open" else list(ANYWHERE)
        where &= Where("i.stage IN :stages", {"stages": stages})
    if filters.kind in list(Kind):
        where &= Where("i.kind = :kind", {"kind": filters.kind})
    if filters.board:
        where &= Where("i.board_id = (SELECT id FROM board WHERE slug = :board)", {"board": filters.board})
    if filters.tag:
        where &= Where(TAGGED, {"tag": filters.tag})
    if filters.mine:
        where &= Where(f"i.id IN ({WROTE % {'them': '= :me'}})", {"me": reader.id if reader else 0})
    if filters.unanswered:
        where &= Where("i.answered_at IS NULL")
    return where


async def _board(named: str, reader: Person | None) -> str:
    """The address of the visible board that is called so, by address or name; else what was given, which is none."""
    boards = await rows(
        "SELECT slug, name FROM board WHERE audience IN :audiences", audiences=audiences(reader)
    )
    wanted = _bare(named)
    return next((each["slug"] for each in boards if wanted in (each["slug"], _bare(each["name"]))), named)


async def written_by(named: str) -> Where:
    """Written by somebody with this name, first name or handle, here or where it was imported from."""
    handle = named.removeprefix("@").lower()
    name = "lower(name)" if on_sqlite() else 'lower(name) COLLATE "C"'
    people = await rows(
        f"""SELECT id, name, handle FROM person WHERE handle = :low OR ({name} >= :low AND {name} < :high)
            ORDER BY {name}, id LIMIT :most""",
        low=handle,
        high=handle + "\U0010ffff",
        most=MOST_NAMESAKES,
    )
    wanted = _bare(named)
    writers = [
        each["id"]
        for each in people
        if each["handle"] == handle or wanted in (_bare(each["name"]), _bare(each["name"].split(" ")[0]))
    ]
    said_by = (((name_token(named),),),)
    imported = f"SELECT id FROM ({among_newest('idea', ':said_by', 'CAST(:imported AS INTEGER)')}) AS said"
    return Where(
        f"i.id IN ({WROTE % {'them': 'IN :writers'}} UNION ALL {imported})",
        {"writers": writers, "said_by": matching(said_by), "imported": MOST_IMPORTED},
    )


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", normalised(text))

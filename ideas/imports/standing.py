"""What of a batch stands here already, and what a row would change about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.database import moment, rows
from ideas.events import IdeaEvent
from ideas.imports.rows import Wanted


@dataclass(frozen=True)
class Standing:
    """An idea that an earlier import made. `retagged`: somebody here has changed its tags."""

    id: int
    title: str
    body: str
    votes: int
    created: datetime
    edited: bool
    retagged: bool
    tags: frozenset[str]


async def standing(source: str, source_ids: Sequence[str]) -> dict[str, Standing]:
    """The ideas of this source that stand here, by their source ids."""
    found = await rows(
        """SELECT id, source_id, title, body, votes_imported, created_at, edited_at FROM idea
           WHERE source = :source AND source_id IN :ids""",
        source=source,
        ids=source_ids,
    )
    ids = [each["id"] for each in found]
    tags, retagged = await _tags(ids), await _retagged(ids)
    return {
        each["source_id"]: Standing(
            id=each["id"],
            title=each["title"],
            body=each["body"],
            votes=each["votes_imported"],
            created=moment(each["created_at"]),
            edited=each["edited_at"] is not None,
            retagged=each["id"] in retagged,
            tags=frozenset(tags.get(each["id"], ())),
        )
        for each in found
    }


async def _tags(ids: Sequence[int]) -> Mapping[int, set[str]]:
    found = await rows(
        "SELECT it.idea_id, t.name FROM idea_tag it JOIN tag t ON t.id = it.tag_id WHERE it.idea_id IN :ids",
        ids=ids,
    )
    tags: dict[int, set[str]] = {}
    for each in found:
        tags.setdefault(each["idea_id"], set()).add(each["name"])
    return tags


async def _retagged(ids: Sequence[int]) -> set[int]:
    found = await rows(
        """SELECT DISTINCT subject_id AS id FROM event
           WHERE subject_type = 'idea' AND subject_id IN :ids AND in_story AND action = :action""",
        ids=ids,
        action=IdeaEvent.RETAGGED.value,
    )
    return {each["id"] for each in found}


def changes(wanted: Wanted, here: Standing) -> tuple[str, ...]:
    """What the row would change. What somebody edited here stays as they left it; a vote total follows its source."""
    changed = []
    if not here.edited and wanted.title != here.title:
        changed.append("title")
    if not here.edited and wanted.body is not None and wanted.body != here.body:
        changed.append("body")
    if wanted.votes is not None and wanted.votes != here.votes:
        changed.append("votes")
    if not here.retagged and wanted.tags is not None and frozenset(wanted.tags) != here.tags:
        changed.append("tags")
    return tuple(changed)


def is_another(wanted: Wanted, here: Standing) -> bool:
    """Whether what stands under this source id was something else: it was created at another time."""
    return wanted.created is not None and wanted.created != here.created

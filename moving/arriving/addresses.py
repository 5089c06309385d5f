"""Where ideas stood before they moved in. An address is kept by what doesn't change in it: its numbers.

| where | address there | kept as |
|---|---|---|
| Fider | `/posts/{number}/{slug}` | `/posts/{number}` |
| UserVoice | `/forums/{forum}-{slug}/suggestions/{id}-{slug}` | `/suggestions/{id}` |
| GitHub | the path of `html_url` | the same |
"""

import re
from collections.abc import AsyncIterator, Mapping

from core.clock import now
from core.database import row, rows
from ideas.visibility import visible_ideas
from people.models import Person

LONGEST = 300
PAGE = 1000

FORMS = (
    (re.compile(r"(/posts/\d{1,18})(?:/[^/]*)?/?", re.ASCII), r"\1"),
    (re.compile(r"/forums/[^/]+(/suggestions/\d{1,18})(?:-[^/]*)?/?", re.ASCII), r"\1"),
    (re.compile(r"(/[\w.-]+/[\w.-]+/(?:issues|discussions)/\d{1,18})/?", re.ASCII), r"\1"),
)


def key_of(path: str) -> str:
    """As which this path of an address is kept, or "" where no importer keeps such a one."""
    for form, kept in FORMS:
        if found := form.fullmatch(path):
            return found.expand(kept)[:LONGEST]
    return ""


async def leads_to(path: str, reader: Person | None) -> int | None:
    """The idea that once stood at this address, where the reader may see it."""
    key, where = key_of(path), visible_ideas(reader)
    if not key:
        return None
    found = await row(
        f"SELECT i.id FROM old_address a JOIN idea i ON i.id = a.idea_id WHERE a.path = :path AND ({where.sql})",
        path=key,
        **where.values,
    )
    return int(found["id"]) if found else None


async def lead(wanted: Mapping[str, int]) -> set[str]:
    """Inside a transaction: these paths lead to these ideas. Gives those that lead to others already, and still do."""
    found = await rows("SELECT path, idea_id FROM old_address WHERE path IN :paths", paths=sorted(wanted))
    here = {each["path"]: int(each["idea_id"]) for each in found}
    for path in sorted(wanted.keys() - here.keys()):
        await rows(
            """INSERT INTO old_address (created_at, path, idea_id) VALUES (:now, :path, :idea)
               ON CONFLICT (path) DO NOTHING""",
            now=now(),
            path=path,
            idea=wanted[path],
        )
    return {path for path, idea in here.items() if wanted[path] != idea}


async def every_address() -> AsyncIterator[tuple[str, int]]:
    """All of them, with the ideas that they lead to, in the order in which they came."""
    last = 0
    while found := await rows(
        "SELECT id, path, idea_id FROM old_address WHERE id > :last ORDER BY id LIMIT :page",
        last=last,
        page=PAGE,
    ):
        for each in found:
            yield each["path"], int(each["idea_id"])
        last = int(found[-1]["id"])

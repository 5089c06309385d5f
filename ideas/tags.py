"""Tags: words that ideas are found by, the same however they are written."""

import re

from core.clock import now
from core.database import in_transaction, rows
from core.errors import Invalid
from core.paging import decode, encode
from core.text import one_line
from core.words import _, ngettext
from ideas.visibility import visible_ideas
from people.models import Person

MOST = 8
LONGEST = 40


def parsed(text: str) -> list[str]:
    """Tags from a line like `엑셀, export #mobile`: separated by commas, semicolons or line ends; in order, each once.

    Raises `Invalid` for field `tags`.
    """
    names = [name for part in re.split(r"[,;\n]+", text) if (name := normalised(part))]
    names = list(dict.fromkeys(names))
    if len(names) > MOST:
        raise Invalid({"tags": ngettext("Use %(num)s tag at most.", "Use %(num)s tags at most.", MOST)})
    for name in names:
        if len(name) > LONGEST:
            raise Invalid(
                {"tags": _("A tag may have %(most)s characters: “%(tag)s…”", most=LONGEST, tag=name[:20])}
            )
    return names


def normalised(name: str) -> str:
    """The one way to write a tag: lower case, no #, single spaces, nothing that would break out of a line."""
    return one_line(name).lstrip("#").strip().casefold()


@in_transaction
async def set_tags(idea_id: int, names: list[str]) -> tuple[list[str], list[str]]:
    """Give the idea exactly these (parsed) tags; returns what was added and what was removed."""
    before = await tags_of(idea_id)
    added = [name for name in names if name not in before]
    removed = [name for name in before if name not in names]
    for name in added:
        await rows(
            "INSERT INTO tag (name, created_at) VALUES (:name, :now) ON CONFLICT DO NOTHING",
            name=name,
            now=now(),
        )
        await rows(
            """INSERT INTO idea_tag (idea_id, tag_id) SELECT CAST(:idea AS BIGINT), id FROM tag WHERE name = :name
               ON CONFLICT DO NOTHING""",
            idea=idea_id,
            name=name,
        )
    if removed:
        await rows(
            "DELETE FROM idea_tag WHERE idea_id = :idea AND tag_id IN (SELECT id FROM tag WHERE name IN :names)",
            idea=idea_id,
            names=removed,
        )
    return added, removed


async def list_tags(
    reader: Person | None, *, q: str = "", after: str = "", limit: int = 50
) -> tuple[list[str], str | None]:
    """The tags of all ideas that the reader sees, in their order, those that begin with `q`; and the cursor of the next
    page."""
    where, key = visible_ideas(reader), decode(after) if after else None
    begun = "".join(f"!{sign}" if sign in "!%_" else sign for sign in normalised(q)[:LONGEST])
    found = await rows(
        f"""SELECT t.id, t.name FROM tag t WHERE t.name LIKE :q ESCAPE '!' AND t.name > :after AND EXISTS (
              SELECT 1 FROM idea_tag it JOIN idea i ON i.id = it.idea_id WHERE it.tag_id = t.id AND {where.sql})
            ORDER BY t.name LIMIT :limit""",
        **where.values,
        q=f"{begun}%",
        after=str(key[0]) if key else "",
        limit=limit + 1,
    )
    names = [each["name"] for each in found[:limit]]
    return names, encode((names[-1], found[limit - 1]["id"])) if len(found) > limit else None


async def tags_of(idea_id: int) -> list[str]:
    found = await rows(
        "SELECT t.name FROM idea_tag it JOIN tag t ON t.id = it.tag_id WHERE it.idea_id = :idea ORDER BY it.id",
        idea=idea_id,
    )
    return [each["name"] for each in found]

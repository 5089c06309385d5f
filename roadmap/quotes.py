"""The complainers' own words in an improvement: a passage is taken as it was written, and shown as long as it can be
read where it was said."""

import re
from collections.abc import Mapping, Sequence

from core.database import Row, on_sqlite, rows
from core.text import clean
from core.words import _
from ideas.visibility import Where, visible_ideas
from people.models import Person

LONGEST = 600

HERE = "(i.id = :complaint OR i.merged_into_id = :complaint)"
SAID = f"""SELECT i.title AS words FROM idea i WHERE {HERE} UNION ALL SELECT i.body FROM idea i WHERE {HERE}
    UNION ALL SELECT c.body FROM comment c JOIN idea i ON i.id = c.idea_id WHERE {HERE}
      AND c.audience = 'everyone' AND c.removed_at IS NULL AND c.hidden_at IS NULL"""


async def found(quotes: Mapping[int, str]) -> tuple[dict[int, str], dict[int, str]]:
    """Each quote exactly as it stands in the complaint's title, body or public comments, or in those of what was
    merged into it; spaces and line ends count as one another. Then what is wrong with those that don't stand there."""
    exact: dict[int, str] = {}
    wrong: dict[int, str] = {}
    for complaint, given in quotes.items():
        words = clean(given)
        if len(words) > LONGEST:
            wrong[complaint] = _("This has at most %(number)s characters.", number=LONGEST)
            continue
        said = await rows(SAID, complaint=complaint) if words else []
        exact[complaint] = _passage(words, [each["words"] for each in said])
        if words and not exact[complaint]:
            wrong[complaint] = _(
                "This doesn't stand there word for word. Copy a passage from its title, its text or a public comment."
            )
    return exact, wrong


async def said_about(complaint: int, *, limit: int = 40) -> list[Row]:
    """What can be quoted, for whoever writes an improvement: texts and public comments with who said them."""
    return await rows(
        f"""SELECT i.body AS words, i.lang, p.name AS name, i.author_name AS given, 0 AS place FROM idea i
            LEFT JOIN person p ON p.id = i.author_id WHERE {HERE} AND i.body <> ''
            UNION ALL SELECT c.body, c.lang, p.name, '', c.id FROM comment c JOIN idea i ON i.id = c.idea_id
            LEFT JOIN person p ON p.id = c.author_id WHERE {HERE} AND c.audience = 'everyone'
              AND c.removed_at IS NULL AND c.hidden_at IS NULL
            ORDER BY place LIMIT :limit""",
        complaint=complaint,
        limit=limit,
    )


def _passage(words: str, texts: Sequence[str]) -> str:
    pattern = re.compile(r"\s+".join(re.escape(word) for word in words.split()))
    return next((match[0] for text in texts if (match := pattern.search(text))), "")


def standing(reader: Person | None) -> Where:
    """For a query in which `a` is the answered complaint's row: whether this reader can read its quote where it was
    said. Words that were edited since stand in the history of their text; removed or hidden ones are gone here too."""
    where = visible_ideas(reader)
    has = "instr(%s, a.quote) > 0" if on_sqlite() else "strpos(%s, a.quote) > 0"
    return Where(
        f"""EXISTS (SELECT 1 FROM idea i WHERE (i.id = a.complaint_id OR i.merged_into_id = a.complaint_id)
            AND {where.sql} AND ({has % "i.title"} OR {has % "i.body"}
              OR EXISTS (SELECT 1 FROM revision r WHERE r.idea_id = i.id
                         AND ({has % "r.title"} OR {has % "r.body"}))
              OR EXISTS (SELECT 1 FROM comment c WHERE c.idea_id = i.id AND c.audience = 'everyone'
                         AND c.removed_at IS NULL AND c.hidden_at IS NULL AND ({has % "c.body"}
                           OR EXISTS (SELECT 1 FROM comment_revision cr WHERE cr.comment_id = c.id
                                      AND {has % "cr.body"})))))""",
        where.values,
    )

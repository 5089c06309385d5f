"""Comments by their ids, for whatever names them: feeds, notices."""

from collections.abc import Sequence

from core.asking import Question
from core.database import Row, moment, rows
from ideas.visibility import visible_comments
from people.models import Person


def readable(comment_ids: Sequence[int], reader: Person | None) -> Question[set[int]]:
    """Those of these comments that the reader may read, also where only a tombstone stands."""
    where = visible_comments(reader)
    return Question(
        f"SELECT c.id FROM comment c JOIN idea i ON i.id = c.idea_id WHERE c.id IN :ids AND {where.sql}",
        "id",
        {**where.values, "ids": list(comment_ids)},
        lambda found: {each["id"] for each in found},
    )


async def said(comment_ids: Sequence[int], reader: Person | None) -> dict[int, Row]:
    """Those of these comments that the reader may read and that still stand: body_html, lang, edited_at."""
    where = visible_comments(reader)
    found = await rows(
        f"""SELECT c.id, c.body_html, c.lang, c.edited_at FROM comment c JOIN idea i ON i.id = c.idea_id
            WHERE c.id IN :ids AND c.removed_at IS NULL AND c.hidden_at IS NULL AND {where.sql}""",
        **{**where.values, "ids": list(comment_ids)},
    )
    return {each["id"]: {**each, "edited_at": moment(each["edited_at"])} for each in found}

"""The stored numbers of comments: an idea's own and those of what was merged into it.

`comments` counts what everyone reads who sees the idea: public comments here, and those of merged-in ideas that stand
in sight on the same board. `staff_comments` counts the rest. Removed and hidden ones count nowhere.
"""

from core.database import rows

STANDS = "c.removed_at IS NULL AND c.hidden_at IS NULL"

MERGED_IN = f"""FROM idea s JOIN comment c ON c.idea_id = s.id
                WHERE s.merged_into_id = idea.id AND {STANDS}"""

IN_SIGHT = "c.audience = 'everyone' AND s.board_id = idea.board_id AND NOT s.held AND s.hidden_at IS NULL"

COUNTED = f"""UPDATE idea SET
    comments =
        (SELECT count(*) FROM comment c WHERE c.idea_id = idea.id AND c.audience = 'everyone' AND {STANDS})
        + (SELECT count(*) {MERGED_IN} AND {IN_SIGHT}),
    staff_comments =
        (SELECT count(*) FROM comment c WHERE c.idea_id = idea.id AND c.audience <> 'everyone' AND {STANDS})
        + (SELECT count(*) {MERGED_IN} AND NOT ({IN_SIGHT}))
    WHERE id = :idea OR id = (SELECT m.merged_into_id FROM idea m WHERE m.id = :idea)"""


async def count(idea_id: int) -> None:
    """Inside a transaction: bring the numbers of this idea, and of the one that it was merged into, in line."""
    await rows(COUNTED, idea=idea_id)

"""Which merges are live: what leads where, and what can be undone."""

from core.asking import Question
from core.database import Row, moment
from triage.models import Merge


def merges_of(root_id: int) -> Question[dict[int, int]]:
    """By which live merge each of these ideas came here, be it through another: source to merge."""
    return Question(
        """SELECT m.id, m.source_id FROM merge m JOIN idea i ON i.id = m.source_id
           WHERE i.merged_into_id = :root AND m.undone_at IS NULL""",
        "id source_id",
        {"root": root_id},
        lambda found: {each["source_id"]: each["id"] for each in found},
    )


async def merge_by_id(merge_id: int) -> Merge | None:
    return await Merge.get_or_none(id=merge_id)


def merge_of(source_id: int) -> Question[Row | None]:
    """The live merge by which this idea went where it is: its id, when, and who did it."""
    return Question(
        """SELECT m.id, m.created_at, p.id AS by_id, p.name AS by_name FROM merge m LEFT JOIN person p ON p.id = m.by_id
           WHERE m.source_id = :source AND m.undone_at IS NULL""",
        "id created_at by_id by_name",
        {"source": source_id},
        lambda found: {**found[0], "created_at": moment(found[0]["created_at"])} if found else None,
    )

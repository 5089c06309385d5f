"""Which merges are live: what leads where, and what can be undone."""

from core.database import rows
from triage.models import Merge


async def merges_of(root_id: int) -> dict[int, int]:
    """By which live merge each of these ideas came here, be it through another: source to merge."""
    found = await rows(
        """SELECT m.id, m.source_id FROM merge m JOIN idea i ON i.id = m.source_id
           WHERE i.merged_into_id = :root AND m.undone_at IS NULL""",
        root=root_id,
    )
    return {each["source_id"]: each["id"] for each in found}


async def merge_by_id(merge_id: int) -> Merge | None:
    return await Merge.get_or_none(id=merge_id)


async def merge_of(source_id: int) -> Merge | None:
    """The live merge by which this idea went where it is."""
    return await Merge.get_or_none(source_id=source_id, undone_at=None).select_related("target", "by")

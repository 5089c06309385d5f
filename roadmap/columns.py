"""The order of a column: by hand while things are under way, the latest first where they have come to an end."""

from core.database import row, rows
from roadmap.models import Item, ItemStage


async def end_of(stage: ItemStage) -> int:
    """The position behind all that stands in a column."""
    found = await row("SELECT max(position) AS last FROM item WHERE stage = :stage", stage=stage.value)
    return 0 if found is None or found["last"] is None else int(found["last"]) + 1


async def put(item: Item, place: int) -> None:
    """Inside a transaction: this item at this place of its column, counted from 0; the others close up around it."""
    others = await rows(
        "SELECT id, position FROM item WHERE stage = :stage AND id <> :id ORDER BY position, id",
        stage=item.stage.value,
        id=item.id,
    )
    place = max(0, min(place, len(others)))
    for at, other in enumerate(others):
        wanted = at + (at >= place)
        if other["position"] != wanted:
            await rows("UPDATE item SET position = :at WHERE id = :id", at=wanted, id=other["id"])
    item.position = place
    await item.save(update_fields=["position"])

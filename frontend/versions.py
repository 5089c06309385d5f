"""How a text read over time, as its history page shows it: each version as what changed from the one before."""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from core.database import Row
from core.text import changes

OPERATIONS = {"same": "same", "new": "added", "gone": "removed"}


async def versions(
    past: list[Row], *, author: Any, begun_at: datetime, editors: Mapping[int, Any] | None = None
) -> list[Row]:
    """The versions of an idea or a comment, newest first, from rows that stand oldest first. `editors` are those who
    are named, by their ids, of whom one (`editor_id`) ended a version by the next; else all are the author's.

    Comparing texts keeps a processor busy, so it happens beside the event loop.
    """
    return await asyncio.to_thread(_versions, past, author, begun_at, editors or {})


def _versions(past: list[Row], author: Any, begun_at: datetime, editors: Mapping[int, Any]) -> list[Row]:
    made = []
    for before, each in zip([{}, *past], past, strict=False):
        if not before and not each["earliest"]:
            continue  # older than the page reaches: only there to be compared with
        title = each.get("title", "")
        made.append(
            {
                "at": before.get("created_at", begun_at),
                "editor": editors.get(before["editor_id"]) if before.get("editor_id") else author,
                "first": each["earliest"],
                "title": _compared(before.get("title", ""), title) if before.get("title") != title else [],
                "body": _compared(before.get("body", ""), each["body"]),
            }
        )
    return made[::-1]


def _compared(before: str, after: str) -> list[tuple[str, str]]:
    return [(OPERATIONS[kind], text) for kind, text in changes(before, after)]

"""What lists must know before they are read: the boards, and the ideas that few have seen yet.

Both are small, the same for every reader, and kept for a second; who may see what is asked of each page all the same.
"""

from dataclasses import dataclass
from datetime import timedelta

from core.clock import now
from core.database import Row, along, rows
from core.kept import Kept
from ideas.loop import OPEN

ENOUGH = 500
"""So often an idea stands on a page of a list before it has to stand there by its rank alone. Being seen 30 times takes
much less; by 500 a good idea has found the votes that show it (`bench/chances.py`)."""
YOUNG_FOR = timedelta(days=14)
"""So long an idea may wait for that."""
MOST = 500
"""So many newcomers take turns at a time, the least seen first."""

BOARD = (
    "id",
    "slug",
    "name",
    "lang",
    "about",
    "audience",
    "promise_days",
    "hold_for_review",
    "hide_counts",
    "archived_at",
)
"""What pages show of a board."""


@dataclass(frozen=True)
class Ground:
    """A board, as far as lists go by it. `quiet`: it hides its counts."""

    id: int
    slug: str
    audience: str
    quiet: bool


@dataclass(frozen=True)
class Newcomer:
    """An idea on the way that fewer than `ENOUGH` have seen."""

    id: int
    views: int
    board: int
    kind: str


@dataclass(frozen=True)
class Known:
    """`grounds` are all boards; `boards` those that aren't archived, as pages show them, in their order."""

    grounds: tuple[Ground, ...]
    boards: tuple[Row, ...]
    newcomers: tuple[Newcomer, ...]


_kept: Kept[Known] = Kept()


async def known() -> Known:
    """All boards, and the newcomers that are held or hidden nowhere."""
    return await _kept.get(_look)


async def _look() -> Known:
    found = await rows(
        f"""SELECT {", ".join(f"b.{name}" for name in BOARD)}, b.position, NULL AS idea_id, NULL AS views,
                   NULL AS kind, NULL AS board_id
            FROM board b
            UNION ALL
            SELECT {", ".join("NULL" for _ in BOARD)}, NULL, n.* FROM (
              SELECT e.idea_id, e.views, i.kind, i.board_id
              FROM exposure e {along("exposure_least")} JOIN idea i ON i.id = e.idea_id
              WHERE e.views < :enough AND e.created_at > :since AND i.stage IN :stages
                AND NOT i.held AND i.hidden_at IS NULL
              ORDER BY e.views, e.idea_id LIMIT :most
            ) n""",
        enough=ENOUGH,
        since=now() - YOUNG_FOR,
        stages=[stage.value for stage in OPEN],
        most=MOST,
    )
    boards = sorted((each for each in found if each["id"]), key=lambda each: (each["position"], each["id"]))
    grounds = [
        Ground(each["id"], each["slug"], each["audience"], bool(each["hide_counts"])) for each in boards
    ]
    newcomers = [
        Newcomer(each["idea_id"], each["views"], each["board_id"], each["kind"])
        for each in found
        if each["idea_id"]
    ]
    shown = [{name: each[name] for name in BOARD} for each in boards if not each["archived_at"]]
    return Known(tuple(grounds), tuple(shown), tuple(newcomers))

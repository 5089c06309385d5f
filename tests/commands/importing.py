"""Importing a file in a test, as `madang import ideas` does it inside."""

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from commands.importing.ideas import Import, Order
from commands.importing.reports import reporting
from ideas.imports.rows import Unsaid
from ideas.imports.taking import Outcome
from ideas.models import Idea, Kind

Row = dict[str, Any]


def a_row(number: int = 1, **fields: Any) -> Row:
    """What a row must have; `fields` add to it."""
    return {"source_id": str(number), "title": f"Idea number {number}", **fields}


def jsonl(folder: Path, *rows: Row | str, name: str = "ideas.jsonl") -> Path:
    """A file of JSON Lines; a string stands in it as it is."""
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path = folder / name
    path.write_text("".join(f"{line}\n" for line in lines))
    return path


def a_csv(
    folder: Path, header: Sequence[str], *rows: Sequence[str], encoding: str = "utf-8", **dialect: Any
) -> Path:
    path = folder / "ideas.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, **dialect).writerows([header, *rows])
    return path


@dataclass(frozen=True)
class Done:
    outcome: Outcome
    left_out: int

    @property
    def figures(self) -> tuple[int, int, int, int]:
        """Taken, updated, unchanged, left out."""
        return self.outcome.taken, self.outcome.updated, self.outcome.unchanged, self.left_out


async def imported(
    path: Path,
    *,
    source: str = "elsewhere",
    board: str = "",
    zone: str = "UTC",
    report: Path | None = None,
    **order: Any,
) -> Done:
    unsaid = Unsaid(Kind.IDEA, board, ZoneInfo(zone))
    with reporting(report, besides=path) as left_out:
        outcome = await Import(Order(path, source, unsaid, **order), left_out).run()
    return Done(outcome, left_out.count)


async def idea(source_id: str = "1", source: str = "elsewhere") -> Idea:
    return await Idea.get(source=source, source_id=source_id)

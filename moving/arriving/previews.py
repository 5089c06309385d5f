"""What would become of a file, before anything is written."""

import asyncio
from dataclasses import dataclass, field
from itertools import islice

from ideas.imports.places import Places
from ideas.imports.taking import BATCH, take
from moving.arriving.files import File
from moving.arriving.mapped import Read, read_rows
from moving.arriving.tally import Tally
from moving.arriving.uploads import opened, unsaid
from moving.models import Upload

SHOWN = 10
TRIED = 5_000
"""So many rows of a file are tried out while somebody waits for the page."""


@dataclass
class Preview:
    """The first rows with what would become of them, and the figures of the first `tried` rows."""

    columns: list[str]
    rows: list[Read] = field(default_factory=list)
    tried: int = 0
    tally: Tally = field(default_factory=Tally)
    left_out: int = 0


async def preview(upload: Upload) -> Preview:
    """A dry run of the file's beginning. Without a board or a needed column, only its columns are told."""
    places = await Places.known(create=False)
    with opened(upload) as file:
        made = Preview(file.columns)
        if not places.knows(upload.board) or not {"source_id", "title"} <= upload.columns.keys():
            return made
        found = await asyncio.to_thread(_read, file, upload, places)
    made.rows, made.tried = found[:SHOWN], len(found)
    for start in range(0, len(found), BATCH):
        await _try(found[start : start + BATCH], upload, places, made)
    return made


def _read(file: File, upload: Upload, places: Places) -> list[Read]:
    return list(islice(read_rows(file, upload.columns, places, unsaid(upload)), TRIED))


async def _try(batch: list[Read], upload: Upload, places: Places, made: Preview) -> None:
    wanted = [(each.line, each.wanted) for each in batch if each.wanted]
    done = await take(wanted, source=upload.source, places=places, dry_run=True)
    made.tally.add(Tally(done.taken, done.unchanged, done.updated))
    made.left_out += len(batch) - len(wanted) + len(done.left_out)

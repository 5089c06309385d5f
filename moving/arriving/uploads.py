"""Files that admins bring: kept until they were imported, with what was chosen for them."""

import asyncio
import tempfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

from activity.models import Audience
from activity.operations import leave_task, record
from core.database import in_transaction
from core.errors import Invalid, NotAllowed, NotFound, Refused
from core.text import one_line, slug
from core.words import _, locale
from ideas.imports.places import Places
from ideas.imports.rows import FIELDS, LONGEST_SOURCE, NEEDED, Unsaid
from ideas.models import Kind
from moving.arriving.files import File
from moving.arriving.guessing import guessed
from moving.events import ArrivalEvent
from moving.models import LeftRow, State, Upload
from moving.models import Mapping as Named
from people.models import Person

LARGEST = 20 << 20
"""Bytes of a file that is brought through a page; the command line takes any."""

ARRIVING = "arriving"
"""The kind of task that imports an upload."""

COLUMN = "column-"
"""Begins the names of the fields of a form in which a column is chosen."""

LONGEST_NAME = 60


async def bring(name: str, content: bytes, *, by: Person) -> Upload:
    """Keep a file and guess which column is what. Raises `Invalid` for field `file` where it can't be read."""
    _demand_admin(by)
    if not content:
        raise Invalid({"file": _("Choose a file.")})
    if len(content) > LARGEST:
        raise Invalid({"file": _("A file has at most %(most)s MB here.", most=LARGEST >> 20)})
    title = one_line(Path(name).name)[:200] or "file.csv"
    upload = Upload(by_id=by.id, name=title, content=zlib.compress(content), source=slug(Path(title).stem))
    try:
        columns, total = await asyncio.to_thread(_looked, upload)
    except Refused as reason:
        raise Invalid({"file": reason.sentence}) from None
    upload.columns, upload.total, upload.locale = guessed(columns), total, locale()
    await upload.save()
    return upload


def _looked(upload: Upload) -> tuple[list[str], int]:
    with opened(upload) as file:
        return file.columns, sum(1 for _row in file.rows())


@contextmanager
def opened(upload: Upload) -> Iterator[File]:
    """The file, on disk while it is read."""
    with tempfile.TemporaryDirectory(prefix="madang-") as folder:
        path = Path(folder) / f"upload{Path(upload.name).suffix.lower()}"
        path.write_bytes(zlib.decompress(upload.content))
        yield File(path)


async def upload_for(upload_id: int, by: Person) -> Upload:
    _demand_admin(by)
    found = await Upload.get_or_none(id=upload_id)
    if found is None:
        raise NotFound
    return found


async def uploads(by: Person) -> list[Upload]:
    """The latest, newest first."""
    _demand_admin(by)
    return await Upload.all().order_by("-id").limit(20)


async def mappings(by: Person) -> list[Named]:
    _demand_admin(by)
    return await Named.all().order_by("name")


async def choose(upload_id: int, given: Mapping[str, str], *, by: Person) -> Upload:
    """Say which column is which field (as `column-title`), and what holds for all rows. Raises `Invalid` by these
    names."""
    upload = await _draft(upload_id, by)
    with opened(upload) as file:
        there = file.columns
    upload.columns = _columns(given, there)
    upload.source, upload.zone = one_line(given.get("source", "")), one_line(given.get("zone", ""))
    upload.board, kind = one_line(given.get("board", "")), given.get("kind", "")
    upload.kind = Kind(kind) if kind in list(Kind) else Kind.IDEA
    wrong = await _wrong(upload)
    if wrong:
        raise Invalid(wrong)
    await upload.save()
    return upload


def _columns(given: Mapping[str, str], there: Sequence[str]) -> dict[str, str]:
    chosen = {field: given.get(COLUMN + field, "") for field in FIELDS}
    return {field: column for field, column in chosen.items() if column in there}


def as_given(columns: Mapping[str, str]) -> dict[str, str]:
    """A mapping as a form gives it."""
    return {COLUMN + field: column for field, column in columns.items()}


async def _wrong(upload: Upload) -> dict[str, str]:
    wrong = {
        COLUMN + field: _("Choose the column for this.") for field in NEEDED if field not in upload.columns
    }
    if not 1 <= len(upload.source) <= LONGEST_SOURCE:
        wrong["source"] = _("A source's name has 1 to %(most)s characters.", most=LONGEST_SOURCE)
    if not (await Places.known(create=False)).knows(upload.board):
        wrong["board"] = _("Choose a board.")
    try:
        ZoneInfo(upload.zone)
    except (KeyError, ValueError, OSError):
        wrong["zone"] = _("There is no time zone “%(zone)s”; one is Asia/Seoul.", zone=upload.zone[:64])
    return wrong


@in_transaction
async def keep_mapping(upload_id: int, name: str, *, by: Person) -> None:
    """Keep what was chosen for this file under a name; the name's earlier mapping gives way."""
    upload = await _draft(upload_id, by)
    title = one_line(name)
    if not 1 <= len(title) <= LONGEST_NAME:
        raise Invalid({"name": _("A name has 1 to %(most)s characters.", most=LONGEST_NAME)})
    await Named.update_or_create({"columns": upload.columns}, name=title)


@in_transaction
async def begin(upload_id: int, *, by: Person) -> None:
    """Leave the import to the worker."""
    upload = await _draft(upload_id, by)
    if wrong := await _wrong(upload):
        raise Invalid(wrong)
    await Upload.filter(id=upload.id).update(state=State.WAITING)
    await leave_task(ARRIVING, upload.id)
    about = ("upload", upload.id)
    await record(ArrivalEvent.UPLOADED, by=by, about=about, audience=Audience.STAFF, rows=upload.total)


@in_transaction
async def forget(upload_id: int, *, by: Person) -> None:
    """Throw a file and its report away. What was imported stays."""
    upload = await upload_for(upload_id, by)
    if upload.state is State.WAITING:
        raise Refused(_("It is being imported."))
    await upload.delete()


def unsaid(upload: Upload) -> Unsaid:
    return Unsaid(upload.kind, upload.board, ZoneInfo(upload.zone))


async def left_rows(upload: Upload, limit: int) -> list[LeftRow]:
    """The rows that weren't taken as they stood, in the file's order."""
    return await LeftRow.filter(upload_id=upload.id).order_by("line").limit(limit)


async def _draft(upload_id: int, by: Person) -> Upload:
    upload = await upload_for(upload_id, by)
    if upload.state is not State.DRAFT:
        raise Refused(_("This file was imported already."))
    return upload


def _demand_admin(by: Person) -> None:
    if not by.is_admin:
        raise NotAllowed(_("Only admins import files."))

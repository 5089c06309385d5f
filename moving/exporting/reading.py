"""Looking at a file before anything is made of it: is it one of ours, of this version, whole and unchanged?"""

import hashlib
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError

from core.errors import Misconfigured
from core.words import _
from moving.exporting.manifest import FORMAT, NAME, VERSION, DataPart, Manifest, ViewPart
from moving.exporting.tables import Table

Said = Callable[[int, int], None]

BYTES = 1024 * 1024
"""So much is in memory at a time."""


class Export:
    """An export that somebody made, open for reading."""

    def __init__(self, file: zipfile.ZipFile, manifest: Manifest) -> None:
        self._file, self.manifest = file, manifest

    @property
    def rows(self) -> int:
        return sum(part.rows for part in self.manifest.data)

    def lines(self, part: DataPart) -> Iterator[bytes]:
        """The lines of a table, one at a time."""
        with self._file.open(part.file) as file:
            yield from file

    def verify(self, said: Said) -> None:
        """Raises `Misconfigured` where a file isn't what the manifest says: its bytes, and how many rows they are."""
        parts: list[DataPart | ViewPart] = [*self.manifest.data, *self.manifest.views]
        names = set(self._file.namelist())
        for number, part in enumerate(parts):
            said(number, len(parts))
            if part.file not in names:
                raise Misconfigured(_("The export lacks the file %(file)s.", file=part.file))
            found, lines = self._digest(part.file)
            if found != part.sha256 or (isinstance(part, DataPart) and lines != part.rows):
                raise Misconfigured(
                    _("The file %(file)s in the export isn't what was written into it.", file=part.file)
                )
        said(len(parts), len(parts))

    def _digest(self, name: str) -> tuple[str, int]:
        made, lines = hashlib.sha256(), 0
        with self._file.open(name) as file:
            while data := file.read(BYTES):
                made.update(data)
                lines += data.count(b"\n")
        return made.hexdigest(), lines


@contextmanager
def opened_export(path: Path) -> Iterator[Export]:
    """The export at `path`. Raises `Misconfigured` with a sentence where it is none or one that this Madang can't read,
    and for a file that is damaged, also while it is read."""
    try:
        with zipfile.ZipFile(path) as file:
            yield Export(file, _manifest(file, path))
    except (zipfile.BadZipFile, EOFError) as error:
        raise Misconfigured(
            _("%(file)s is no ZIP file, or it is damaged: %(said)s", file=str(path), said=error)
        ) from error


def _manifest(file: zipfile.ZipFile, path: Path) -> Manifest:
    if NAME not in file.namelist():
        raise Misconfigured(_("%(file)s is no export of Madang: it has no manifest.", file=str(path)))
    try:
        found = Manifest.model_validate_json(file.read(NAME))
    except ValidationError as error:
        raise Misconfigured(
            _("The manifest of %(file)s can't be read by this Madang.", file=str(path))
        ) from error
    if (found.format, found.version) != (FORMAT, VERSION):
        raise Misconfigured(
            _(
                "This export has format %(theirs)s, and this Madang reads format %(ours)s.",
                theirs=found.version,
                ours=VERSION,
            )
        )
    return found


def must_fit(manifest: Manifest, tables: list[Table], migrations: list[str]) -> None:
    """Raises `Misconfigured` unless the export comes from a database just like this one: the same migrations, and of
    each table the same columns. An older yard is brought up to date before it is exported."""
    theirs, ours = set(manifest.migrations), set(migrations)
    if missing := sorted(theirs - ours):
        raise Misconfigured(
            _("The export is of a newer Madang, with %(name)s. Update this one first.", name=missing[0])
        )
    if older := sorted(ours - theirs):
        raise Misconfigured(
            _(
                "The export is of an older Madang, without %(name)s. Bring that yard up to date with `madang migrate` "
                "and export it again.",
                name=older[0],
            )
        )
    known = {table.name: [(each.name, each.kind) for each in table.columns] for table in tables}
    for part in manifest.data:
        if known.get(part.table) != [(each.name, each.type) for each in part.columns]:
            raise Misconfigured(
                _("The table %(name)s of the export has other columns than here.", name=part.table)
            )

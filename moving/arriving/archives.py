"""A ZIP file from elsewhere: opened with care, and its JSON read as it goes."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path

from core.errors import Refused
from core.words import _
from moving.arriving.arrays import Object, objects

LARGEST = 8 << 30
"""Bytes of one file of it, unpacked."""

SMALL, DENSEST = 10 << 20, 200
"""Whatever is larger than so many bytes, unpacked, isn't packed more densely than this: JSON packs to a tenth, a
bomb to a thousandth."""


class Archive:
    """The tables of a ZIP file, each a JSON array."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._opened() as archive:
            self._files = {info.filename: info for info in archive.infolist() if not info.is_dir()}
        self.names = sorted(self._files)

    def rows(self, table: str) -> Iterator[Object]:
        """The rows of `<table>.json`; none where it isn't there."""
        name = f"{table}.json"
        if name not in self._files:
            return
        self._demand_size(self._files[name])
        with self._opened() as archive:
            try:
                with archive.open(name) as file:
                    text = TextIOWrapper(file, "utf-8-sig", errors="surrogateescape")
                    yield from objects(text, name)
            except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, NotImplementedError) as error:
                raise _broken(name) from error

    @contextmanager
    def _opened(self) -> Iterator[zipfile.ZipFile]:
        try:
            archive = zipfile.ZipFile(self.path)
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise _broken(self.path.name) from error
        with archive:
            yield archive

    def _demand_size(self, info: zipfile.ZipInfo) -> None:
        dense = info.file_size > SMALL and info.file_size > info.compress_size * DENSEST
        if info.file_size > LARGEST or dense:
            raise Refused(
                _(
                    "%(file)s would unpack from %(packed)s to %(size)s bytes: that is no backup.",
                    file=info.filename,
                    packed=f"{info.compress_size:,}",
                    size=f"{info.file_size:,}",
                )
            )


def _broken(name: str) -> Refused:
    return Refused(_("%(file)s can't be unpacked: the ZIP file is damaged or has a password.", file=name))

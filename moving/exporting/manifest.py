"""The page that says what an export holds: `manifest.json`."""

from importlib.metadata import PackageNotFoundError, version
from typing import Literal

from pydantic import BaseModel, ConfigDict

FORMAT: Literal["madang"] = "madang"
VERSION = 1
"""Of the file's form. Raised when a file of an older form can't be read as it was."""

NAME = "manifest.json"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ColumnPart(_Part):
    name: str
    type: Literal["integer", "number", "boolean", "text", "moment", "date", "json"]
    null: bool
    refers_to: str | None = None


class DataPart(_Part):
    """One table. `next_id`: of the row that comes next; ids of rows that are gone aren't given again."""

    file: str
    table: str
    columns: list[ColumnPart]
    rows: int
    next_id: int
    sha256: str


class ViewPart(_Part):
    """A table for people, made of several. An import doesn't read it."""

    file: str
    rows: int
    sha256: str


class LeftOut(_Part):
    table: str
    why: str


class Manifest(_Part):
    """`made_at` is in UTC; `private`: whether rooms and messages are in it."""

    format: Literal["madang"] = FORMAT
    version: int = VERSION
    madang: str
    made_at: str
    database: Literal["sqlite", "postgresql"]
    private: bool
    migrations: list[str]
    data: list[DataPart]
    views: list[ViewPart]
    left_out: list[LeftOut]


def running_version() -> str:
    """Madang's own version, as it was installed; "unknown" where it runs from its folder alone."""
    try:
        return version("madang")
    except PackageNotFoundError:
        return "unknown"

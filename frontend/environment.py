"""Jinja as this house uses it: few globals, and templates that are compiled once."""

from collections.abc import MutableMapping
from contextlib import suppress
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache
from jinja2.bccache import Bucket

from core.settings import settings


class Templates(Environment):
    """Templates whose globals are the house's own and no more: so importing macros costs next to nothing."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return super().make_globals(d) if d else self.globals


class Compiled(FileSystemBytecodeCache):
    """Templates as they were compiled, beside the settings: the next process needn't do it again."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):  # where nothing can be written, it is done again
            super().dump_bytecode(bucket)


def compiled() -> Compiled | None:
    """Where compiled templates are kept, if anywhere."""
    folder = settings().var / "templates"
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        return Compiled(str(folder), "%s.cache")
    return None

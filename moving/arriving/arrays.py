"""JSON from other programs, read as it goes: what is held is never more than one object and a little."""

import json
from collections.abc import Iterator
from typing import Any, TextIO

from core.errors import Refused
from core.words import _

CHUNK = 1 << 16
LONGEST = 64_000_000
"""Characters of one value: beyond these a file is broken, and memory is finite."""

Object = dict[str, Any]


def objects(file: TextIO, name: str) -> Iterator[Object]:
    """The objects of a JSON array, or of several behind each other. Raises `Refused` where it is none or is broken."""
    reading = _Reading(file, name)
    if reading.next() != "[":
        raise reading.broken()
    while reading.next() == "[":
        reading.skip()
        while (sign := reading.next()) != "]":
            if sign == "":
                raise reading.broken()
            yield reading.object()
            if reading.next() == ",":
                reading.skip()
            elif reading.next() != "]":
                raise reading.broken()
        reading.skip()
    if reading.next():
        raise reading.broken()


def values(file: TextIO, name: str) -> Iterator[Object]:
    """The objects that stand behind each other in a file, each whole in memory while it is looked at."""
    reading = _Reading(file, name)
    while reading.next():
        yield reading.object()


class _Reading:
    """A text and where in it we are."""

    def __init__(self, file: TextIO, name: str) -> None:
        self._file, self._name = file, name
        self._decoder = json.JSONDecoder(parse_constant=_no_number)
        self._kept, self._at, self._more = "", 0, CHUNK
        self._ended = False
        self.done = 0

    def next(self) -> str:
        """The next sign that isn't space, or "" at the end."""
        while True:
            while self._at < len(self._kept):
                if not self._kept[self._at].isspace() and self._kept[self._at] != "\ufeff":
                    return self._kept[self._at]
                self._at += 1
            if not self._read():
                return ""

    def skip(self) -> None:
        self._at += 1

    def object(self) -> Object:
        while True:
            try:
                value, end = self._decoder.raw_decode(self._kept, self._at)
            except (ValueError, RecursionError) as error:
                if isinstance(error, RecursionError) or not self._read():
                    raise self.broken() from None
                continue
            if not isinstance(value, dict):
                raise self.broken()
            self._at, self._more = end, CHUNK
            self.done += 1
            return value

    def _read(self) -> bool:
        """More of the file, ever more of it at once while one value doesn't end."""
        if self._ended or len(self._kept) - self._at > LONGEST:
            return False
        read = self._file.read(self._more)
        self._ended, self._more = not read, self._more * 2
        self._kept, self._at = self._kept[self._at :] + read, 0
        return bool(read)

    def broken(self) -> Refused:
        return Refused(
            _(
                "%(file)s isn't whole: it can't be read as JSON behind its object %(number)s.",
                file=self._name,
                number=self.done,
            )
        )


def _no_number(name: str) -> None:
    raise ValueError(name)


def text(value: object) -> str:
    """A value as text that a database holds: a text of digits may come as a number. What is neither is nothing."""
    if value is None or isinstance(value, bool | dict | list):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return holdable(str(value))


def holdable(given: str) -> str:
    """Without U+0000, and a question mark for each half of a letter: neither can be kept or compared."""
    return given.replace("\x00", "").encode("utf-8", "replace").decode()


def listed(value: object) -> list[Any]:
    """A list; what is none is an empty one."""
    return value if isinstance(value, list) else []


def part(value: object, *names: str) -> Any:
    """What lies so deep within objects, or None where one of them is missing."""
    for name in names:
        if not isinstance(value, dict):
            return None
        value = value.get(name)
    return value

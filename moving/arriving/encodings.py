"""In which encoding a file is: UTF-8, or the CP949 that Korean Excel writes without asking."""

from pathlib import Path

from core.errors import Refused
from core.words import _

CHUNK = 1 << 20
CANDIDATES = ("utf-8-sig", "cp949")
NAMES = {"utf-8-sig": "UTF-8", "cp949": "CP949", "utf-16": "UTF-16"}
"""What people call them."""

UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def encoding_of(path: Path) -> str:
    """The encoding, as Python names it; judged by the first part of the file that isn't plain ASCII.

    A few broken bytes in it don't change the judgement: their rows are reported when they are read.
    """
    with path.open("rb") as file:
        part = file.read(CHUNK)
        if part.startswith(UTF_16):
            return "utf-16"
        while part.isascii():
            if not (part := file.read(CHUNK)):
                return CANDIDATES[0]
        part += file.readline(CHUNK)
    for candidate in CANDIDATES:
        if _fits(part, candidate):
            return candidate
    raise Refused(
        _("%(file)s is neither UTF-8 nor CP949. Save it as “CSV UTF-8” and import that file.", file=path.name)
    )


def errors_of(encoding: str) -> str:
    """What becomes of bytes that are no text: their rows are told apart by them, but in UTF-16 they can't be kept."""
    return "replace" if encoding == "utf-16" else "surrogateescape"


def _fits(part: bytes, encoding: str) -> bool:
    text = part.decode(encoding, "replace")
    foreign = sum(not sign.isascii() for sign in text)
    return text.count("\ufffd") * 10 <= foreign

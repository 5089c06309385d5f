"""Names and handles: what a person is called, and what others type after an @."""

import re
import secrets
import unicodedata

from core.database import row
from core.errors import Invalid
from core.text import one_line
from core.words import _

LONGEST_NAME = 80
HANDLE = re.compile(r"[a-z0-9][a-z0-9-]{0,28}[a-z0-9]")
"""Two to thirty letters, digits and inner hyphens: what a mention can carry (see `core.markup.MENTION`)."""

FILLERS = frozenset("\u115f\u1160\u3164\uffa0")
"""Letters by their category, but nothing to see."""

INVISIBLE = re.compile("[\u00ad\u034f\u061c\u200e\u200f\U000e0000-\U000e007f]")
"""Nothing to see, but they turn the direction of what follows, or tell two equal names apart. Joiners stay: scripts
and emoji need them."""

MOST_MARKS = 4
"""Marks on one letter: more than any language stacks, fewer than reach into the next line."""

RESERVED = frozenset(
    {"admin", "administrator", "all", "everyone", "here", "madang", "me", "moderator", "official", "root"}
    | {"staff", "support", "system"}
)
"""Handles that would let somebody pass for the house."""


def plain_line(text: str) -> str:
    """One line that looks like what it is: without invisible signs, and without towers of marks."""
    kept: list[str] = []
    marks = 0
    for sign in INVISIBLE.sub("", one_line(text)):
        marks = marks + 1 if unicodedata.category(sign).startswith("M") else 0
        if marks <= MOST_MARKS:
            kept.append(sign)
    return " ".join("".join(kept).split())


def checked_name(text: str, field: str = "name") -> str:
    """The name on one line. Raises `Invalid` unless it has 1–80 characters and something to read."""
    name = plain_line(text)
    if not any(sign.isalnum() and sign not in FILLERS for sign in name):
        raise Invalid({field: _("Please tell us your name.")})
    if len(name) > LONGEST_NAME:
        raise Invalid({field: _("A name has at most %(number)s characters.", number=LONGEST_NAME)})
    return name


def checked_handle(text: str) -> str:
    """The handle in lower case, without the @. Raises `Invalid` where it can't be one."""
    handle = text.strip().removeprefix("@").lower()
    if not HANDLE.fullmatch(handle):
        raise Invalid({"handle": _("A handle has 2–30 characters: a–z, 0–9 and hyphens between them.")})
    if handle in RESERVED:
        raise Invalid({"handle": _("This handle is kept for the house. Please choose another.")})
    return handle


async def is_taken(handle: str, *, besides: int = 0) -> bool:
    return (
        await row("SELECT 1 FROM person WHERE handle = :handle AND id <> :id", handle=handle, id=besides)
        is not None
    )


async def free_handle(name: str) -> str:
    """A handle that nobody has: from a name in Latin letters, else `member-` and chance. Never from an address,
    which is nobody's business."""
    stem = _stem(name)
    if stem and stem not in RESERVED and not await is_taken(stem):
        return stem
    while True:
        chance = secrets.token_hex(3)
        handle = f"{stem[:23].rstrip('-')}-{chance}" if stem else f"member-{chance}"
        if not await is_taken(handle):
            return handle


def is_made_up(handle: str) -> bool:
    """Is it one that nobody chose and that says nothing of its person?"""
    return re.fullmatch(r"member-[0-9a-f]{6}", handle) is not None


def _stem(text: str) -> str:
    """The text as a handle, or "" when a third of its letters would be lost."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = [sign for sign in plain if sign.isalnum()]
    if sum(sign.isascii() for sign in letters) * 3 < len(letters) * 2:
        return ""
    kept = "".join(sign if sign.isascii() else "" for sign in plain)
    stem = re.sub(r"[^a-z0-9]+", "-", kept).strip("-")[:30].rstrip("-")
    return stem if HANDLE.fullmatch(stem) else ""

"""Text that people write: its language, its first words, its form in an URL."""

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
LETTER = re.compile(r"[^\W\d_]")
CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)

PATIENCE = 250_000
"""So many pairs of pieces may differ between two texts that are compared word by word: some tenths of a second."""

MOST_PIECES = 20_000


def clean(text: str) -> str:
    """NFC, `\\n` line ends, no control characters and no direction overrides, no space around."""
    lines = text.encode("utf-8", "replace").decode().replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", CONTROL.sub("", lines)).strip()


def one_line(text: str) -> str:
    return " ".join(clean(text).split())


def language(text: str) -> str:
    """`ko` where at least a fifth of the letters are Hangul, otherwise `en`: text in English has none."""
    letters = LETTER.findall(text[:4000])
    return "ko" if letters and len(HANGUL.findall("".join(letters))) * 5 >= len(letters) else "en"


@lru_cache(maxsize=4096)
def slug(text: str, length: int = 60) -> str:
    """Letters and digits of any script joined by hyphens, cut at a word; may be empty."""
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text).casefold())
    made = ""
    for word in words:
        if len(made) + len(word) + 1 > length:
            return made or word[:length]
        made = f"{made}-{word}" if made else word
    return made


@lru_cache(maxsize=2048)
def excerpt(text: str, length: int = 160) -> str:
    """The first words of Markdown text, without its marks."""
    plain = re.sub(r"```.*?(```|$)", " ", text[: length * 6], flags=re.S)
    plain = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", plain)
    plain = re.sub(r"^\s{0,3}(#{1,6}|>|[-*+]|\d+[.)])\s+", "", plain, flags=re.M)
    plain = " ".join(re.sub(r"[*_`~|]{1,3}|^\s*[-|:]+\s*$", "", plain, flags=re.M).split())
    if len(plain) <= length:
        return plain
    return plain[:length].rsplit(" ", 1)[0].rstrip(",.;:") + "…"


def changes(before: str, after: str) -> list[tuple[str, str]]:
    """The way from one text to the other: ("same" | "gone" | "new", words) in order.

    Word by word; where too much differs for that to end soon, line by line or as a whole.
    """
    for pieces in (_words, _lines, _whole):
        old, new = pieces(before), pieces(after)
        first, last = _shared(old, new)
        middle, other = old[first : len(old) - last], new[first : len(new) - last]
        if len(middle) * len(other) <= PATIENCE and len(old) + len(new) <= MOST_PIECES:
            break
    parts = [
        ("same", "".join(old[:first])),
        *_between(middle, other),
        ("same", "".join(old[len(old) - last :])),
    ]
    return [(kind, text) for kind, text in parts if text]


def _shared(old: list[str], new: list[str]) -> tuple[int, int]:
    """How many pieces both begin with, and how many of the rest both end with."""
    shortest = min(len(old), len(new))
    first = next((place for place in range(shortest) if old[place] != new[place]), shortest)
    rest = shortest - first
    last = next((place for place in range(rest) if old[-1 - place] != new[-1 - place]), rest)
    return first, last


def _between(old: list[str], new: list[str]) -> list[tuple[str, str]]:
    parts: list[tuple[str, str]] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append(("same", "".join(old[a:b])))
            continue
        parts += [("gone", "".join(old[a:b])), ("new", "".join(new[c:d]))]
    return parts


def _words(text: str) -> list[str]:
    return re.findall(r"\s*\w+|\s*[^\w\s]|\s+", text)


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _whole(text: str) -> list[str]:
    return [text] if text else []

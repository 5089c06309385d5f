"""A face for everybody: a patchwork (jogakbo) tile drawn from a person's name and number.

The same person always gets the same tile. It needs no upload, no network and no style sheet, and its colours
are chosen so that the letters stay readable (4.5:1) on light and on dark pages.
"""

import re
from functools import lru_cache
from hashlib import blake2s

from markupsafe import Markup, escape

# Grounds of the tiles, after dyes: indigo, gromwell, safflower, pine, clay, ink … each at least 5.5:1 under LETTERS.
DYES = (
    "#2f5a86",
    "#6b4a86",
    "#9a3f3a",
    "#1f6a52",
    "#80521d",
    "#3f5364",
    "#8a3d63",
    "#2a6470",
    "#5c6221",
    "#754a3c",
    "#47558f",
    "#4d5b4a",
)
LETTERS = "#fffaf0"
NAMELESS = "#6c6a64"

_hangul_or_han = re.compile(r"[가-힣㐀-鿿]+")


def initials(name: str) -> str:
    """The letters on the tile: 김서연 → 서연, 남궁민수 → 민수, Grace Hopper → GH, Ada → A; "" when it has none."""
    words = [word for word in re.split(r"[^\w]+", name) if word and not word.isdigit()]
    eastern = [word for word in words if _hangul_or_han.fullmatch(word)]
    if eastern and eastern[0] == words[0]:
        surname_apart = len(eastern) > 1 and len(eastern[0]) == 1
        return (eastern[1] if surname_apart else eastern[0])[-2:]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


@lru_cache(maxsize=4096)
def face_svg(name: str | None, key: object = "", size: int = 40) -> Markup:
    """The tile as inline SVG, `size` pixels wide. Hidden from screen readers: the name always stands beside it."""
    letters = initials(name or "")
    digest = blake2s(f"{key}:{name}".encode()).digest()
    ground = DYES[digest[0] % len(DYES)] if name else NAMELESS
    drawn = _patches(digest) + (_text(letters) if letters else _somebody())
    return Markup(  # noqa: S704 - every part is ours, or escaped in _text
        f'<svg class="face" viewBox="0 0 40 40" width="{size}" height="{size}" aria-hidden="true" focusable="false"'
        f'{_language(letters)}><path fill="{ground}" d="M0 0h40v40H0z"/>{drawn}</svg>'
    )


def _patches(digest: bytes) -> str:
    """Two seams cut the tile in four; two of the patches are of a lighter and of a darker cloth."""
    across, down = 10 + digest[1] % 21, 10 + digest[2] % 21
    corners = (
        f"M0 0h{across}v{down}H0z",
        f"M{across} 0H40v{down}H{across}z",
        f"M{across} {down}H40v{40 - down}H{across}z",
        f"M0 {down}h{across}v{40 - down}H0z",
    )
    first = digest[3] % 4
    second = (first + 1 + digest[4] % 3) % 4
    return (
        f'<path fill="#fff" opacity=".09" d="{corners[first]}"/>'
        f'<path fill="#000" opacity=".2" d="{corners[second]}"/>'
    )


def _text(letters: str) -> str:
    wide = bool(_hangul_or_han.match(letters))
    fits = {(True, 1): 20, (True, 2): 15, (False, 1): 20, (False, 2): 16}[wide, min(len(letters), 2)]
    return (
        f'<text x="20" y="20.5" dy=".35em" text-anchor="middle" font-size="{fits}" font-weight="600" '
        f'fill="{LETTERS}">{escape(letters)}</text>'
    )


def _somebody() -> str:
    """Head and shoulders, for a person without a name."""
    return f'<path fill="{LETTERS}" d="M20 9a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM8 34a12 9 0 0 1 24 0z"/>'


def _language(letters: str) -> str:
    """Names are nobody's interface: they say which language they are in."""
    if not letters:
        return ""
    return ' lang="ko"' if _hangul_or_han.match(letters) else ' lang="en"'

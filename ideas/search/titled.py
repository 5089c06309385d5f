"""Ideas whose titles have all the words asked for: for picking one whose title somebody remembers."""

from collections.abc import Iterator, Sequence

from core.database import along, on_sqlite, rows
from ideas.search.cutting import TITLE, asked_tokens
from ideas.search.reaching import among_newest
from ideas.visibility import Where

MOST_WORDS = 6
MOST = 2_000
"""So many of the newest whose titles have the words are looked at."""


async def with_words(text: str, visible: Where, limit: int, but: Sequence[int] = ()) -> list[int]:
    """The newest ideas (ids) among what `visible` lets through whose titles have every word of the text, spaces being
    no obstacle to Korean; the last word may be the beginning of one."""
    asked = list(_asked(text))
    if not asked:
        return []
    found = await rows(
        f"""SELECT i.id FROM idea i {along()}
            WHERE i.id IN (SELECT id FROM ({among_newest("idea", ":asked", "CAST(:most AS INTEGER)")}) AS found)
            AND i.id NOT IN :but AND {visible.sql} ORDER BY i.id DESC LIMIT :limit""",
        **visible.values,
        asked=(" AND " if on_sqlite() else " & ").join(asked),
        but=list(but) or [0],
        most=MOST,
        limit=limit,
    )
    return [each["id"] for each in found]


def _asked(text: str) -> Iterator[str]:
    """Each word, as one of its ways, in the database's own language."""
    words = [ways for word in text.split()[:MOST_WORDS] if (ways := asked_tokens(word))]
    both, either = (" AND ", " OR ") if on_sqlite() else (" & ", " | ")
    for number, ways in enumerate(words, 1):
        last = number == len(words)
        yield f"({either.join(f'({both.join(_tokens(way, last))})' for way in ways)})"


def _tokens(way: tuple[str, ...], begins: bool) -> Iterator[str]:
    for number, token in enumerate(way, 1):
        prefix = begins and number == len(way) and token.isascii()
        if on_sqlite():
            yield f'"{TITLE}{token.replace(chr(34), "")}"{"*" if prefix else ""}'
        else:
            plain = token.replace("\\", "\\\\").replace("'", "''")
            yield f"'{TITLE}{plain}'{':*' if prefix else ''}"

"""What must be in a text, as each database is asked for it."""

from collections.abc import Callable
from itertools import combinations

from core.database import on_sqlite
from ideas.search.cutting import TITLE, asked_tokens, stem_of_syllables
from ideas.visibility import Where

Way = tuple[str, ...]
"""Tokens that must all be there. One that ends in `*` stands for every token that begins so."""

Word = tuple[Way, ...]
"""A word is there where one of its ways is."""

Needs = tuple[Word, ...]
"""Words that must all be there."""

NEARLY_FROM = 4
"""Syllables of a word that may lack one of its inner pairs: 엑셀다운로드 and 엑셀로 다운로드."""


MOST_CHOSEN_FROM = 6
"""Words of which some may be missing; of these there are at most twenty choices."""


def needs_of(words: tuple[str, ...]) -> Needs:
    return tuple(ways for word in words if (ways := asked_tokens(word)))


def nearly(word: str) -> Word:
    """The ways to meet a long Korean word written with something in between; none for other words."""
    bare = stem_of_syllables(word)
    ways = asked_tokens(word)
    if len(bare) < NEARLY_FROM or len(ways) != 1 or not all(len(token) == 2 for token in ways[0]):
        return ()
    pairs = ways[0]
    return tuple(pairs[:place] + pairs[place + 1 :] for place in range(1, len(pairs) - 1))


def beginning(word: str) -> Word:
    """The way to meet every word that begins like this one."""
    return ((f"{word}*",),)


def most_of(needs: Needs, size: int) -> Needs:
    """Any `size` of the words, as a single word with many ways. Each word counts in its first way."""
    ways = [
        tuple(dict.fromkeys(token for word in chosen for token in word[0]))
        for chosen in combinations(needs[:MOST_CHOSEN_FROM], min(size, MOST_CHOSEN_FROM))
    ]
    return (tuple(dict.fromkeys(ways)),)


def matching(needs: Needs, *, title: bool = False, but: Needs = ()) -> str:
    """What the running database's index is asked: all of `needs` and none of the words of `but`."""
    write, without = (_for_fts5, " NOT ") if on_sqlite() else (_for_tsquery, " & !")
    wanted = write(needs, title)
    return wanted + "".join(without + write((word,), False) for word in but)


def _for_fts5(needs: Needs, title: bool) -> str:
    """A MATCH expression of SQLite's full-text tables."""

    def token(name: str) -> str:
        plain = (TITLE + name if title else name).replace('"', '""')
        return f'"{plain[:-1]}" *' if plain.endswith("*") else f'"{plain}"'

    return _joined(needs, token, " AND ", " OR ")


def _for_tsquery(needs: Needs, title: bool) -> str:
    """A `tsquery` of PostgreSQL, as text."""

    def token(name: str) -> str:
        plain = (TITLE + name if title else name).replace("\\", "\\\\").replace("'", "''")
        return f"'{plain[:-1]}':*" if plain.endswith("*") else f"'{plain}'"

    return _joined(needs, token, " & ", " | ")


def in_tokens(needs: Needs, but: Needs = ()) -> Where:
    """A condition of SQLite on `s.words`, which are joined by spaces: for few rows, without the index."""
    values: dict[str, object] = {}

    def token(name: str) -> str:
        key = f"token_{len(values)}"
        values[key] = f" {name[:-1]}" if name.endswith("*") else f" {name} "
        return f"instr(' ' || s.words || ' ', :{key}) > 0"

    parts = [_joined(needs, token, " AND ", " OR ")]
    parts += [f"NOT {_joined((word,), token, ' AND ', ' OR ')}" for word in but]
    return Where(" AND ".join(parts), values)


def _joined(needs: Needs, token: Callable[[str], str], both: str, either: str) -> str:
    def word(ways: Word) -> str:
        return either.join(f"({both.join(map(token, way))})" for way in ways)

    return both.join(f"({word(ways)})" for ways in needs)

"""Whether two titles want the same in all probability, and which words they share."""

import re

from ideas.search.concepts import known
from ideas.search.likeness import BY_MEANING, Rarity, spelt
from ideas.search.titles import ACROSS, SYLLABLE, Title, cut, meant, sides

NEARLY, HALF, ENOUGH = 0.8, 0.5, 1.5
"""Two titles want the same where one says this share of the other and is itself said to this share, with words enough
in common: two Latin ones, or four syllables."""


def same(one: str, other: str, rarity: Rarity) -> bool:
    """Whether two titles in all probability want the same: neither says the opposite, no number differs, and one says
    nearly all that the other does in the same words, or each does in words that mean the same."""
    mine, its = cut(one), cut(other)
    if _opposed(mine, its) or _numbers(mine) != _numbers(its):
        return False
    common = sum(counts for token, counts in mine.tokens.items() if token in its.tokens)
    covered = sorted((_covered(mine, its, rarity), _covered(its, mine, rarity)))
    if common >= ENOUGH and covered[0] >= HALF and covered[1] >= NEARLY:
        return True
    enough = all(sum(title.tokens.values()) >= ENOUGH for title in (mine, its))
    return enough and all(_covered(*both, rarity, 1.0) >= NEARLY for both in ((mine, its), (its, mine)))


def shared(title: str, other: str) -> list[str]:
    """The words of a title, as they are written there, that another title has too."""
    its, found = cut(other), []
    there = {token for token, counts in its.tokens.items() if counts > ACROSS}
    for word in re.findall(r"[^\W_]+", title):
        own = {token for token, counts in cut(word).tokens.items() if counts >= SYLLABLE}
        if own and 2 * sum(token in there or _misspelt(token, its) for token in own) >= len(own):
            found.append(word)
    return list(dict.fromkeys(found))


def _covered(one: Title, other: Title, rarity: Rarity, otherwise: float = BY_MEANING) -> float:
    """The share of what one title says that the other says too; what is said `otherwise`, by a word that means it,
    counts so much."""
    its_groups = meant(other, known())
    by_meaning = {token for group, by in meant(one, known()).items() if group in its_groups for token in by}
    said = {token: counts * rarity(token) for token, counts in one.tokens.items() if counts > ACROSS}
    met = sum(
        counts * (1.0 if token in other.tokens or _misspelt(token, other) else otherwise)
        for token, counts in said.items()
        if token in other.tokens or token in by_meaning or _misspelt(token, other)
    )
    return met / (sum(said.values()) or 1)


def _misspelt(token: str, other: Title) -> bool:
    return len(token) > 3 and token.isascii() and any(spelt(token, word) for word in other.latin)


def _opposed(one: Title, other: Title) -> bool:
    mine, its = sides(one), sides(other)
    return any(side ^ 1 in its and side not in its and side ^ 1 not in mine for side in mine)


def _numbers(one: Title) -> set[str]:
    return {token for token in one.tokens if token.isdecimal()}

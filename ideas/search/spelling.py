"""The word that somebody meant: for a Latin word that is nowhere, those of the vocabulary that are nearly it.

One slip (a letter wrong, missing, too many, or two swapped) leaves either the beginning or the end of a word whole, so
words are looked up by both, in two short ranges of an index. Words of eight letters and more may have two slips.
"""

from rapidfuzz.distance import OSA

from core.database import rows

SHORTEST = 5
"""Letters: shorter words have too many neighbours."""

TWO_SLIPS_FROM = 8
MOST_LOOKED_AT = 5_000
MOST = 5


async def meant(word: str) -> list[str]:
    """Words that were probably meant, the nearest first; none for a word with anything but Latin letters."""
    if len(word) < SHORTEST or not (word.isascii() and word.isalpha()):
        return []
    slips = 2 if len(word) >= TWO_SLIPS_FROM else 1
    whole = len(word) // 3 if slips == 2 else (len(word) - 1) // 2
    found = {each["word"] for each in await _neighbours(word, whole, slips)}
    distances = {other: OSA.distance(word, other, score_cutoff=slips) for other in found}
    near = [other for other in found if 0 < distances[other] <= slips]
    return sorted(near, key=lambda other: (distances[other], other[0] != word[0], other))[:MOST]


async def _neighbours(word: str, whole: int, slips: int) -> list[dict[str, str]]:
    start, end = word[:whole], word[::-1][:whole]
    return await rows(
        """SELECT word FROM (SELECT word FROM search_word WHERE word >= :start AND word < :after_start
                             AND length(word) BETWEEN :least AND :longest LIMIT :most) beginning
           UNION SELECT word FROM (SELECT word FROM search_word WHERE reversed >= :end AND reversed < :after_end
                             AND length(word) BETWEEN :least AND :longest LIMIT :most) ending""",
        start=start,
        after_start=_after(start),
        end=end,
        after_end=_after(end),
        least=len(word) - slips,
        longest=len(word) + slips,
        most=MOST_LOOKED_AT,
    )


def _after(start: str) -> str:
    """The first string behind all that begin so."""
    return start[:-1] + chr(ord(start[-1]) + 1)

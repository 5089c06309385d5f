"""BM25 on words, what similar ideas are measured against: each text is read once, and only the queries' words kept.

score(query, text) = sum over the query's words of idf * tf * (k1 + 1) / (tf + k1 * (1 - b + b * length / average)),
idf = ln(1 + (texts - df + 0.5) / (df + 0.5)).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from heapq import nlargest
from math import log

K1, B = 1.2, 0.75


class Bm25:
    """Give the queries first, then each text by `add`; then ask for the `best`."""

    def __init__(self, queries: Sequence[Iterable[str]]) -> None:
        self._queries = [set(query) for query in queries]
        self._wanted = set[str]().union(*self._queries)
        self._where: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._lengths: dict[int, int] = {}
        self._texts = 0
        self._words = 0

    def add(self, number: int, words: Sequence[str]) -> None:
        self._texts += 1
        self._words += len(words)
        its = Counter(word for word in words if word in self._wanted)
        for word, often in its.items():
            self._where[word].append((number, often))
        if its:
            self._lengths[number] = len(words)

    def best(self, query: int, limit: int) -> list[int]:
        """The texts with the highest score for this query, by number; of equals the earlier."""
        average = self._words / max(1, self._texts)
        scores: dict[int, float] = defaultdict(float)
        for word in self._queries[query]:
            found = self._where.get(word, [])
            rarity = log(1 + (self._texts - len(found) + 0.5) / (len(found) + 0.5))
            for number, often in found:
                long = 1 - B + B * self._lengths[number] / average
                scores[number] += rarity * often * (K1 + 1) / (often + K1 * long)
        return nlargest(limit, scores, key=lambda number: (scores[number], -number))

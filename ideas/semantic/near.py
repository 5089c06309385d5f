"""What is near to a question in meaning: asked beside the search by words, and left out where it would have to wait."""

import asyncio
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from time import monotonic
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from tortoise.context import TortoiseContext, require_context

from core.database import Row, row, rows
from ideas.semantic.embedding import available, in_its_thread, model_name
from ideas.semantic.keeping import text_of

if TYPE_CHECKING:
    from ideas.semantic.matrix import Matrix

log = logging.getLogger("madang.semantic")

PATIENCE = 0.15
"""Seconds that an answer waits for the question's vector, and for the first loading of a small yard's."""

FIRST_CHOICE, NEAREST = 400, 60
"""So many are chosen by their signs, and so many of them, by their cosines, are handed on."""

EVERY, OVERLAP = 5.0, 60
"""New vectors are taken in after so many seconds at the earliest; clocks may differ by the other number."""

FEW = 5_000
"""Fewer vectors than these are read anew as a whole, for their middle moves."""

BATCH = 10_000


@dataclass
class _Known:
    """The vectors that this process knows of one database. `since`: when the newest of them was made."""

    model: str
    matrix: "Matrix"
    since: int = 0
    looked: float = 0.0
    whole: bool = False
    taking_in: asyncio.Lock = field(default_factory=asyncio.Lock)


_known: "WeakKeyDictionary[TortoiseContext, _Known]" = WeakKeyDictionary()
_under_way: set[asyncio.Task[_Known]] = set()


@dataclass(frozen=True)
class Near:
    """A question's vector among those of the ideas."""

    vector: bytes
    model: str
    matrix: "Matrix"

    async def closest(self, others: Iterable[int]) -> dict[int, float]:
        """The nearest ideas and these `others`, each with its closeness: 0 as near as ideas are by chance, 1 for each
        standard deviation more."""
        others = set(others)
        chosen = await asyncio.to_thread(self.matrix.nearest, self.vector, FIRST_CHOICE)
        found = await rows(
            "SELECT idea_id, vector FROM idea_vector WHERE model = :model AND idea_id IN :ids",
            model=self.model,
            ids=[*others, *(each for each in chosen if each not in others)],
        )
        close = await asyncio.to_thread(
            self.matrix.closeness, self.vector, [each["vector"] for each in found]
        )
        ordered = sorted(zip(close, (each["idea_id"] for each in found), strict=True), reverse=True)
        return {
            idea: each for number, (each, idea) in enumerate(ordered) if number < NEAREST or idea in others
        }


async def near(title: str, body: str, *, like: int = 0) -> Near | None:
    """What stands near to this question, or to the idea `like` whose vector is kept. None where meaning isn't asked
    for, or isn't known in time: the next question finds what this one has begun to load."""
    if not available():
        return None
    loading = asyncio.create_task(_up_to_date())
    _under_way.add(loading)
    loading.add_done_callback(_loaded)
    asking = asyncio.create_task(_vector(title, body, like))
    await asyncio.wait({loading, asking}, timeout=PATIENCE)
    if not asking.done():
        asking.cancel()
        return None
    vector = asking.result()
    known = _known.get(require_context())
    return Near(vector, known.model, known.matrix) if vector and known and known.whole else None


async def _vector(title: str, body: str, like: int) -> bytes | None:
    if like:
        kept = await row(
            "SELECT vector FROM idea_vector WHERE idea_id = :id AND model = :model",
            id=like,
            model=await model_name(),
        )
        return bytes(kept["vector"]) if kept else None
    text = text_of(title, body)
    return await in_its_thread(lambda model: model.query(text))


def _loaded(task: "asyncio.Task[_Known]") -> None:
    _under_way.discard(task)
    if not task.cancelled() and (error := task.exception()):
        log.warning("The ideas' vectors couldn't be read: %r", error)


async def _up_to_date() -> _Known:
    """The vectors of the open database, as they were a few seconds ago at the latest."""
    place, model = require_context(), await model_name()
    known = _known.get(place)
    if known is None or known.model != model:
        known = _known[place] = _Known(model, _matrix())
    if known.taking_in.locked():
        return known
    async with known.taking_in:
        if not known.whole or monotonic() - known.looked >= EVERY:
            known.looked = monotonic()
            if len(known.matrix) < FEW:
                known.matrix = _matrix()
                await _take_in(known, "made_at >= :since AND idea_id > :last", 0)
            else:
                await _take_in(known, "made_at >= :since AND idea_id > :last", known.since - OVERLAP)
            known.whole = True
    return known


def _matrix() -> "Matrix":
    made: Matrix = import_module("ideas.semantic.matrix").Matrix()
    return made


async def _take_in(known: _Known, which: str, since: int) -> None:
    last = 0
    while True:
        found = await rows(
            f"""SELECT idea_id, made_at, vector FROM idea_vector WHERE {which} AND model = :model
                ORDER BY idea_id LIMIT :batch""",
            last=last,
            since=since,
            model=known.model,
            batch=BATCH,
        )
        if found:
            known.since = max(known.since, *(each["made_at"] for each in found))
            await asyncio.to_thread(_put, known, found)
        if len(found) < BATCH:
            return
        last = found[-1]["idea_id"]


def _put(known: _Known, found: Sequence[Row]) -> None:
    known.matrix.put([each["idea_id"] for each in found], [each["vector"] for each in found])

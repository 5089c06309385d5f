"""Building a yard in a migrated, empty database: rows in bulk, then all that was set aside for them."""

import asyncio
import gc
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context

from commands.bench.building.loaders import Loader, loader
from commands.bench.content.ledger import columns
from commands.bench.content.outlines import Outline, outlines
from commands.bench.content.scale import Scale
from commands.bench.content.texts import Texts, texts, wanted
from commands.bench.content.writing import Author, Rows
from core.words import _

AHEAD = 4
"""Chunks whose words are being drawn while another is written."""

VOTES_CAST = """
    INSERT INTO event (id, created_at, action, actor_id, subject_type, subject_id, audience, in_story, details)
    SELECT {last} + id, created_at, 'vote.cast', person_id, 'idea', idea_id, 'public', FALSE, '{{}}'
    FROM vote ORDER BY id"""

Said = Callable[[str, int, int], None]
"""Hears what is being done, how far it has come and how far it goes (0: who knows)."""


async def build(url: str, scale: Scale, said: Said) -> None:
    """Fill the database at `url` with a yard of this scale. Nothing in it may be there before but its first board."""
    into = loader(url)
    await into.begin()
    author = Author(scale, into.moment)
    await _write(into, author.founded())
    gc.disable()  # millions of rows, and nothing that refers to itself: looking for that took a third of the time
    try:
        async for made, words in _worded(scale):
            await _write(into, author.chunk(made, words))
            said(_("Ideas, comments and votes"), made[-1].id, scale.ideas)
    finally:
        gc.enable()
    said(_("Events of the votes"), 0, 0)
    await into.run(VOTES_CAST.format(last=author.ledger.ids["event"]))
    said(_("Words for the search"), 0, 0)
    known = ((word, word[::-1]) for word in sorted(author.vocabulary))
    await into.write("search_word", ("word", "reversed"), known)
    for table in ("idea", "comment"):
        await into.index(f"{table}_search")
    async for name in into.restore():
        said(_("Index and rule %(name)s", name=name), 0, 0)
    said(_("Statistics"), 0, 0)
    await into.finish()


async def _write(into: Loader, rows: Rows) -> None:
    for table, those in rows.items():
        if those:
            await into.write(table, columns(table), those)


async def _worded(scale: Scale) -> AsyncIterator[tuple[list[Outline], Texts]]:
    """The chunks in their order, each with its words. Where there are several, other processes draw some ahead."""
    if len(scale.chunks) == 1:
        made = outlines(scale, 0)
        yield made, texts(scale.seed, 0, wanted(made))
        return
    with ProcessPoolExecutor(mp_context=get_context("forkserver"), initializer=gc.disable) as pool:
        begun = _begun(pool, scale)
        under_way = list(islice(begun, AHEAD))
        while under_way:
            made, words = under_way.pop(0)
            yield made, await asyncio.wrap_future(words)
            under_way += islice(begun, 1)


def _begun(pool: ProcessPoolExecutor, scale: Scale) -> Iterator[tuple[list[Outline], "Future[Texts]"]]:
    for first in scale.chunks:
        made = outlines(scale, first)
        yield made, pool.submit(texts, scale.seed, first, wanted(made))

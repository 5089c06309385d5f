"""Pairs that ask for the same thing in other words, hidden among many ideas: are they found, and nothing else?

    python -m bench.similar --database sqlite:////path/to/madang-bench-10000.sqlite3 [--pairs FILE …] [--fold test]

The database is one that `madang bench` built; it is copied, and the copy thrown away. Every pair's target and its hard
negative (which shares words but wants something else) take the place of an idea somewhere in it, by the operation that
edits an idea. Where `madang[semantic]` is installed the worker then makes the vectors, some hundredths of a second for
each idea; `MADANG_SEMANTIC=off` goes without. Then each query is asked for as somebody would type it.

Printed for each fold and language: recall at five, for Madang and for BM25 on words (k1 1.2, b 0.75, Robertson and
Zaragoza 2009) over the same titles and bodies in the same run; how many of the suggestions that are called clearly the
same are; how many hard negatives are; milliseconds.

A pairs file has one JSON object in a line: `lang`, `query`, `target`, and maybe `negative`, `target_body`, `fold`. Ours
are `close` (as people repeat each other on a tracker) and, in `dev` and `test`, paraphrases with hardly a word in
common; `dev` was looked at while the comparison was written, the others weren't.
"""

import argparse
import asyncio
import json
import random
import re
import sqlite3
import sys
import tempfile
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from urllib.parse import urlsplit, urlunsplit

import asyncpg

from activity.worker import drain
from bench.bm25 import Bm25
from composition import compose
from core.configuration import sqlite_path
from core.database import Row, opened, rows
from frontend import mail
from ideas.loop import OPEN
from ideas.operations import edit
from ideas.search.similar import similar
from ideas.semantic.embedding import available
from ideas.semantic.keeping import catch_up
from people.models import Person

PAIRS = Path(__file__).parent / "pairs"
AT = 5
SEED = 7
BATCH = 20_000


@dataclass
class Pair:
    """Two people's words for the same wish, and somebody's for another one. The ids are where they were hidden."""

    lang: str
    query: str
    target: str
    target_body: str = ""
    negative: str = ""
    fold: str = ""
    target_id: int = 0
    negative_id: int = 0


@dataclass
class Score:
    """What came of the pairs of one fold and language."""

    pairs: int = 0
    found: int = 0
    found_by_words: int = 0
    clear: int = 0
    clear_and_right: int = 0
    negatives: int = 0
    negatives_clear: int = 0
    seconds: list[float] = field(default_factory=list)


async def main(url: str, files: Sequence[Path], fold: str) -> None:
    pairs = [pair for pair in read(files) if fold in ("all", pair.fold)]
    compose()
    mail.fill()
    async with copied(url) as copy, opened(copy):
        await hide(pairs)
        if available():
            await catch_up()
            await drain()
        await similar("warm up", reader=None)
        scores: dict[tuple[str, str], Score] = {}
        by_words = await best_by_words(pairs)
        for number, pair in enumerate(pairs):
            score = scores.setdefault((pair.fold, pair.lang), Score())
            began = perf_counter()
            found = await similar(pair.query, reader=None, limit=AT)
            score.seconds.append(perf_counter() - began)
            note(score, pair, found, by_words[number])
        others = (await rows("SELECT count(*) AS num FROM idea"))[0]["num"]
    show(scores, others)


def read(files: Sequence[Path]) -> Iterator[Pair]:
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            given = json.loads(line)
            yield Pair(**{name: given[name] for name in given if name in Pair.__dataclass_fields__})


async def hide(pairs: Iterable[Pair]) -> None:
    """Put targets and negatives in the place of ideas of any age."""
    hidden = [(pair, name) for pair in pairs for name in ("target", "negative") if getattr(pair, name)]
    places = await rows(
        """SELECT i.id, i.author_id FROM idea i JOIN board b ON b.id = i.board_id JOIN person a ON a.id = i.author_id
           WHERE b.audience = 'everyone' AND i.stage IN :stages AND NOT i.held AND i.hidden_at IS NULL
             AND a.deactivated_at IS NULL ORDER BY i.id""",
        stages=[stage.value for stage in OPEN],
    )
    for (pair, name), place in zip(hidden, random.Random(SEED).sample(places, len(hidden)), strict=True):
        body = pair.target_body if name == "target" else ""
        author = await Person.get(id=place["author_id"])
        await edit(place["id"], title=getattr(pair, name), body=body, by=author)
        setattr(pair, f"{name}_id", place["id"])


async def best_by_words(pairs: Sequence[Pair]) -> list[list[int]]:
    """What BM25 finds for each query among all ideas."""
    index = Bm25([words(pair.query) for pair in pairs])
    last = 0
    while found := await rows(
        """SELECT i.id, i.title, i.body FROM idea i JOIN board b ON b.id = i.board_id
           WHERE i.id > :last AND b.audience = 'everyone' AND i.stage <> 'merged' ORDER BY i.id LIMIT :batch""",
        last=last,
        batch=BATCH,
    ):
        for each in found:
            index.add(each["id"], words(f"{each['title']} {each['body']}"))
        last = found[-1]["id"]
    return [index.best(number, AT) for number in range(len(pairs))]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def note(score: Score, pair: Pair, found: Sequence[Row], by_words: Sequence[int]) -> None:
    score.pairs += 1
    score.found += pair.target_id in [each["id"] for each in found]
    score.found_by_words += pair.target_id in by_words
    clear = [each["id"] for each in found if each["clear"]]
    score.clear += len(clear)
    score.clear_and_right += pair.target_id in clear
    score.negatives += bool(pair.negative_id)
    score.negatives_clear += pair.negative_id in clear


def show(scores: dict[tuple[str, str], Score], others: int) -> None:
    print(f"Among {others:,} ideas, at {AT}:")
    print(
        "            pairs  Madang  BM25 on words  clearly the same: right  hard negatives so called    p50    p99"
    )
    for (fold, lang), score in sorted(scores.items()):
        right = f"{score.clear_and_right} of {score.clear}"
        wrong = f"{score.negatives_clear} of {score.negatives}"
        p99 = quantiles(score.seconds, n=100)[98] * 1000
        print(
            f"  {fold:5} {lang}  {score.pairs:5}  {score.found / score.pairs:6.2f}"
            f"  {score.found_by_words / score.pairs:13.2f}  {right:>23}  {wrong:>24}"
            f"  {median(score.seconds) * 1000:5.1f}  {p99:5.1f}"
        )


@asynccontextmanager
async def copied(url: str) -> AsyncIterator[str]:
    """A copy of the database, which is gone afterwards."""
    if not url.startswith("postgres"):
        with tempfile.TemporaryDirectory(dir=Path(sqlite_path(url)).parent) as folder:
            copy = Path(folder) / "copy.sqlite3"
            await asyncio.to_thread(_copy_file, str(sqlite_path(url)), copy)
            yield f"sqlite://{copy}"
        return
    parts = urlsplit(url)
    name = f"{parts.path[1:]}_similar"
    server = await asyncpg.connect(urlunsplit(parts._replace(path="/postgres")))
    try:
        await server.execute(f'DROP DATABASE IF EXISTS "{name}"')
        await server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{parts.path[1:]}"')
        yield urlunsplit(parts._replace(path=f"/{name}"))
        await server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    finally:
        await server.close()


def _copy_file(source: str, target: Path) -> None:
    with sqlite3.connect(source) as old, sqlite3.connect(target) as new:
        old.backup(new)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Are ideas that want the same found among many?")
    parser.add_argument("--database", required=True)
    parser.add_argument("--pairs", type=Path, action="append")
    parser.add_argument("--fold", default="all", choices=("dev", "test", "close", "all"))
    given = parser.parse_args()
    sys.exit(asyncio.run(main(given.database, given.pairs or sorted(PAIRS.glob("*.jsonl")), given.fold)))

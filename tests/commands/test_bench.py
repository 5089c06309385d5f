"""`madang bench` builds yards that are well, the same for the same seed, and measures every page of them."""

from pathlib import Path

import anyio
import pytest

from commands.bench import reports
from commands.bench.building.builder import build
from commands.bench.building.sqlite import SqliteLoader
from commands.bench.content import sentences
from commands.bench.content.outlines import outlines
from commands.bench.content.scale import Scale
from commands.bench.content.texts import texts, wanted
from commands.bench.content.writing import Author, Rows
from commands.bench.measuring.measuring import measured
from commands.bench.measuring.timing import Effort
from composition import compose
from core.clock import now
from core.database import rows
from core.markup import render
from core.text import language
from frontend.rendering import know
from frontend.routes import named
from tests.commands.terminal import Terminal
from tests.schema import found, standing

SMALL = 120


def silently(what: str, done: int, of: int) -> None:
    """Nobody watches."""


def test_a_yard_that_was_built_in_bulk_is_well_and_keeps_every_rule(terminal: Terminal) -> None:
    url, scale = terminal.env["DATABASE_URL"], Scale(SMALL, int(now().timestamp()))
    before = terminal.ask(rules)

    anyio.run(build, url, scale, silently)

    said = terminal.type("doctor")
    assert (said.status, said.err) == (0, "")
    assert "✗" not in said.out
    assert terminal.ask(rules) == before
    there = terminal.ask(
        lambda: rows("SELECT (SELECT count(*) FROM vote) AS votes, count(*) AS ideas FROM idea")
    )
    assert there[0]["ideas"] == SMALL
    assert there[0]["votes"] > SMALL


async def rules() -> object:
    """Tables, constraints, indexes and triggers."""
    return await found(), [await standing(kind) for kind in ("INDEX", "TRIGGER", "CONSTRAINT")]


def a_chunk(seed: int) -> Rows:
    scale = Scale(SMALL, 1_800_000_000, seed)
    author, made = Author(scale, SqliteLoader.moment), outlines(scale, 0)
    author.founded()
    return author.chunk(made, texts(seed, 0, wanted(made)))


def test_the_same_seed_makes_the_same_yard() -> None:
    assert a_chunk(1) == a_chunk(1)
    assert a_chunk(1)["idea"] != a_chunk(2)["idea"]


async def test_its_words_are_stored_as_if_somebody_had_written_them() -> None:
    scale = Scale(SMALL, 1_800_000_000)
    made = outlines(scale, 0)

    for outline, text in zip(made[:40], texts(1, 0, wanted(made)).ideas, strict=False):
        assert sentences.html(text.body) == await render(text.body)
        assert language(f"{text.title}\n{text.body}") == outline.lang
        assert 3 <= len(text.title) <= 120


def test_what_isnt_the_benchs_own_is_left_alone(unplugged: Terminal, tmp_path: Path) -> None:
    foreign = tmp_path / "madang_bench_60.sqlite3"
    foreign.write_bytes(b"")

    said = unplugged.type("bench", "--ideas", "60", "--directory", str(tmp_path))

    assert said.status == 1
    assert "isn't a database of the bench" in said.err
    assert foreign.read_bytes() == b""


def test_a_database_of_somebodys_own_isnt_taken_for_a_server(unplugged: Terminal) -> None:
    said = unplugged.type("bench", "--ideas", "60", "--database", "postgres://user@host/madang")

    assert said.status == 1
    assert "without a database" in said.err


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_every_page_and_act_is_measured(database_url: str, tmp_path: Path) -> None:
    await build(database_url, Scale(SMALL, int(now().timestamp())), silently)
    compose()
    know(named())

    (yard,) = await measured({SMALL: database_url}, tmp_path, Effort(1, 0), silently)

    names = {line.name for line in yard.lines}
    assert {"home, signed out", "home, signed in", "page 100, signed in", "post an idea, signed in"} <= names
    assert {"search ko rare, signed out", "similar while typing, signed in"} <= names
    assert {"api list", "api idea", "api similar", "api vote", "api post an idea"} <= names
    assert all(line.timing.p50 > 0 for line in yard.lines)
    assert yard.line("home, signed in").queries > 0  # type: ignore[union-attr]
    assert yard.votes is not None
    assert yard.first is not None
    assert yard.cold > 0
    assert "| home, signed out |" in reports.markdown(reports.tables([yard]))
